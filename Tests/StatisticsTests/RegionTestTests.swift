import Statistics
import Testing

@Suite("Tests against a region")
struct RegionTestTests {
  let values = [2.1, 1.9, 2.4, 2.0, 2.6, 1.7]

  /// `scipy.stats.ttest_1samp(values, bound, alternative=…)`.
  @Test("The two one-sided p-values agree with SciPy, and support is the greater")
  func equivalence() throws {
    let test = try EquivalenceTest(values, in: TargetRegion(low: 1.5, high: 2.75))
    #expect(abs(test.pLower / 0.0030248589593830652 - 1) < 1e-10)
    #expect(abs(test.pUpper / 0.002705657027516709 - 1) < 1e-10)
    #expect(test.supportedP == test.pLower)
    #expect(test.refutedP == 1)
  }

  @Test("A mean outside the region is refuted with twice the one-sided p-value, or once where the region has one bound")
  func refutation() throws {
    let test = try EquivalenceTest(values, in: TargetRegion(low: 1.0, high: 1.6))
    #expect(abs(test.pLower / 0.00021211325269925239 - 1) < 1e-10)
    #expect(abs(test.pUpper / 0.9938237140353045 - 1) < 1e-10)
    #expect(abs(test.refutedP / (2 * 0.006176285964695539) - 1) < 1e-10)
    let oneSided = try EquivalenceTest(values, in: .atMost(1.6))
    #expect(oneSided.pLower == 0)
    #expect(abs(oneSided.refutedP / 0.006176285964695539 - 1) < 1e-10)
  }

  @Test("At every level the verdicts are what their intervals show, for every kind of test")
  func intervalsShowVerdicts() throws {
    var generator = NormalGenerator(seed: 11)
    var verdicts = [0, 0, 0]
    for study in 0..<300 {
      let values = generator.sample(7 + study % 20, mean: 1.2 * generator.uniform(), deviation: 0.4)
      let region: TargetRegion =
        switch study % 3 {
        case 0: try .around(0.4, absolute: 0.35)
        case 1: try .atLeast(0.5)
        default: try .atMost(0.6)
        }
      let tests: [any RegionTest] = [
        try EquivalenceTest(values, in: region), try MedianTest(values, in: region),
        try ProportionTest(successes: values.count { $0 > 0.4 }, of: values.count, in: region),
        try LeastTest([
          try EquivalenceTest(values, in: .atLeast(0.3)), try MedianTest(values.map { $0 + 0.1 }, in: .atLeast(0.3)),
        ]),
        try DistanceTest(EmpiricalDistribution(values + values), to: { min(1, max(0, $0)) }, atMost: 0.5),
        try DistanceTest(
          EmpiricalDistribution(values + values), to: EmpiricalDistribution(values.map { $0 * $0 }), atMost: 0.9),
      ]
      for test in tests {
        for alpha in [0.05, 0.01, 0.2] {
          let (support, refutation) = (test.supportInterval(at: alpha), test.refutationInterval(at: alpha))
          let inside = support.low > test.region.low && support.high < test.region.high
          let oneBound =
            test.region.sides == 1 && (test.region.low.isFinite ? support.low > test.region.low : support.high < test.region.high)
          #expect((test.supportedP <= alpha) == (inside || oneBound))
          let disjoint = refutation.high < test.region.low || refutation.low > test.region.high
          #expect((test.refutedP <= alpha) == disjoint)
          verdicts[test.supportedP <= alpha ? 0 : disjoint ? 1 : 2] += 1
        }
      }
    }
    // The comparison above must have met each verdict often.
    #expect(verdicts.allSatisfy { $0 > 300 }, "\(verdicts)")
  }

  @Test(
    "Equal values are decided exactly, a bound included",
    arguments: [(0.9, false), (0.95, true), (1.0, true), (1.05, true), (1.1, false)])
  func equalValues(value: Double, holds: Bool) throws {
    let test = try EquivalenceTest([value, value, value], in: TargetRegion(low: 0.95, high: 1.05))
    #expect(test.supportedP == (holds ? 0 : 1))
    #expect(test.refutedP == (holds ? 1 : 0))
    #expect(try test.replicatesToDecide(level: 0.05) == nil)
  }

  @Test("One replicate, or a divergent one, is an error for means; for medians a divergence counts on its side, NaN for nothing")
  func divergence() throws {
    let region = try TargetRegion.atMost(1)
    #expect(throws: StatisticsError.tooFew(found: 1, needed: 2)) { try EquivalenceTest([0], in: region) }
    #expect(throws: StatisticsError.notFinite(count: 1, of: 2)) { try EquivalenceTest([0, .infinity], in: region) }
    #expect(try MedianTest([0, 0, 0, 0, 0, -.infinity], in: region).supportedP == 1.0 / 64)
    #expect(try MedianTest([0, 0, 0, 0, 0, .nan], in: region).supportedP == 7.0 / 64)
    #expect(try MedianTest([2, 2, 2, 2, 2, .infinity], in: region).refutedP == 1.0 / 64)
    #expect(try MedianTest([0, .nan, 0], in: region).interval(tail: 0.2).high == .infinity)
  }

  @Test("A proportion's bound outside (0, 1) is none")
  func proportionBounds() throws {
    let low = try ProportionTest(successes: 0, of: 40, in: .around(0.02, absolute: 0.1))
    #expect(low.pLower == 0 && low.region.sides == 1)
    #expect(abs(low.supportedP - 0.006015) < 1e-4)  // 0.88^40
    let any = try ProportionTest(successes: 3, of: 4, in: TargetRegion(low: -1, high: 2))
    #expect(any.supportedP == 0 && any.refutedP == 1)
  }

  @Test("A relative margin is not symmetric on a log scale, and a region is checked")
  func regions() throws {
    let region = try TargetRegion.around(1, relative: 0.05).logarithmic()
    #expect(abs(region.low + 0.05129329438755058) < 1e-15)
    #expect(abs(region.high - 0.04879016416943201) < 1e-15)
    #expect(try TargetRegion.around(-2, relative: 0.1) == TargetRegion(low: -2.2, high: -1.8))
    #expect(try TargetRegion.around(1, absolute: 2).logarithmic().low == -.infinity)
    for (low, high) in [(2.0, 1.0), (.nan, 1), (-.infinity, .infinity), (.infinity, .infinity)] {
      #expect(throws: StatisticsError.self) { try TargetRegion(low: low, high: high) }
    }
    #expect(throws: StatisticsError.self) { try TargetRegion.around(1, absolute: -0.1) }
    #expect(throws: StatisticsError.self) { try TargetRegion(low: -2, high: -1).logarithmic() }
  }

  @Test("At the region's edge a false claim is supported no more often than the level says, and a true one refuted no more often")
  func sizeAtTheEdge() throws {
    var generator = NormalGenerator(seed: 3)
    let (studies, alpha) = (4000, 0.05)
    var (supported, refuted, refutedPoint) = (0, 0, 0)
    for _ in 0..<studies {
      let sample = generator.sample(8, mean: 1)
      // A wide region, with the true mean on its edge: the worst case of both, but for a single point, where refutation is two-sided.
      let test = try EquivalenceTest(sample, in: TargetRegion(low: -9, high: 1))
      if test.supportedP <= alpha { supported += 1 }
      if test.refutedP <= alpha { refuted += 1 }
      if try EquivalenceTest(sample, in: .around(1, absolute: 0)).refutedP <= alpha { refutedPoint += 1 }
    }
    let (expected, deviation) = (Double(studies) * alpha, (Double(studies) * alpha * (1 - alpha)).squareRoot())
    #expect(abs(Double(supported) - expected) < 4 * deviation)
    #expect(Double(refuted) < expected)
    #expect(abs(Double(refutedPoint) - expected) < 4 * deviation)
  }

  @Test("What would support a claim follows from the spread alone about a value, and from the distance too beside one bound")
  func replicatesToSupport() throws {
    let around = try EquivalenceTest(values, in: .around(2, absolute: 0.5))
    let formula = try replicatesNeeded(standardDeviation: around.standardDeviation, margin: 0.5, level: 0.001)
    #expect(try around.replicatesToSupport(level: 0.001) == formula)
    // About a value that the estimate is far from, the truth may be the target all the same.
    #expect(try EquivalenceTest(values, in: .around(9, absolute: 0.5)).replicatesToSupport(level: 0.001) == formula)
    let beside = try EquivalenceTest(values, in: .atMost(around.estimate + 0.5))
    #expect(try beside.replicatesToSupport(level: 0.001) == formula)
    #expect(try EquivalenceTest(values, in: .atMost(1)).replicatesToSupport(level: 0.001) == nil)
    #expect(try EquivalenceTest([1, 1, 1], in: .atMost(1)).replicatesToSupport(level: 0.001) == 2)
    #expect(try ProportionTest(successes: 6, of: 6, in: .atLeast(0.8)).replicatesToSupport(level: 0.001, power: 0.95) == 39)
    #expect(try ProportionTest(successes: 1, of: 6, in: .atLeast(0.8)).replicatesToSupport(level: 0.001, power: 0.95) == nil)
  }

  @Test("The planned number of replicates follows the formula and has the power it promises")
  func power() throws {
    // (3.14398 + 1.95996)² + 4 = 30.05.
    #expect(try replicatesNeeded(standardDeviation: 1, margin: 1, level: 0.05 / 60) == 31)
    #expect(try replicatesNeeded(standardDeviation: 2, margin: 1, level: 0.05 / 60) == 109)
    #expect(try replicatesNeeded(standardDeviation: 1, margin: 0, level: 0.05) == .max)
    let count = try replicatesNeeded(standardDeviation: 1, margin: 1, level: 0.01)
    var generator = NormalGenerator(seed: 5)
    let supported = try (0..<1000).count { _ in
      try EquivalenceTest(generator.sample(count), in: .around(0, absolute: 1)).supportedP <= 0.01
    }
    #expect(supported > 930 && supported < 980, "\(supported) of 1000 with \(count) replicates")
  }
}
