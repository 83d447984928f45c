import Claims
import Plans
import SampleProjects
import Statistics
import Studies
import Testing

/// Pilot replicates, and what follows from them for a study's size.
@Suite struct PilotTests {
  @Test("A pilot's cells are other cells: its draws differ, and nothing that judges a claim is run or touched by it")
  func apart() async throws {
    try await withProject(["small": SampleStudies.small]) { sample in
      let (study, workshop) = (try sample.study(), try sample.workshop())
      let pilot = study.pilot(replicates: 3)
      #expect(pilot.plan.cells.count == 16 && study.plan.cells.count == 20)
      #expect(Set(pilot.plan.cells.map(\.key)).isDisjoint(with: study.plan.cells.map(\.key)))
      _ = try await workshop.run(pilot)
      #expect(try sample.missing() == 20)
      let planned = try await workshop.run(study)
      #expect(planned.progress.finished == 20)
      let values = [pilot, study].map { try? workshop.frame($0, experiment: 0).measurements[0].values }
      #expect(values[0]?.count == 12 * 5 && values[1]?.count == 16 * 5)
      #expect(values[0].map { $0.prefix(5) } != values[1].map { $0.prefix(5) })
    }
  }

  @Test(
    "What a slope needs is the formula's, at the level of the whole family; samples that are looked at one by one need nothing")
  func needed() async throws {
    try await withProject(["small": SampleStudies.small]) { sample in
      let (study, workshop) = (try sample.study(), try sample.workshop())
      let pilot = study.pilot(replicates: 3)
      _ = try await workshop.run(pilot)
      let outlooks = try #require(try workshop.outlooks([pilot]).first).outlooks
      #expect(outlooks.map(\.finding.claim.name) == ["chain-is-exact", "relu-holds"])
      #expect(outlooks.map(\.planned) == [nil, 4] && outlooks[0].needed == nil)
      guard case .statistical(let measured) = outlooks[1].finding.evidence, let test = measured.test as? EquivalenceTest else {
        Issue.record("no test of a mean")
        return
      }
      let expected = try replicatesNeeded(standardDeviation: test.standardDeviation, margin: 2, level: 0.05)
      #expect(outlooks[1].needed == expected && outlooks[1].level == 0.05)
      let doubled = Outlook.of([(outlooks[1].finding, 4)], family: 60)
      #expect(doubled[0].needed == (try replicatesNeeded(standardDeviation: test.standardDeviation, margin: 2, level: 0.05 / 60)))
    }
  }
}
