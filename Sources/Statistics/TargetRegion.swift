/// Where a claim says that a quantity lies: a closed interval, fixed before the study runs; a bound may be infinite.
public struct TargetRegion: Sendable, Hashable {
  public let low: Double
  public let high: Double

  /// Throws `notARegion` for NaN bounds, bounds in the wrong order, or two infinite ones.
  public init(low: Double, high: Double) throws(StatisticsError) {
    guard low <= high, low < .infinity, high > -.infinity, low.isFinite || high.isFinite else {
      throw .notARegion(low: low, high: high)
    }
    (self.low, self.high) = (low, high)
  }

  /// target ± margin.
  public static func around(_ target: Double, absolute margin: Double) throws(StatisticsError) -> TargetRegion {
    guard margin >= 0 else { throw .notARegion(low: target - margin, high: target + margin) }
    return try TargetRegion(low: target - margin, high: target + margin)
  }

  /// target ± margin · |target|.
  public static func around(_ target: Double, relative margin: Double) throws(StatisticsError) -> TargetRegion {
    try around(target, absolute: margin * abs(target))
  }

  public static func atLeast(_ value: Double) throws(StatisticsError) -> TargetRegion {
    try TargetRegion(low: value, high: .infinity)
  }

  public static func atMost(_ value: Double) throws(StatisticsError) -> TargetRegion {
    try TargetRegion(low: -.infinity, high: value)
  }

  /// The region of the logarithms: ±5% about a ratio of 1 is [ln 0.95, ln 1.05], which is not symmetric. A low bound of 0 or less becomes -∞;
  /// the high bound must be above 0.
  public func logarithmic() throws(StatisticsError) -> TargetRegion {
    guard high > 0 else { throw .notARegion(low: low, high: high) }
    return try TargetRegion(low: low > 0 ? ln(low) : -.infinity, high: ln(high))
  }

  public func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// How many bounds are finite: 1 or 2.
  public var sides: Int { (low.isFinite ? 1 : 0) + (high.isFinite ? 1 : 0) }
}
