/// The values of one quantity over replicates, in the replicates' order, and their summaries.
///
/// Nothing is dropped: with infinite values the mean is infinite (or NaN, for both signs) and the standard deviation NaN, but order statistics
/// (median, quantiles, range) stay meaningful; a NaN makes every summary NaN. Of no values, every summary is NaN.
public struct Sample: Sendable, Hashable {
  public let values: [Double]
  private let sorted: [Double]

  public init(_ values: [Double]) {
    self.values = values
    sorted = values.contains { $0.isNaN } ? [] : values.sorted()
  }

  public var count: Int { values.count }
  public var minimum: Double { sorted.first ?? .nan }
  public var maximum: Double { sorted.last ?? .nan }
  /// Whether there are values and all are equal.
  public var isConstant: Bool { !sorted.isEmpty && minimum == maximum }

  /// The arithmetic mean; of equal values, exactly that value.
  public var mean: Double {
    if isConstant { return minimum }
    return values.isEmpty ? .nan : sum(values) / Double(count)
  }

  /// The variance with denominator n - 1; NaN of fewer than two values, exactly 0 of equal ones.
  public var variance: Double {
    guard count >= 2 else { return .nan }
    if isConstant, mean.isFinite { return 0 }
    let center = mean
    // The second sum is 0 in exact arithmetic: it corrects the mean's rounding (Chan, Golub & LeVeque 1983, "corrected two-pass").
    let rest = sum(values.map { $0 - center })
    return (sum(values.map { ($0 - center) * ($0 - center) }) - rest * rest / Double(count)) / Double(count - 1)
  }

  public var standardDeviation: Double { variance.squareRoot() }
  /// The standard deviation of the mean, s / √n.
  public var standardError: Double { standardDeviation / Double(count).squareRoot() }

  /// exp of the mean of logarithms; 0 when a value is 0, NaN when one is negative.
  public var geometricMean: Double { isConstant && minimum >= 0 ? minimum : exponential(Sample(values.map(ln)).mean) }

  /// The third central moment over the 3/2 power of the second: 0 of a symmetric sample, NaN of one without spread.
  public var skewness: Double {
    let center = mean
    let (second, third) = (
      values.map { ($0 - center) * ($0 - center) }, values.map { ($0 - center) * ($0 - center) * ($0 - center) }
    )
    let variance = sum(second) / Double(count)
    return sum(third) / Double(count) / (variance * variance.squareRoot())
  }

  /// The variance of the logarithms: β of a log-normal quantity. Beyond about 0.25 a t interval of the arithmetic mean covers too seldom.
  public var logVariance: Double { Sample(values.map(ln)).variance }

  public var median: Double { quantile(0.5) }

  /// The quantile of type 7 (Hyndman & Fan 1996; the default of R and NumPy): linear between order statistics, position (n - 1) p.
  /// Between an infinite and a finite order statistic it is the infinite one, unless the position is the finite one's own; between -∞ and ∞, -∞.
  public func quantile(_ p: Double) -> Double {
    guard !sorted.isEmpty, p >= 0, p <= 1 else { return .nan }
    let position = Double(count - 1) * p
    let below = position.rounded(.down)
    let (a, b) = (sorted[Int(below)], sorted[min(Int(below) + 1, count - 1)])
    let part = position - below
    return part == 0 || a == b || a == -.infinity ? a : a + (b - a) * part
  }
}
