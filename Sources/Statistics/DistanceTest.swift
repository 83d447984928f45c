/// A test of Kolmogorov's distance between distributions against a limit, by the band of Dvoretzky, Kiefer and Wolfowitz (1956; the constant is
/// Massart's, 1990): with probability at least 1 - α the true distance lies within √(ln(2/α) / 2n) of the sample's.
///
/// Between two samples the bands of both add up, each at α/2, so the samples need not be independent of one another; the values within each must be.
/// Eigenvalues or singular values of one matrix are not: for them only the distance is meaningful.
public struct DistanceTest: RegionTest, Hashable {
  public let region: TargetRegion
  public let count: Int
  /// The sample's distance.
  public let estimate: Double
  public let pUpper: Double
  public let refutedP: Double
  /// The band at level α is √(ln(bands/α) / 2 size) wide on either side.
  private let size: Double
  private let bands: Double

  /// "The distance to a distribution that is fully specified beforehand is at most `limit`."
  public init(_ sample: EmpiricalDistribution, to cdf: (Double) -> Double, atMost limit: Double) throws(StatisticsError) {
    let n = Double(sample.count)
    try self.init(sample.distance(to: cdf), count: sample.count, size: n, bands: 2, limit)
  }

  /// "The distributions behind two samples lie at most `limit` apart."
  public init(_ a: EmpiricalDistribution, to b: EmpiricalDistribution, atMost limit: Double) throws(StatisticsError) {
    let spread = 1 / Double(a.count).squareRoot() + 1 / Double(b.count).squareRoot()
    try self.init(a.distance(to: b), count: min(a.count, b.count), size: 1 / (spread * spread), bands: 4, limit)
  }

  private init(_ distance: Double, count: Int, size: Double, bands: Double, _ limit: Double) throws(StatisticsError) {
    guard distance.isFinite else { throw .notFinite(count: 1, of: 1) }
    region = try .atMost(limit)
    estimate = distance
    self.count = count
    self.size = size
    self.bands = bands
    let gap = limit - distance
    let p = min(1, bands * exponential(-2 * size * gap * gap))
    pUpper = gap > 0 ? p : 1
    refutedP = gap < 0 ? p : 1
  }

  /// The distance is at least 0: there is no lower bound to be above.
  public var pLower: Double { 0 }

  /// How far the true distance may lie from the sample's, at level 1 - α.
  public func halfWidth(alpha: Double) -> Double { (ln(bands / alpha) / (2 * size)).squareRoot() }

  /// D ± the band's half-width. The band holds above and below at once, so with `tail` its level is 1 - tail.
  public func interval(tail: Double) -> ConfidenceInterval {
    precondition(tail > 0 && tail < 0.5, "a tail of \(tail)")
    let half = halfWidth(alpha: tail)
    return ConfidenceInterval(estimate: estimate, low: max(0, estimate - half), high: min(1, estimate + half), level: 1 - tail)
  }

  /// The count with which the band would be narrower than the gap between distance and limit, both samples growing alike.
  public func replicatesToDecide(level: Double, power: Double) throws(StatisticsError) -> Int? {
    try checkLevel(level)
    let gap = region.high - estimate
    return replicates(ln(bands / level) / (2 * gap * gap) * Double(count) / size)
  }
}
