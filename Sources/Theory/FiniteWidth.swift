import CKernels

/// The exact law of ln‖h_l‖² (forward) and ln‖δ_l‖² (backward) in bias-free networks of finite width with Gaussian weights, for one example and
/// one cotangent: the logarithm of a layer's factor has this mean and variance, and layers are independent, so both grow linearly in depth.
///
/// Hanin & Nica 2018 ("Products of many large random matrices and gradients in deep neural networks") give the leading order,
/// N(-β/2, β) with β = 5L/n; at n = 10 that is off by 19% in the mean and 42% in the variance, so the exact form stands here.
public enum FiniteWidth {
  /// E ln of a layer's factor in a ReLU network of width n, σ_w² = 2: the factor is (2/n) χ²_K with K ~ Binomial(n, ½), given K ≥ 1
  /// (a layer with no active unit ends the signal), so that the mean is E ψ(K/2) + ln(4/n).
  ///
  /// `reluLogMean(10) = -0.3075`. NaN unless the width is a whole number, at least 1 and at most 2^24.
  public static func reluLogMean(_ width: Double) -> Double {
    guard let active = ActiveUnits(width) else { return .nan }
    return active.mean(of: { digamma($0 / 2) }) + ravine_scalar(RAVINE_LOG, 4 / width)
  }

  /// Var ln of that factor: E ψ₁(K/2) + Var ψ(K/2). `reluLogVariance(10) = 0.8667`.
  public static func reluLogVariance(_ width: Double) -> Double {
    guard let active = ActiveUnits(width) else { return .nan }
    let center = active.mean(of: { digamma($0 / 2) })
    let spread = active.mean(of: { count in
      let difference = digamma(count / 2) - center
      return difference * difference
    })
    return active.mean(of: { trigamma($0 / 2) }) + spread
  }

  /// E ln of a layer's factor in a linear network of width n, σ_w² = 1: the factor is χ²_n / n, the mean ψ(n/2) + ln(2/n).
  public static func linearLogMean(_ width: Double) -> Double {
    guard width >= 1 else { return .nan }
    return digamma(width / 2) + ravine_scalar(RAVINE_LOG, 2 / width)
  }

  /// Var ln of that factor: ψ₁(n/2).
  public static func linearLogVariance(_ width: Double) -> Double { width >= 1 ? trigamma(width / 2) : .nan }
}

/// K ~ Binomial(n, ½) given K ≥ 1.
private struct ActiveUnits {
  /// The probabilities of `first`, `first + 1`, …, up to a common factor.
  var weights: [Double]
  var first: Double
  var total: Double

  init?(_ width: Double) {
    guard width >= 1, width <= 16_777_216, width == width.rounded() else { return nil }
    let mode = (width / 2).rounded(.up)
    // From the mode outward by ratios, because 2^-n underflows beyond n = 1074; weights below 1e-40 of the mode's reach no bit.
    var (below, above) = ([Double](), [1.0])
    var (k, weight) = (mode, 1.0)
    while k < width, weight > 1e-40 {
      weight *= (width - k) / (k + 1)
      k += 1
      above.append(weight)
    }
    (k, weight) = (mode, 1.0)
    while k > 1, weight > 1e-40 {
      weight *= k / (width - k + 1)
      k -= 1
      below.append(weight)
    }
    weights = below.reversed() + above
    first = k
    total = weights.reduce(0, +)
  }

  /// E f(K), summed from small K to large.
  func mean(of f: (Double) -> Double) -> Double {
    var (sum, count) = (0.0, first)
    for weight in weights {
      sum += weight * f(count)
      count += 1
    }
    return sum / total
  }
}
