import Statistics
import Testing

@Suite("Holm's procedure")
struct HolmTests {
  @Test("The step-down of a worked example: levels, adjusted p-values and where it stops")
  func example() throws {
    let holm = try Holm([0.04, 0.001, 0.02, 0.012], level: 0.05)
    #expect(holm.judgements.map(\.rank) == [4, 1, 3, 2])
    #expect(holm.judgements.map(\.isRejected) == [true, true, true, true])
    #expect(holm.judgements.map(\.level) == [0.05, 0.0125, 0.025, 0.05 / 3])
    let stopped = try Holm([0.04, 0.001, 0.03, 0.012], level: 0.05)
    #expect(stopped.judgements.map(\.isRejected) == [false, true, false, true])
    // 0.04 would pass its own step, 0.05 / 1: the one before stopped the procedure, and its level decides.
    #expect(stopped.judgements[0].level == 0.025 && stopped.judgements[2].level == 0.025)
    for (judgement, expected) in zip(stopped.judgements, [0.06, 0.004, 0.06, 0.036]) {
      #expect(abs(judgement.adjustedP - expected) < 1e-15)
    }
  }

  @Test("Whatever the p-values, rejected means p at most the level shown, and about the same as adjusted p at most the family's")
  func consistency() throws {
    var generator = NormalGenerator(seed: 2)
    for size in 1...60 {
      let p = (0..<size).map { _ in generator.uniform() * generator.uniform() * 0.1 }
      for judgement in try Holm(p).judgements {
        #expect(judgement.isRejected == (judgement.p <= judgement.level))
        #expect(judgement.isRejected == (judgement.adjustedP <= 0.05) || abs(judgement.adjustedP - 0.05) < 1e-15)
      }
    }
  }

  @Test("Ties keep the order of the list, NaN is never rejected, and no hypothesis is no problem")
  func edges() throws {
    #expect(try Holm([0.01, 0.01, 0.01]).judgements.map(\.rank) == [1, 2, 3])
    let judgements = try Holm([.nan, 0.001]).judgements
    #expect(!judgements[0].isRejected && judgements[0].adjustedP == 1 && judgements[1].isRejected)
    #expect(try Holm([]).judgements.isEmpty)
    #expect(throws: StatisticsError.notALevel(0)) { try Holm([0.1], level: 0) }
  }

  @Test(
    "With every hypothesis true, a family has a false rejection no more often than its level; without Holm it nearly always has")
  func familywiseError() throws {
    var generator = NormalGenerator(seed: 9)
    let families = 2000
    var (adjusted, plain) = (0, 0)
    for _ in 0..<families {
      let p = (0..<60).map { _ in generator.uniform() }
      if try Holm(p, level: 0.05).judgements.contains(where: \.isRejected) { adjusted += 1 }
      if p.contains(where: { $0 <= 0.05 }) { plain += 1 }
    }
    let expected = 0.05 * Double(families)
    #expect(abs(Double(adjusted) - expected) < 4 * (expected * 0.95).squareRoot())
    #expect(Double(plain) > 0.9 * Double(families))
  }
}
