/// Student's t tests of a mean over replicates against a region: differences, slopes, log ratios; on a log scale, of logarithms.
///
/// Equal values leave no doubt: then the p-values are 0 or 1, by whether the (closed) region holds the value, and nothing is inconclusive.
/// Needs two finite values.
public struct EquivalenceTest: RegionTest, Hashable {
  public let region: TargetRegion
  public let pLower: Double
  public let pUpper: Double
  public let refutedP: Double
  private let summary: MeanSummary

  public init(_ values: [Double], in region: TargetRegion) throws(StatisticsError) {
    summary = try MeanSummary(values)
    self.region = region
    let (mean, error, student) = (summary.mean, summary.standardError, summary.student)
    if error == 0 {
      pLower = mean >= region.low ? 0 : 1
      pUpper = mean <= region.high ? 0 : 1
      refutedP = region.contains(mean) ? 1 : 0
    } else {
      // With an infinite bound t is infinite too, and its tail 0 or 1: no case of its own is needed.
      let (low, high) = ((mean - region.low) / error, (mean - region.high) / error)
      pLower = student.upperTail(low)
      pUpper = student.cdf(high)
      refutedP = min(1, Double(region.sides) * min(student.cdf(low), student.upperTail(high)))
    }
  }

  public var count: Int { summary.count }
  public var estimate: Double { summary.mean }
  public var standardDeviation: Double { summary.standardDeviation }
  public var standardError: Double { summary.standardError }
  public var degreesOfFreedom: Double { Double(count - 1) }

  public func interval(tail: Double) -> ConfidenceInterval {
    precondition(tail > 0 && tail < 0.5, "a tail of \(tail)")
    return summary.interval(tail: tail)
  }

  /// The distance from the mean to the nearest bound takes the margin's place. Nil too when no number is too few.
  public func replicatesToDecide(level: Double, power: Double = 0.95) throws(StatisticsError) -> Int? {
    let distance = min(abs(estimate - region.low), abs(estimate - region.high))
    guard standardDeviation > 0, distance > 0 else { return nil }
    return try replicatesNeeded(standardDeviation: standardDeviation, margin: distance, level: level, power: power)
  }

  /// Two where the replicates are equal: they leave no doubt.
  public func replicatesToSupport(level: Double, power: Double = 0.95) throws(StatisticsError) -> Int? {
    let isAround = region.sides == 2
    guard isAround || region.contains(estimate) else { return nil }
    if standardDeviation == 0 { return region.contains(estimate) ? 2 : nil }
    let distance = isAround ? (region.high - region.low) / 2 : min(abs(estimate - region.low), abs(estimate - region.high))
    guard distance > 0 else { return nil }
    return try replicatesNeeded(standardDeviation: standardDeviation, margin: distance, level: level, power: power)
  }
}

/// The replicates with which two one-sided tests at level α support a true claim at the middle of its region, target ± Δ:
/// (z(1 - α) + z((1 + power) / 2))² (σ/Δ)² + 4, where z is the normal quantile and the last 4 pay for Student's t in its place.
///
/// At α = 0.05/60 and power 0.95, 26 (σ/Δ)² + 4. `Int.max` where no number is enough.
public func replicatesNeeded(
  standardDeviation: Double, margin: Double, level: Double, power: Double = 0.95
) throws(StatisticsError) -> Int {
  try checkLevel(level)
  try checkLevel(power)
  try checkFinite([standardDeviation, margin])
  let quantiles = -Normal.quantile(level) + Normal.quantile((1 + power) / 2)
  let ratio = abs(standardDeviation) / abs(margin)
  let count = (quantiles * quantiles * ratio * ratio + 4).rounded(.up)
  return count < 1e15 ? Int(count) : .max
}
