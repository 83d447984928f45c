import Statistics
import Testing

@Suite("Distances between distributions")
struct DistanceTests {
  private func uniform(_ x: Double) -> Double { min(1, max(0, x)) }

  @Test("Kolmogorov's distance of a few points by hand, to a closed form and to another sample")
  func byHand() throws {
    let sample = try EmpiricalDistribution([0.9, 0.1, 0.6])
    #expect(abs(sample.distance(to: uniform) - (0.6 - 1.0 / 3)) < 1e-15)
    #expect(sample.distance { _ in .nan }.isNaN)
    #expect(try sample.distance(to: EmpiricalDistribution([0.9, 0.6, 0.1])) == 0)
    // Ties: both jump at 1, and only what stands after the jump counts.
    #expect(try EmpiricalDistribution([1, 1, 2, 3]).distance(to: EmpiricalDistribution([1, 3])) == 0.25)
    #expect(try EmpiricalDistribution([1, 2]).distance(to: EmpiricalDistribution([3, 4, 5])) == 1)
    #expect(throws: StatisticsError.notFinite(count: 1, of: 2)) { try EmpiricalDistribution([1, .nan]) }
    #expect(throws: StatisticsError.notFinite(count: 1, of: 1)) { try DistanceTest(sample, to: { _ in .nan }, atMost: 0.1) }
  }

  @Test("The half-width is Massart's, and p-values are the levels at which it reaches the limit")
  func levels() throws {
    func evenly(_ count: Int) throws -> EmpiricalDistribution {
      try EmpiricalDistribution((0..<count).map { (Double($0) + 0.5) / Double(count) })
    }
    let test = try DistanceTest(evenly(1000), to: uniform, atMost: 0.05)
    #expect(abs(test.halfWidth(alpha: 0.05) - 0.043) < 1e-4)
    #expect(try abs(DistanceTest(evenly(4000), to: uniform, atMost: 0.05).halfWidth(alpha: 0.05) - 0.0215) < 1e-4)
    #expect(abs(test.halfWidth(alpha: test.supportedP) - (0.05 - 0.0005)) < 1e-12)
    #expect(test.refutedP == 1)
    let wrong = try DistanceTest(evenly(500), to: { uniform($0 * $0) }, atMost: 0.05)
    #expect(abs(wrong.estimate - 0.25) < 0.002 && wrong.supportedP == 1 && wrong.refutedP < 1e-8)
    // Two samples of n: each band at half the level, twice as wide together.
    let two = try DistanceTest(evenly(1000), to: evenly(1000), atMost: 0.2)
    #expect(abs(two.halfWidth(alpha: 0.05) - 2 * test.halfWidth(alpha: 0.025)) < 1e-12)
  }

  @Test("The bands cover the true distance at least as often as they say, between samples too")
  func coverage() throws {
    var generator = NormalGenerator(seed: 21)
    let studies = 1000
    var (one, two) = (0, 0)
    // X uniform against F(x) = x²: the true distance is 1/4. Against x^(1/2) of another uniform: the same.
    for _ in 0..<studies {
      let sample = try EmpiricalDistribution((0..<40).map { _ in generator.uniform() })
      let other = try EmpiricalDistribution((0..<60).map { _ in generator.uniform().squareRoot() })
      let a = try DistanceTest(sample, to: { uniform($0 * $0) }, atMost: 1).interval(tail: 0.1)
      let b = try DistanceTest(sample, to: other, atMost: 1).interval(tail: 0.1)
      if (a.low...a.high).contains(0.25) { one += 1 }
      if (b.low...b.high).contains(0.25) { two += 1 }
    }
    #expect(one > 860 && two > 860, "\(one), \(two)")
  }
}

@Suite("The least of several quantities")
struct LeastTests {
  @Test("All must be above to support, one below is enough to refute")
  func rulings() throws {
    let (high, low) = ([2.0, 2.1, 1.9, 2.2, 2.0, 1.8], [0.2, 0.1, 0.3, 0.2, 0.15, 0.25])
    func test(_ lists: [[Double]], _ bound: Double) throws -> LeastTest {
      try LeastTest(lists.map { try EquivalenceTest($0, in: .atLeast(bound)) })
    }
    #expect(try test([high, high], 1).supportedP < 1e-4)
    let mixed = try test([high, low, high], 1)
    #expect(mixed.supportedP > 0.99 && mixed.refutedP < 1e-3 && mixed.weakest == 1 && abs(mixed.estimate - 0.2) < 1e-15)
    let alone = try EquivalenceTest(low, in: .atLeast(1))
    #expect(mixed.refutedP == 3 * alone.refutedP)
    #expect(mixed.interval(tail: 0.05).low == alone.interval(tail: 0.05).low)
    #expect(throws: StatisticsError.tooFew(found: 0, needed: 1)) { try LeastTest([]) }
  }

  @Test("A false order of four is supported, and a true one refuted, no more often than the level says")
  func size() throws {
    var generator = NormalGenerator(seed: 31)
    let (studies, alpha) = (2000, 0.05)
    var (supported, refuted) = (0, 0)
    for _ in 0..<studies {
      // One of three lies on the bound: "above" is just false. All on it: the worst case of refutation.
      let one = try LeastTest([3, 0, 3].map { try EquivalenceTest(generator.sample(8, mean: $0), in: .atLeast(0)) })
      let all = try LeastTest([0, 0, 0].map { try EquivalenceTest(generator.sample(8, mean: $0), in: .atLeast(0)) })
      if one.supportedP <= alpha { supported += 1 }
      if all.refutedP <= alpha { refuted += 1 }
    }
    let (expected, deviation) = (Double(studies) * alpha, (Double(studies) * alpha * (1 - alpha)).squareRoot())
    #expect(abs(Double(supported) - expected) < 4 * deviation)
    #expect(Double(refuted) < expected + 4 * deviation && Double(refuted) > expected / 2)
  }
}

@Suite("Crossings")
struct CrossingTests {
  static let cases: [(y: [Double], level: Double, place: Double?, changes: Int)] = [
    ([3, 2, 1], 1.5, 1.5, 1), ([3, 2, 1], 2, 1, 1), ([3, 2, 1], 0.5, nil, 0), ([1, 1, 1], 1, 0, 0), ([0, 4, 0], 1, 0.25, 2),
    ([3, .nan, 1], 2, 2, 1), ([3, .infinity, 1], 2, 2, 1), ([1, 2, 1], 2, 1, 0), ([], 0, nil, 0),
    ([.nan, .nan, .nan], 0, nil, 0),
  ]

  @Test("The first place at which a curve reaches a level", arguments: cases.indices)
  func places(index: Int) {
    let row = Self.cases[index]
    let crossing = Crossing(x: Array([0.0, 1, 2].prefix(row.y.count)), y: row.y, level: row.level)
    #expect(crossing.place == row.place && crossing.changes == row.changes, "\(row)")
  }
}

@Suite("Replicates that would decide")
struct PlanningTests {
  @Test("With as many as are told, most studies are decided: medians, proportions and distances as well as means")
  func enough() throws {
    var generator = NormalGenerator(seed: 41)
    func decided(_ count: Int, _ make: ([Double]) throws -> any RegionTest) throws -> Int {
      try (0..<200).count { _ in
        let test = try make(generator.sample(count, mean: 0.5))
        return min(test.supportedP, test.refutedP) <= 0.01
      }
    }
    let makers: [@Sendable ([Double]) throws -> any RegionTest] = [
      { try MedianTest($0, in: .atLeast(0)) },
      { try ProportionTest(successes: $0.count { $0 > 0 }, of: $0.count, in: .atLeast(0.5)) },
      { sample in
        let lists = [sample, sample.map { $0 + 1 }]
        return try LeastTest(try lists.map { try EquivalenceTest($0, in: .atLeast(0)) })
      },
    ]
    for make in makers {
      // Exactly a median of 0.5 and a share of 0.69.
      let typical = (0..<101).map { Normal.quantile((Double($0) + 0.5) / 101) + 0.5 }
      let needed = try #require(try make(typical).replicatesToDecide(level: 0.01, power: 0.95))
      #expect(needed > 20 && needed < 200)
      let count = try decided(needed, make)
      #expect(count > 175 && count < 200, "\(count) of 200 with \(needed)")
    }
    let distance = try DistanceTest(
      EmpiricalDistribution([0.1, 0.5, 0.9]), to: { min(1, max(0, $0)) }, atMost: 0.3)
    let needed = try #require(try distance.replicatesToDecide(level: 0.05, power: 0.95))
    #expect(needed > 100 && needed < 500)
  }
}
