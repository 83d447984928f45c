/// An estimate and the interval that covers the true value in `level` of all repetitions of the study.
public struct ConfidenceInterval: Sendable, Hashable {
  public var estimate: Double
  public var low: Double
  public var high: Double
  public var level: Double

  public init(estimate: Double, low: Double, high: Double, level: Double) {
    (self.estimate, self.low, self.high, self.level) = (estimate, low, high, level)
  }

  /// Student's t interval of the mean over replicates, x̄ ± t s/√n with n - 1 degrees of freedom: exact for normal values. Of equal values it
  /// is that value alone. Needs two finite values.
  public static func mean(of values: [Double], level: Double) throws(StatisticsError) -> ConfidenceInterval {
    try checkLevel(level)
    return try MeanSummary(values).interval(tail: (1 - level) / 2)
  }

  /// The t interval of the mean logarithm, as factors: the geometric mean and its interval. Needs two finite values above 0.
  public static func geometricMean(of values: [Double], level: Double) throws(StatisticsError) -> ConfidenceInterval {
    var interval = try mean(of: try logarithms(of: values), level: level)
    interval.estimate = Sample(values).geometricMean
    interval.low = exponential(interval.low)
    interval.high = exponential(interval.high)
    if Sample(values).isConstant { (interval.low, interval.high) = (interval.estimate, interval.estimate) }
    return interval
  }

  /// Clopper & Pearson's interval of a proportion (1934): covers at least at its level, whatever the proportion; [0, …] of no success and
  /// […, 1] of nothing but.
  public static func proportion(
    successes: Int, of trials: Int, level: Double
  ) throws(StatisticsError) -> ConfidenceInterval {
    try checkLevel(level)
    guard trials >= 1, (0...trials).contains(successes) else { throw .notACount(successes, of: trials) }
    return proportion(successes: successes, of: trials, tail: (1 - level) / 2)
  }

  static func proportion(successes: Int, of trials: Int, tail: Double) -> ConfidenceInterval {
    let (k, n) = (Double(successes), Double(trials))
    return ConfidenceInterval(
      estimate: k / n,
      low: successes == 0 ? 0 : Beta(k, n - k + 1).quantile(tail),
      high: successes == trials ? 1 : Beta(k + 1, n - k).upperQuantile(tail),
      level: 1 - 2 * tail)
  }
}

/// The upper limit of an event's rate, at level 0.95, after n trials without one: 3/n (the "rule of three"; exactly 1 - 0.05^(1/n)).
public func ruleOfThree(trials: Int) -> Double { trials >= 1 ? min(1, 3 / Double(trials)) : 1 }

/// What t intervals and tests need of a sample: at least two finite values.
struct MeanSummary: Sendable, Hashable {
  let count: Int
  let mean: Double
  let standardDeviation: Double

  init(_ values: [Double]) throws(StatisticsError) {
    try checkCount(values.count, atLeast: 2)
    try checkFinite(values)
    let sample = Sample(values)
    (count, mean, standardDeviation) = (sample.count, sample.mean, sample.standardDeviation)
  }

  var standardError: Double { standardDeviation / Double(count).squareRoot() }
  var student: StudentT { StudentT(degreesOfFreedom: Double(count - 1)) }

  func interval(tail: Double) -> ConfidenceInterval {
    let half = standardError == 0 ? 0 : -student.quantile(tail) * standardError
    return ConfidenceInterval(estimate: mean, low: mean - half, high: mean + half, level: 1 - 2 * tail)
  }
}
