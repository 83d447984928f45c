import Claims
import Statistics
import Testing

/// Every statistical kind of claim held against simulated studies whose truth is known: how often its interval covers, how often it errs at the
/// edge of what it claims, and how often it decides what is clear. The seeds are fixed, and the bounds binomial: of a hundred comparisons
/// a right verifier would fail one for one choice of the seeds in a hundred.
@Suite(.serialized) struct CalibrationTests {
  struct Design: Sendable {
    let simulation: Simulation
    let claim: String
    /// True values, on the scale of the test, on the edge of the claimed region, in the midst of it, and clearly beyond.
    let edge: Double
    let inside: Double
    let beyond: Double
    /// Whether the rates at the edge are those of the level, not only at most those.
    var isExact = false
  }

  static let level = 0.1
  /// Beyond this chance a count is no accident.
  static let rare = 1e-4

  /// The findings of every design at its edge, inside and beyond, made once for all tests.
  private static let simulated = Result {
    try designs.map { design in
      try [design.edge, design.inside, design.beyond].map { try design.simulation.findings(design.claim, truth: $0) }
    }
  }

  @Test("An interval of 90% covers the truth in 90% of studies or more", arguments: designs.indices)
  func coverage(index: Int) throws {
    let design = Self.designs[index]
    for (findings, truth) in zip(try Self.simulated.get()[index], [design.edge, design.inside, design.beyond]) {
      let covered = findings.count { finding in
        guard let test = finding.measured?.test else { return false }
        // The band of a distance has one tail.
        let interval = test.interval(tail: test is DistanceTest ? 0.1 : 0.05)
        return interval.low <= truth && truth <= interval.high
      }
      let expected = Binomial(trials: findings.count, probability: 0.9)
      #expect(expected.atMost(covered) > Self.rare, "\(design.simulation.name): \(covered) at \(truth)")
      if design.isExact { #expect(expected.atLeast(covered) > Self.rare, "\(design.simulation.name): \(covered) at \(truth)") }
    }
  }

  @Test(
    "At the edge of its region a claim is supported, and is refuted, no more often than the level says",
    arguments: designs.indices)
  func size(index: Int) throws {
    let rulings = count(try Self.simulated.get()[index][0])
    let expected = Binomial(trials: Simulation.studies, probability: Self.level)
    #expect(expected.atLeast(rulings.supported) > Self.rare, "\(Self.designs[index].simulation.name): \(rulings)")
    #expect(expected.atLeast(rulings.refuted) > Self.rare, "\(Self.designs[index].simulation.name): \(rulings)")
    if Self.designs[index].isExact {
      #expect(expected.atMost(rulings.supported) > Self.rare, "\(Self.designs[index].simulation.name): \(rulings)")
    }
  }

  @Test(
    "What is clearly so is supported, and what is clearly not so is refuted, in 90% of studies or more",
    arguments: designs.indices)
  func power(index: Int) throws {
    let expected = Binomial(trials: Simulation.studies, probability: 0.9)
    let (inside, beyond) = (count(try Self.simulated.get()[index][1]), count(try Self.simulated.get()[index][2]))
    #expect(expected.atMost(inside.supported) > Self.rare, "\(Self.designs[index].simulation.name): \(inside)")
    #expect(expected.atMost(beyond.refuted) > Self.rare, "\(Self.designs[index].simulation.name): \(beyond)")
    #expect(inside.refuted <= 4 && beyond.supported <= 4, "\(Self.designs[index].simulation.name): \(inside), \(beyond)")
  }

  @Test("In a run of claims of every kind, all at their edges, there is a false verdict no more often than the level says")
  func familywiseError() throws {
    let kinds = try Self.simulated.get().map { $0[0] }
    var (supported, refuted, uncorrected) = (0, 0, 0)
    for study in 0..<Simulation.studies {
      let run = kinds.map { $0[study] }
      let rulings = Verdicts.decide(run, level: Self.level).map(\.ruling)
      supported += rulings.contains(.supported) ? 1 : 0
      refuted += rulings.contains(.refuted) ? 1 : 0
      uncorrected += run.contains { ($0.measured?.test.supportedP ?? 1) <= Self.level } ? 1 : 0
    }
    let expected = Binomial(trials: Simulation.studies, probability: Self.level)
    #expect(expected.atLeast(supported) > Self.rare && expected.atLeast(refuted) > Self.rare, "\(supported), \(refuted)")
    #expect(expected.atLeast(uncorrected) < Self.rare, "without Holm's correction \(uncorrected) of \(Simulation.studies)")
  }

  @Test(
    "With the arms' labels permuted an order or a ratio is supported about as often as the level says, though the arms differ",
    arguments: [
      #"{"kind": "order", "of": "y", "arms": [{"arm": "low"}, {"arm": "high"}], "margin": 1e-9}"#,
      #"{"kind": "ratio", "of": "exp(y)", "numerator": {"arm": "high"}, "denominator": {"arm": "low"}, "relation": "atLeast", "value": 1}"#,
    ])
  func permutedLabels(claim: String) throws {
    // The first normal deals the labels, the second is what the arms of a replicate share.
    func arms(permuted: Bool) -> Simulation {
      Simulation(name: "labels", replicates: 16, arms: ["low", "high"], x: [0], normals: 4) { _, z in
        // Below 0: what lies above it is looked at for its fluctuation first.
        let (low, high) = (z[1] - 9 + 0.3 * z[2], z[1] - 8 + 0.3 * z[3])
        return permuted && z[0] > 0 ? [[high], [low]] : [[low], [high]]
      }
    }
    let expected = Binomial(trials: Simulation.studies, probability: Self.level)
    let permuted = count(try arms(permuted: true).findings(claim, truth: 0))
    #expect(expected.atLeast(permuted.supported) > Self.rare && expected.atMost(permuted.supported) > Self.rare, "\(permuted)")
    #expect(count(try arms(permuted: false).findings(claim, truth: 0)).supported == Simulation.studies)
  }

  /// How findings are ruled, each alone.
  private func count(_ findings: [Finding]) -> (supported: Int, refuted: Int) {
    let rulings = findings.map { Verdicts.decide([$0], level: Self.level)[0].ruling }
    return (rulings.count { $0 == .supported }, rulings.count { $0 == .refuted })
  }
}
