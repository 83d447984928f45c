/// The distribution of a sample, held against one that is fully specified beforehand (a fitted one would be too near: Lilliefors).
public struct EmpiricalDistribution: Sendable, Hashable {
  private let sorted: [Double]

  /// Needs one value, and no NaN.
  public init(_ values: [Double]) throws(StatisticsError) {
    try checkCount(values.count, atLeast: 1)
    let unordered = values.count { $0.isNaN }
    guard unordered == 0 else { throw .notFinite(count: unordered, of: values.count) }
    sorted = values.sorted()
  }

  public var count: Int { sorted.count }

  /// Kolmogorov's distance D = sup |F_n - F|, for a continuous F.
  public func distance(to cdf: (Double) -> Double) -> Double {
    let n = Double(count)
    var distance = 0.0
    for (index, value) in sorted.enumerated() {
      let expected = cdf(value)
      if expected.isNaN { return .nan }
      distance = max(distance, expected - Double(index) / n, Double(index + 1) / n - expected)
    }
    return distance
  }

  /// √(ln(2/α) / 2n): with probability at least 1 - α the true distance lies within this of D (Dvoretzky, Kiefer & Wolfowitz 1956; the constant
  /// 2 is Massart's, 1990). n = 1000 and α = 0.05 give 0.043.
  public static func halfWidth(count: Int, alpha: Double) throws(StatisticsError) -> Double {
    try checkLevel(alpha)
    try checkCount(count, atLeast: 1)
    return (ln(2 / alpha) / (2 * Double(count))).squareRoot()
  }

  /// The p-values of "the true distance is at most `limit`" and "above": the levels at which D + half-width ≤ limit, D - half-width > limit. Values must be
  /// independent; eigenvalues or singular values of one matrix are not, and only D is meaningful for them.
  public func pValues(of limit: Double, distance: Double) -> (supported: Double, refuted: Double) {
    let gap = limit - distance
    let p = min(1, 2 * exponential(-2 * Double(count) * gap * gap))
    return gap.isNaN ? (1, 1) : (gap > 0 ? p : 1, gap < 0 ? p : 1)
  }
}
