import Records
import SampleProjects
import Testing

/// `ravine bits`, and the environment's `RAVINE_ISA`.
@Suite struct InstructionSetTests {
  /// The columns of the table of `ravine bits`, a way each.
  private func ways(_ output: String) -> [String] {
    let header = output.split(separator: "\n").first { $0.contains("hashes") } ?? ""
    let words = header.split(separator: " ").dropFirst().map(String.init)
    return stride(from: 0, to: words.count - 1, by: 2).map { words[$0] + " " + words[$0 + 1] }
  }

  @Test("bits: every instruction set of this processor gives the pinned bits, on one thread and on several")
  func bits() throws {
    let end = try Command.ravine(["bits", "--threads", "3"], in: Repository.path)
    #expect(end.status == 0 && end.errors.isEmpty, "\(end)")
    let ways = ways(end.output)
    #expect(ways.prefix(2) == ["baseline ×1", "baseline ×3"] && ways.count.isMultiple(of: 2))
    #if arch(x86_64)
      #expect(ways.count >= 4)
    #endif
    #expect(end.output.hasSuffix(" hashes agree with Tests/Golden, in \(ways.count) ways.\n"), "\(end.output)")
    #expect(try Command.ravine(["bits", "--threads", "1"], in: Repository.path).status == 2)
  }

  @Test("bits: an altered hash ends with 1 and is named; --write pins the true one again; --verbose prints every hash")
  func altered() throws {
    try withProject([:]) { project throws in
      let none = try project.ravine("bits")
      #expect(none.status == 2 && none.errors.hasPrefix("error: there is no folder Tests/Golden"), "\(none)")
      for name in ["primitives", "optimizers", "layers"] {
        let bytes = try Files.read("\(Repository.path)/\(golden(name))")
        try project.write(String(decoding: bytes, as: UTF8.self), to: golden(name))
      }
      let whole = try project.read(golden("layers"))
      let lines = whole.split(separator: "\n")
      try project.write(lines.dropFirst().map { $0 + "\n" }.joined() + "dense\tfloat64\t0000000000000000\n", to: golden("layers"))
      let end = try project.ravine("bits")
      #expect(end.status == 1 && end.errors.isEmpty)
      let difference = "  0000000000000000  pinned\n  \(lines[0].suffix(16))  computed in every way\n"
      #expect(end.output.contains("\nlayers: dense, float64\n" + difference), "\(end.output)")
      #expect(end.output.hasSuffix(" hashes does not agree with Tests/Golden.\n"))
      try project.write("dense\n", to: golden("layers"))
      let malformed = try project.ravine("bits")
      #expect(malformed.status == 2 && malformed.errors.hasPrefix("error: Tests/Golden/layers.tsv, line 1: expected a name"))
      let written = try project.ravine("bits", "--write")
      #expect(written.status == 0 && written.output.hasSuffix("\nwrote Tests/Golden/layers.tsv\n"), "\(written)")
      #expect(try project.read(golden("layers")) == whole)
      let verbose = try project.ravine("bits", "--verbose")
      #expect(verbose.status == 0)
      for line in lines { #expect(verbose.output.contains("layers  \(line.replacing("\t", with: "  "))\n")) }
    }
  }

  private func golden(_ table: String) -> String { "Tests/Golden/\(table).tsv" }

  @Test("Every instruction set gives the same records and figures")
  func sameResults() throws {
    let known = ways(try Command.ravine(["bits", "--threads", "2"], in: Repository.path).output)
    let sets = known.filter { $0.hasSuffix(" ×2") }.map { String($0.dropLast(3)) }
    try withProject(["small": SampleStudies.small]) { usual throws in
      #expect(try usual.ravine("draw").status == 0)
      for set in sets {
        try withProject(["small": SampleStudies.small]) { other throws in
          #expect(try other.ravine("draw", environment: ["RAVINE_ISA": set]).status == 0)
          #expect(differences(usual.results, other.results) == [], "\(set)")
        }
      }
    }
  }

  @Test(
    "An unknown RAVINE_ISA ends every verb that computes with 2, and names the sets that there are",
    arguments: ["avx1024", "AVX2"])
  func unknown(name: String) throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let lines = [["run"], ["draw"], ["verify"], ["results", "small", "--experiment", "network"], ["bits"]]
      for arguments in lines {
        let end = try Command.ravine(arguments, in: project.path, environment: ["RAVINE_ISA": name])
        #expect(end.status == 2 && end.output.isEmpty, "\(arguments)")
        let message = "error: RAVINE_ISA is '\(name)', which is no instruction set of this processor. It has baseline"
        #expect(end.errors.hasPrefix(message), "\(end.errors)")
      }
      #expect(!Files.exists(project.path + "/.ravine"))
      // Nothing is computed by these.
      for verb in ["check", "plan"] { #expect(try project.ravine(verb, environment: ["RAVINE_ISA": name]).status == 0) }
      // Empty is not given.
      #expect(try project.ravine("run", environment: ["RAVINE_ISA": ""]).status == 0)
    }
  }
}
