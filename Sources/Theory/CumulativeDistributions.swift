import CKernels

/// Distribution functions P(X ≤ x) that a sample may be held against: fully specified, nothing fitted.
public enum CumulativeDistribution {
  /// N(mean, standardDeviation²). Good to 1e-15, absolute; NaN unless the standard deviation is above 0.
  public static func normal(_ x: Double, mean: Double, standardDeviation: Double) -> Double {
    guard standardDeviation > 0 else { return .nan }
    return (1 + ravine_scalar(RAVINE_ERF, (x - mean) / (standardDeviation * 2.0.squareRoot()))) / 2
  }

  /// Uniform on [low, high]; NaN unless low < high.
  public static func uniform(_ x: Double, low: Double, high: Double) -> Double {
    guard low < high, !x.isNaN else { return .nan }
    return x <= low ? 0 : x >= high ? 1 : (x - low) / (high - low)
  }

  /// The density 4/(π r²) √(r² - x²) on [0, r]: the singular values of an n × n matrix of independent entries of variance 1/n, for large n and
  /// r = 2 (Marchenko & Pastur 1967). (2/π) (arcsin(x/r) + (x/r) √(1 - (x/r)²)); NaN unless r is above 0.
  public static func quarterCircle(_ x: Double, radius: Double) -> Double {
    guard radius > 0, !x.isNaN else { return .nan }
    let share = min(1, max(0, x / radius))
    return 2 / .pi * (arcsine(share) + share * (1 - share * share).squareRoot())
  }
}

/// arcsin x; NaN outside [-1, 1]. Good to 4e-16, relative, below ½, and absolute above.
///
/// Newton's iteration for sin y = x from the cubic Taylor polynomial, which is within 1% below ½; above, by π/2 - 2 arcsin √((1 - x)/2).
public func arcsine(_ x: Double) -> Double {
  guard abs(x) <= 1 else { return .nan }
  if abs(x) > 0.5 {
    let rest = .pi / 2 - 2 * arcsine(((1 - abs(x)) / 2).squareRoot())
    return x < 0 ? -rest : rest
  }
  var y = x + x * x * x / 6
  for _ in 0..<3 { y -= (ravine_scalar(RAVINE_SIN, y) - x) / ravine_scalar(RAVINE_COS, y) }
  return y
}
