import Records
import Runs
import SampleProjects
import Studies
import Synchronization
import Testing

/// A run may end anywhere: what was finished is kept, and the next run goes on from there.
@Suite struct StoppingTests {
  @Test("A run that is stopped keeps what is finished; going on leaves the bytes of a whole run", arguments: [1, 2])
  func stopped(threads: Int) async throws {
    try await withProject(["small": SampleStudies.small]) { usual throws in
      try await usual.runAndDraw()
      try await withProject(["small": SampleStudies.small]) { other throws in
        let study = try other.study()
        let asked = Mutex(0)
        let report = try await other.workshop(threads: threads).run(study) {
          asked.withLock { asked in
            asked += 1
            return asked > 7
          }
        }
        #expect(report.wasStopped && report.progress.finished == 7 && report.progress.left == 13)
        #expect(other.records.count == 7)
        #expect(try other.missing() == 13)
        let told = Mutex<[Scheduler.Progress]>([])
        let rest = try await other.workshop(threads: threads)
          .run(study, report: { progress in told.withLock { $0.append(progress) } })
        #expect(!rest.wasStopped && rest.progress.cached == 7 && rest.progress.finished == 13)
        #expect(told.withLock { $0.map(\.finished) } == Array(0...13))
        try await other.runAndDraw()
        #expect(differences(usual.results, other.results) == [])
      }
    }
  }

  @Test("A record that cannot be written is told; what was finished before is kept")
  func unwritable() async throws {
    try await withProject(["small": SampleStudies.small]) { project throws in
      let study = try project.study()
      // A file stands where the folder of this cell's record belongs.
      let blocked = study.plan.cells[4].key.prefix(1)
      try project.write("", to: ".ravine/records/\(blocked)")
      let before = study.plan.cells.prefix { !$0.key.hasPrefix(blocked) }.count
      let workshop = try project.workshop()
      let error = await #expect(throws: FileError.self) { try await workshop.run(study) }
      #expect(
        error?.description
          == "cannot create the folder \(project.path)/.ravine/records/\(blocked): File exists. A file stands where a folder is needed: move it away, then run the same command again."
      )
      #expect(project.records.filter { $0.hasSuffix(".json") }.count == before && before > 0)
      #expect(project.leftovers == [])
      project.remove(".ravine/records/\(blocked)")
      try await project.runAndDraw()
      #expect(project.records.count == 20)
    }
  }
}
