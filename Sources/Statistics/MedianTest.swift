/// Exact sign tests of a median against a region, for any continuous distribution: no tail, divergence included, can spoil them.
///
/// A value of ±∞ counts on its side. A NaN counts as evidence for nothing: below when the claim wants above, above when it wants below.
/// Needs one value.
public struct MedianTest: RegionTest, Hashable {
  public let region: TargetRegion
  public let pLower: Double
  public let pUpper: Double
  public let refutedP: Double
  /// The median; with NaN, halfway between what it is with them below and above all other values.
  public let estimate: Double
  /// Sorted with NaN as -∞, and with NaN as +∞.
  private let pessimistic: [Double]
  private let optimistic: [Double]

  public init(_ values: [Double], in region: TargetRegion) throws(StatisticsError) {
    try checkCount(values.count, atLeast: 1)
    self.region = region
    pessimistic = values.map { $0.isNaN ? -.infinity : $0 }.sorted()
    optimistic = values.map { $0.isNaN ? .infinity : $0 }.sorted()
    estimate = (Sample(pessimistic).median + Sample(optimistic).median) / 2
    let coin = Binomial(trials: values.count, probability: 0.5)
    func above(_ bound: Double) -> Double { coin.atLeast(values.count { $0 > bound }) }
    func below(_ bound: Double) -> Double { coin.atLeast(values.count { $0 < bound }) }
    pLower = region.low.isFinite ? above(region.low) : 0
    pUpper = region.high.isFinite ? below(region.high) : 0
    let outside = min(region.low.isFinite ? below(region.low) : 1, region.high.isFinite ? above(region.high) : 1)
    refutedP = min(1, Double(region.sides) * outside)
  }

  public var count: Int { optimistic.count }

  /// Between two order statistics; infinite where the replicates are too few for the level.
  public func interval(tail: Double) -> ConfidenceInterval {
    precondition(tail > 0 && tail < 0.5, "a tail of \(tail)")
    let coin = Binomial(trials: count, probability: 0.5)
    // The k-th least value is a lower limit when P(K ≤ k - 1) ≤ tail.
    // Found by halving: one by one, a hundred thousand values would ask for as many binomial tails.
    var (k, end) = (0, count)
    while k < end {
      let middle = (k + end) / 2
      if coin.atMost(middle) <= tail { k = middle + 1 } else { end = middle }
    }
    return ConfidenceInterval(
      estimate: estimate, low: k == 0 ? -.infinity : pessimistic[k - 1], high: k == 0 ? .infinity : optimistic[count - k],
      level: 1 - 2 * tail)
  }

  /// As many as show that more than half lie on the estimate's side of the nearest bound.
  public func replicatesToDecide(level: Double, power: Double) throws(StatisticsError) -> Int? {
    let bound = abs(estimate - region.low) < abs(estimate - region.high) ? region.low : region.high
    let isAbove = estimate > bound
    let share = Double((isAbove ? pessimistic : optimistic).count { isAbove ? $0 > bound : $0 < bound }) / Double(count)
    return try share > 0.5
      ? ProportionTest.replicatesToDecide(share: share, against: 0.5, level: level, power: power) : nil
  }
}
