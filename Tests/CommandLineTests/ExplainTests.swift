import SampleProjects
import Testing

/// `ravine explain`.
@Suite struct ExplainTests {
  @Test("A line for the cells whose programs are alike, a line a program; --listing shows every node")
  func table() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let end = try project.ravine("explain", "small")
      #expect(end.status == 0 && end.errors.isEmpty)
      let lines = end.output.split(separator: "\n").map(String.init)
      #expect(lines[0] == "small")
      #expect(lines[1].hasPrefix("    program  ") && lines[1].hasSuffix("memory"))
      // Two activations and two precisions; four depths.
      let groups = lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("    ") }
      #expect(groups.count == 8, "\(end.output)")
      #expect(groups.allSatisfy { $0.hasPrefix("  network: activation ") || $0.hasPrefix("  chain: depth ") })
      #expect(groups.filter { $0.contains(": 4 cells of ") && $0.hasSuffix(" each") }.count == 4)
      for precision in ["float32", "float64"] { #expect(lines.contains { $0.hasPrefix("    readings, \(precision) ") }) }

      let chain = try project.ravine("explain", "small", "--experiment", "chain", "--listing").output
      #expect(!chain.contains("network:") && chain.contains("= input \"input\" : [1, 1] @0\n"), "\(chain)")
      #expect(chain.contains("sigmoid"))
      let none = try project.ravine("explain", "small", "--experiment", "chian")
      #expect(none.status == 2)
      #expect(none.errors == "error: small: no experiment is called 'chian'. Did you mean 'chain'?\n")
    }
  }

  @Test("Arms that differ in a constant share their programs; a training has its step and its readings")
  func training() throws {
    try withProject(["rates": SampleStudies.rates]) { project throws in
      let end = try project.ravine("explain")
      let lines = end.output.split(separator: "\n")
      #expect(lines.filter { $0.hasPrefix("  main: rate 0.1, and 1 combination alike: 4 cells of ") }.count == 1, "\(end)")
      #expect(lines.filter { $0.hasPrefix("    training step, float64 ") }.count == 1)
      #expect(lines.filter { $0.hasPrefix("    readings at every 5 steps, float64 ") }.count == 1)
    }
  }

  @Test("What needs more memory than the machine has is told before anything runs, with the estimate")
  func memory() throws {
    let huge = SampleStudies.rates.replacing("\"features\": 3", with: "\"features\": 400000000000")
    try withProject(["huge": huge]) { project throws in
      let explained = try project.ravine("explain")
      #expect(explained.output.contains(/: 4 cells of [\d.]+ TiB each\n/), "\(explained)")
      let run = try project.ravine("run", "--threads", "1")
      #expect(run.status == 2 && run.output.isEmpty)
      let message = /error: huge: rate 0\.1 · replicate 0 needs \d+ GiB of memory; this machine has \d+ GiB\n/
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(project.records.isEmpty)
    }
    let beyond = SampleStudies.rates.replacing(
      "\"features\": 3, \"examples\": 4", with: "\"features\": 4e15, \"examples\": 1000")
    try withProject(["beyond": beyond]) { project throws in
      for verb in ["explain", "run"] {
        let end = try project.ravine(verb)
        #expect(end.status == 2, "\(end)")
        let message = "error: beyond: rate 0.1 · replicate 0: the program is too large for memory: "
        #expect(end.errors.hasPrefix(message), "\(end.errors)")
      }
    }
  }
}
