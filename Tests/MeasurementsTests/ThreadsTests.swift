import Graphs
import Networks
import Testing
import Training

@testable import Measurements

@Suite("Threads within a cell") struct ThreadsTests {
  private let measurements = [
    #""loss""#, #""forwardMoment""#, #""gradientNorm""#, #""sharpness""#, #"{"kind": "lossSlice", "xPoints": 3}"#,
    #"{"kind": "lossSurface", "plane": "filterNormalized", "xPoints": 3, "yPoints": 2}"#,
  ]

  private func plan(threads: Int) throws -> CellPlan {
    let subject = try decode(Subjects.catalogue, network("tanh", depth: 3, width: 48, examples: 96))
    let scheduled = try measurements.map { ScheduledMeasurement(try decode(Measurements.catalogue, $0)) }
    return try CellPlan(subject, scheduled, try settings(#"{"optimizer": "adam", "steps": 3}"#), .float32, threads: threads)
  }

  @Test("They share every program that they make faster, or have a copy each of what is run for many points")
  func shared() throws {
    let plan = try plan(threads: 2)
    #expect(plan.course?.step.program.threads == 2)
    #expect(plan.groups.allSatisfy { $0.program.threads == 2 })
    #expect(plan.groups.flatMap(\.auxiliaries).allSatisfy { $0.program.threads * $0.copies == 2 })
    #expect(plan.groups[0].auxiliaries.map(\.copies) == [1, 2, 2])
    #expect(try self.plan(threads: 1).course?.step.program.threads == 1)
  }

  @Test("They reach no bit of a reading")
  func readings() throws {
    func readings(threads: Int) throws -> [[UInt64]] {
      let subject = try decode(Subjects.catalogue, network("tanh", depth: 3, width: 48, examples: 96))
      let runner = try CellRunner(
        subject: subject, measurements: measurements.map { ScheduledMeasurement(try decode(Measurements.catalogue, $0)) },
        training: settings(#"{"optimizer": "adam", "steps": 3}"#), precision: .float32, threads: threads)
      return bits(runner.run(namespace: .pilot, seed: 1, replicate: 0).readings.map(\.values))
    }
    let alone = try readings(threads: 1)
    for threads in [2, 3, 7] { #expect(try readings(threads: threads) == alone) }
  }
}
