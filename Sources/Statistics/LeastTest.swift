/// A test that the least of several quantities lies above a bound: that all of them do.
///
/// *Supported* when each is (the greatest p-value: an intersection of claims needs no correction, Berger 1982); *refuted* when one is shown not to
/// be (the least p-value times their number, Bonferroni). The interval of the least has the least lower end of the quantities' intervals and,
/// with the tail shared among them, the least upper end.
public struct LeastTest: RegionTest {
  public let tests: [any RegionTest]
  public let region: TargetRegion

  /// Needs one test; all have the same region, [bound, ∞) (precondition).
  public init(_ tests: [any RegionTest]) throws(StatisticsError) {
    try checkCount(tests.count, atLeast: 1)
    region = tests[0].region
    precondition(tests.allSatisfy { $0.region == tests[0].region && $0.region.high == .infinity }, "one lower bound for all")
    self.tests = tests
  }

  public var count: Int { tests.map(\.count).min() ?? 0 }
  /// The position of the least quantity; the first of equal ones.
  public var weakest: Int { tests.indices.min { (tests[$0].estimate, $0) < (tests[$1].estimate, $1) } ?? 0 }
  public var estimate: Double { tests[weakest].estimate }
  public var pLower: Double { tests.map(\.pLower).max() ?? 1 }
  public var pUpper: Double { 0 }
  public var refutedP: Double { min(1, Double(tests.count) * (tests.map(\.refutedP).min() ?? 1)) }

  public func interval(tail: Double) -> ConfidenceInterval {
    precondition(tail > 0 && tail < 0.5, "a tail of \(tail)")
    let low = tests.map { $0.interval(tail: tail).low }.min() ?? .nan
    let high = tests.map { $0.interval(tail: tail / Double(tests.count)).high }.min() ?? .nan
    return ConfidenceInterval(estimate: estimate, low: low, high: high, level: 1 - 2 * tail)
  }

  /// As many as the least quantity needs.
  public func replicatesToDecide(level: Double, power: Double) throws(StatisticsError) -> Int? {
    try tests[weakest].replicatesToDecide(level: level, power: power)
  }
}
