/// Exact binomial tests of a proportion (of replicates that diverge, say) against a region; their intervals are Clopper & Pearson's.
/// A bound outside (0, 1) is none.
public struct ProportionTest: RegionTest, Hashable {
  public let region: TargetRegion
  public let successes: Int
  public let count: Int
  public let pLower: Double
  public let pUpper: Double
  public let refutedP: Double

  public init(successes: Int, of trials: Int, in region: TargetRegion) throws(StatisticsError) {
    guard trials >= 1, (0...trials).contains(successes) else { throw .notACount(successes, of: trials) }
    guard region.low <= 1, region.high >= 0 else { throw .notARegion(low: region.low, high: region.high) }
    (self.successes, count) = (successes, trials)
    let (hasLow, hasHigh) = (region.low > 0, region.high < 1)
    // Every proportion lies in a region without bounds; the type has no such region, so one bound stays, as what cannot be broken.
    self.region =
      try hasLow || hasHigh
      ? TargetRegion(low: hasLow ? region.low : -.infinity, high: hasHigh ? region.high : .infinity) : .atLeast(0)
    let (atLow, atHigh) = (Binomial(trials: trials, probability: region.low), Binomial(trials: trials, probability: region.high))
    pLower = hasLow ? atLow.atLeast(successes) : 0
    pUpper = hasHigh ? atHigh.atMost(successes) : 0
    let outside = min(hasLow ? atLow.atMost(successes) : 1, hasHigh ? atHigh.atLeast(successes) : 1)
    refutedP = min(1, Double(self.region.sides) * outside)
  }

  public var estimate: Double { Double(successes) / Double(count) }

  public func interval(tail: Double) -> ConfidenceInterval {
    precondition(tail > 0 && tail < 0.5, "a tail of \(tail)")
    return .proportion(successes: successes, of: count, tail: tail)
  }

  /// From the normal approximation: (z(1 - α) √(b (1 - b)) + z(power) √(p̂ (1 - p̂)))² / (p̂ - b)², b the nearest bound.
  public func replicatesToDecide(level: Double, power: Double) throws(StatisticsError) -> Int? {
    let bound = abs(estimate - region.low) < abs(estimate - region.high) ? region.low : region.high
    return try Self.replicatesToDecide(share: estimate, against: bound, level: level, power: power)
  }

  static func replicatesToDecide(
    share: Double, against bound: Double, level: Double, power: Double
  ) throws(StatisticsError) -> Int? {
    try checkLevel(level)
    try checkLevel(power)
    let width = -Normal.quantile(level) * (bound * (1 - bound)).squareRoot()
    let root = (width + Normal.quantile(power) * (share * (1 - share)).squareRoot()) / (share - bound)
    return replicates(root * root)
  }
}
