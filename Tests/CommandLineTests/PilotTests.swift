import SampleProjects
import Testing

/// Pilot replicates from the command line.
@Suite struct PilotTests {
  @Test("pilot shows statistics without verdicts, power the replicates; the cells that claims are judged by are left alone")
  func verbs() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let pilot = try project.ravine("pilot", "small", "--replicates", "3")
      #expect(pilot.status == 0 && pilot.output.hasPrefix("small\n  chain-is-exact  4 pilot samples, each"), "\(pilot)")
      #expect(pilot.output.contains("relu-holds      slope ") && pilot.output.contains(", 3 pilot replicates"), "\(pilot)")
      #expect(!pilot.output.contains("supported") && !pilot.output.contains("ok "))
      let power = try project.ravine("power", "--replicates", "3", "--no-run")
      #expect(power.status == 0 && power.output.contains("  relu-holds  needs about "), "\(power)")
      #expect(power.output.contains(", has 4; slope ") && !power.output.contains("chain-is-exact"), "\(power)")
      #expect(try project.ravine("plan", "small").output.hasPrefix("small  20 cells: 0 cached, 20 to run\n"))
      #expect(project.files(below: ".")["./CLAIMS.md"] == nil)
      #expect(try project.ravine("pilot", "--replicates", "1").status == 2)
    }
  }
}
