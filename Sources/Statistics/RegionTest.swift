/// A judgement of whether a quantity lies in a target region, three-way: what two p-values do not decide is inconclusive.
///
/// *Supported*: two one-sided tests (Schuirmann 1987). p = the greater of the p-values of "θ ≤ low" and "θ ≥ high"; at level α it rejects
/// exactly when the interval with α in each tail (level 1 - 2α) lies inside the region.
///
/// *Refuted*: p = the lesser of the p-values of "θ ≥ low" and "θ ≤ high", times the number of finite bounds (Bonferroni, so that its size is
/// at most α for any region, a single point included); at level α it rejects exactly when the interval with α/2 in each tail (level 1 - α;
/// α, where one bound is infinite) is disjoint from the region.
///
/// So each verdict has an interval that shows it, and Holm's procedure may take either family of p-values.
public protocol RegionTest: Sendable {
  var region: TargetRegion { get }
  /// The number of replicates.
  var count: Int { get }
  var estimate: Double { get }
  /// One-sided p-values against θ ≤ low and θ ≥ high: small when the quantity is shown to be above low, below high.
  var pLower: Double { get }
  var pUpper: Double { get }
  /// p of the claim that θ lies in the region.
  var supportedP: Double { get }
  /// p of the claim that θ lies outside it.
  var refutedP: Double { get }
  /// The interval with `tail` in each tail, 0 < tail < ½ (precondition).
  func interval(tail: Double) -> ConfidenceInterval
  /// How many replicates would decide the claim with this power, if the quantity and its spread are what they seem; nil when it lies on a bound,
  /// or where no number of replicates can be told.
  func replicatesToDecide(level: Double, power: Double) throws(StatisticsError) -> Int?
  /// How many replicates would support the claim with this power, if the quantity lay at the middle of its region; of a region with one bound,
  /// if it is what it seems. Nil where it seems to lie beyond that bound, or where no number can be told.
  func replicatesToSupport(level: Double, power: Double) throws(StatisticsError) -> Int?
}

/// A count of replicates from a formula; nil where it says nothing.
func replicates(_ count: Double) -> Int? { count >= 0 && count < 1e15 ? Int(count.rounded(.up)) : nil }

extension RegionTest {
  public func replicatesToSupport(level: Double, power: Double) throws(StatisticsError) -> Int? {
    try region.contains(estimate) ? replicatesToDecide(level: level, power: power) : nil
  }

  public var supportedP: Double { max(pLower, pUpper) }

  /// The interval that lies inside the region exactly when `supportedP` ≤ α (to rounding).
  public func supportInterval(at alpha: Double) -> ConfidenceInterval { interval(tail: alpha) }

  /// The interval that is disjoint from the region exactly when `refutedP` ≤ α (to rounding).
  public func refutationInterval(at alpha: Double) -> ConfidenceInterval { interval(tail: alpha / Double(region.sides)) }
}
