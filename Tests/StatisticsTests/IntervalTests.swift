import Statistics
import Testing

@Suite("Confidence intervals")
struct IntervalTests {
  @Test("The t interval of a mean agrees with SciPy")
  func studentInterval() throws {
    let interval = try ConfidenceInterval.mean(of: [2.1, 1.9, 2.4, 2.0, 2.6, 1.7], level: 0.95)
    #expect(abs(interval.low - 1.7691360021244802) < 1e-13)
    #expect(abs(interval.high - 2.464197331208853) < 1e-13)
  }

  @Test("On a log scale it is the interval of the logarithms, as factors")
  func logInterval() throws {
    let interval = try ConfidenceInterval.geometricMean(of: [1, 10, 100], level: 0.95)
    #expect(abs(interval.estimate - 10) < 1e-13)
    #expect(abs(interval.low * interval.high - 100) < 1e-11)
    // 10^(t / √3), t = 4.302652729749462 with 2 degrees of freedom: the standard deviation is a decade.
    #expect(abs(interval.high / 10 / 304.88616091114216 - 1) < 1e-10)
  }

  /// `scipy.stats.binomtest(k, n).proportion_ci(level, method="exact")`.
  @Test(
    "Clopper and Pearson's interval agrees with SciPy",
    arguments: [
      (0, 32, 0.95, 0, 0.10888116067944287), (32, 32, 0.95, 0.8911188393205571, 1),
      (10, 32, 0.95, 0.16118472408822931, 0.5000775816319688), (3, 1000, 0.99, 0.0003381445290663692, 0.01093377742040526),
    ])
  func clopperPearson(k: Int, n: Int, level: Double, low: Double, high: Double) throws {
    let interval = try ConfidenceInterval.proportion(successes: k, of: n, level: level)
    #expect(abs(interval.low - low) <= 1e-10 * low)
    #expect(abs(interval.high - high) <= 1e-10 * high)
  }

  @Test("Three over n bounds what was never seen")
  func threeOverN() {
    #expect(ruleOfThree(trials: 1000) == 0.003)
    #expect(ruleOfThree(trials: 2) == 1)
  }

  @Test("Equal values give the value alone; too few, divergent or impossible input is an error")
  func edges() throws {
    let interval = try ConfidenceInterval.mean(of: [0.1, 0.1, 0.1], level: 0.95)
    #expect(interval.low == 0.1 && interval.high == 0.1)
    #expect(throws: StatisticsError.tooFew(found: 1, needed: 2)) { try ConfidenceInterval.mean(of: [1], level: 0.95) }
    #expect(throws: StatisticsError.notFinite(count: 1, of: 3)) { try ConfidenceInterval.mean(of: [1, .nan, 2], level: 0.95) }
    #expect(throws: StatisticsError.notALevel(1)) { try ConfidenceInterval.mean(of: [1, 2], level: 1) }
    #expect(throws: StatisticsError.notPositive(count: 1, of: 2)) {
      try ConfidenceInterval.geometricMean(of: [0, 2], level: 0.9)
    }
    #expect(throws: StatisticsError.notACount(4, of: 3)) { try ConfidenceInterval.proportion(successes: 4, of: 3, level: 0.9) }
  }

  @Test("The t interval covers the true mean as often as it says", arguments: [(5, 0.95), (12, 0.9)])
  func coverage(count: Int, level: Double) throws {
    var generator = NormalGenerator(seed: UInt64(count))
    let studies = 4000
    var covered = 0
    for _ in 0..<studies {
      let interval = try ConfidenceInterval.mean(of: generator.sample(count, mean: 3, deviation: 2), level: level)
      if interval.low <= 3, 3 <= interval.high { covered += 1 }
    }
    // Four standard deviations of the binomial count.
    #expect(abs(Double(covered) - Double(studies) * level) < 4 * (Double(studies) * level * (1 - level)).squareRoot())
  }
}

/// Normal draws by inversion of a linear congruential generator's uniforms: the same every run, and no part of what is tested but the quantile.
struct NormalGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 12) + 0.5) / 4_503_599_627_370_496
  }

  mutating func sample(_ count: Int, mean: Double = 0, deviation: Double = 1) -> [Double] {
    (0..<count).map { _ in mean + deviation * Normal.quantile(uniform()) }
  }
}
