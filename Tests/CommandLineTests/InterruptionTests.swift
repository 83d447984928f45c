import Records
import SampleProjects
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program may end at any moment, by Ctrl-C or worse: the same command then goes on, to the same bytes.
@Suite(.serialized) struct InterruptionTests {
  /// How many records are there, without reading them.
  private func count(_ project: SampleProject) -> Int {
    let folder = project.path + "/.ravine/records"
    return ((try? Files.list(folder)) ?? []).reduce(0) { sum, shard in
      sum + ((try? Files.list(folder + "/" + shard)) ?? []).count { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
    }
  }

  /// Starts drawing, and once there are so many records sends a signal.
  private func interrupt(_ project: SampleProject, with signal: Int32, at records: Int) throws -> Ending {
    let running = try Command.start([Command.program, "draw", "--threads", "1"], in: project.path)
    var waited = 0
    // A run of a second or so: half a minute means that it never began.
    while count(project) < records && waited < 30_000 {
      usleep(1000)
      waited += 1
    }
    running.send(signal)
    return running.wait()
  }

  /// What a run leaves that nobody interrupts.
  private static let uninterrupted = Result {
    var results: [String: [UInt8]] = [:]
    try withProject(["long": SampleStudies.long]) { project throws in
      #expect(try project.ravine("draw").status == 0)
      results = project.results
    }
    return results
  }

  @Test("Ctrl-C and SIGTERM end with 130 and keep what is finished", arguments: [SIGINT, SIGTERM])
  func stopped(by signal: Int32) throws {
    try withProject(["long": SampleStudies.long]) { project throws in
      let end = try interrupt(project, with: signal, at: 3)
      #expect(end.status == 130 && end.output.isEmpty)
      let kept = count(project)
      #expect((3..<80).contains(kept))
      let said = "Stopped. \(kept) of 80 cells of long are kept; the same command goes on from there.\n"
      #expect(end.errors.hasSuffix(said), "\(end.errors)")
      #expect(project.leftovers == [] && project.files(below: "Figures/long").isEmpty)

      let rest = try project.ravine("draw")
      #expect(rest.status == 0 && rest.errors.hasPrefix("long  \(80 - kept) cells run, \(kept) cached in "), "\(rest.errors)")
      #expect(differences(project.results, try Self.uninterrupted.get()) == [])
    }
  }

  @Test("Killed again and again, it still comes to the same bytes")
  func killed() throws {
    try withProject(["long": SampleStudies.long]) { project throws in
      for records in [1, 15, 30] {
        let end = try interrupt(project, with: SIGKILL, at: records)
        #expect(end.signal == SIGKILL)
      }
      #expect((30..<80).contains(count(project)))
      #expect(try project.ravine("draw").status == 0)
      #expect(project.leftovers == [])
      #expect(differences(project.results, try Self.uninterrupted.get()) == [])
    }
  }

  @Test("Two at once on one project both end well, and leave the same bytes as one")
  func twoAtOnce() throws {
    try withProject(["long": SampleStudies.long]) { project throws in
      let one = try Command.start([Command.program, "draw", "--threads", "1"], in: project.path)
      let two = try Command.start([Command.program, "draw", "--threads", "1"], in: project.path)
      for end in [one.wait(), two.wait()] {
        #expect(end.status == 0 && !end.errors.contains("note:") && !end.errors.contains("error:"), "\(end)")
      }
      #expect(project.leftovers == [])
      #expect(differences(project.results, try Self.uninterrupted.get()) == [])
    }
  }
}
