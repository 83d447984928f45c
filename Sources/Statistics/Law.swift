/// How a positive quantity falls or grows along x.
public enum Law: String, Sendable, CaseIterable {
  /// ln y = a + b x.
  case exponential
  /// ln y = a + b ln x.
  case power

  /// The least-squares line of ln y over x or ln x. Needs two finite points, y above 0, and for a power law x above 0.
  public func fit(x: [Double], y: [Double]) throws(StatisticsError) -> Line {
    let heights = try logarithms(of: y)
    return switch self {
    case .exponential: try Line(x: x, y: heights)
    case .power: try Line(x: try logarithms(of: x), y: heights)
    }
  }
}

/// Which of two laws fits curves better, curve by curve (a curve is a replicate's), then by a sign test over the curves.
public struct LawComparison: Sendable, Hashable {
  /// A curve spans enough to tell a power from an exponential when its x cover this factor.
  public static let neededRange = 8.0

  /// Each curve's root mean square residual of ln y under either law.
  public let exponentialResiduals: [Double]
  public let powerResiduals: [Double]
  /// Each curve's fitted slope b under either law: a rate, and an exponent.
  public let rates: [Double]
  public let exponents: [Double]
  /// The least of the curves' max x / min x.
  public let range: Double

  /// Needs a curve; every curve three points with x and y above 0.
  public init(curves: [(x: [Double], y: [Double])]) throws(StatisticsError) {
    try checkCount(curves.count, atLeast: 1)
    var (exponential, power): ([Line], [Line]) = ([], [])
    var range = Double.infinity
    for curve in curves {
      try checkCount(curve.x.count, atLeast: 3)
      power.append(try Law.power.fit(x: curve.x, y: curve.y))
      exponential.append(try Law.exponential.fit(x: curve.x, y: curve.y))
      let x = Sample(curve.x)
      range = min(range, x.maximum / x.minimum)
    }
    exponentialResiduals = exponential.map(\.residualRootMeanSquare)
    powerResiduals = power.map(\.residualRootMeanSquare)
    rates = exponential.map(\.slope)
    exponents = power.map(\.slope)
    self.range = range
  }

  /// Whether the curves are wide enough for the comparison to mean something; otherwise it is inconclusive.
  public var isWideEnough: Bool { range >= Self.neededRange }

  /// The sign test of "this law leaves the smaller residual": its p-value supports the law, the other law's refutes it.
  public func test(of winner: Law) -> SignTest {
    let gains = zip(exponentialResiduals, powerResiduals).map { winner == .power ? $0 - $1 : $1 - $0 }
    return SignTest(gains)
  }
}

/// The exact sign test: whether positive values are more likely than negative ones. Zeros are left out, and NaN counts as negative.
public struct SignTest: Sendable, Hashable {
  public let positive: Int
  public let negative: Int
  public let zero: Int

  public init(_ values: [Double]) {
    positive = values.count { $0 > 0 }
    zero = values.count { $0 == 0 }
    negative = values.count - positive - zero
  }

  /// P(K ≥ positive), K ~ Binomial(positive + negative, ½): 1 where all values are 0.
  public var pPositive: Double { p(of: positive) }
  /// P(K ≥ negative).
  public var pNegative: Double { p(of: negative) }

  private func p(of successes: Int) -> Double {
    let trials = positive + negative
    return trials == 0 ? 1 : Binomial(trials: trials, probability: 0.5).atLeast(successes)
  }

  /// The share of positive values among all, zeros counted as not positive: the probability of superiority, of paired differences.
  public func share(level: Double) throws(StatisticsError) -> ConfidenceInterval {
    try .proportion(successes: positive, of: positive + negative + zero, level: level)
  }
}
