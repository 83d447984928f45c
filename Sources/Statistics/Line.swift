/// The least-squares line y = intercept + slope · x.
public struct Line: Sendable, Hashable {
  public let slope: Double
  public let intercept: Double
  /// Σ (yᵢ - intercept - slope · xᵢ)².
  public let residualSumOfSquares: Double
  public let count: Int

  /// Needs two finite points with different x.
  public init(x: [Double], y: [Double]) throws(StatisticsError) {
    guard x.count == y.count else { throw .differentCounts(x.count, y.count) }
    try checkCount(x.count, atLeast: 2)
    try checkFinite(x)
    try checkFinite(y)
    count = x.count
    // Centered first: with x = 1000…1100 the raw normal equations lose six digits.
    let (centerX, centerY) = (Sample(x).mean, Sample(y).mean)
    let (dx, dy) = (x.map { $0 - centerX }, y.map { $0 - centerY })
    let spread = sum(dx.map { $0 * $0 })
    guard spread > 0 else { throw .noSpread }
    let slope = sum(zip(dx, dy).map { $0 * $1 }) / spread
    self.slope = slope
    intercept = centerY - slope * centerX
    residualSumOfSquares = sum(zip(dx, dy).map { ($1 - slope * $0) * ($1 - slope * $0) })
  }

  /// √(residual sum of squares / n), in the units of y.
  public var residualRootMeanSquare: Double { (residualSumOfSquares / Double(count)).squareRoot() }

  public func callAsFunction(_ x: Double) -> Double { intercept + slope * x }
}
