import Documents
import Records
import SampleProjects
import Testing

/// What `verify` writes besides its table.
@Suite struct VerdictFilesTests {
  @Test("JUnit and JSON say the same verdicts; the page is written where all studies are judged, and once")
  func files() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let end = try project.ravine("verify", "--junit", "out.xml", "--json", "out.json")
      #expect(end.status == 0 && end.errors.hasSuffix("\nwrote CLAIMS.md\n"), "\(end)")
      let (xml, json) = (try project.read("out.xml"), try JSONParser.parse(try project.read("out.json")))
      let verdicts = (json["studies"]?.items?.first?["verdicts"]?.items ?? []).compactMap { $0["verdict"]?.string }
      #expect(verdicts == ["supported", "supported"])
      #expect(xml.matches(of: /name="verdict" value="supported"/).count == 2)
      #expect(try project.ravine("verify").errors.isEmpty)
      try project.write("mine", to: "CLAIMS.md")
      #expect(try project.ravine("verify", "small").status == 0)
      #expect(try project.ravine("verify", "--claim", "relu-holds", "--json", "one.json").status == 0)
      #expect(try project.read("CLAIMS.md") == "mine")
      #expect(
        try project.read("one.json").contains("\"claim\": \"relu-holds\"") && !project.read("one.json").contains("chain-is"))
      #expect(try project.ravine("verify").errors == "wrote CLAIMS.md\n")
      #expect(try project.read("CLAIMS.md").hasPrefix("# Claims\n"))
    }
  }

  @Test("A file that cannot be written ends with 3, after the verdicts were shown")
  func unwritable() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let end = try project.ravine("verify", "--junit", ".ravine/index.sqlite/out.xml")
      #expect(end.status == 3 && end.output.hasSuffix("2 as expected, 0 unexpected.\n"), "\(end)")
      #expect(end.errors.contains("\nerror: cannot create the folder .ravine/index.sqlite"), "\(end)")
    }
  }

  @Test("Under GitHub's actions an unexpected verdict is annotated at its line; elsewhere it is not")
  func annotations() throws {
    let manifest = SampleStudies.small.replacing("\"target\": \"0.25 ^ depth\"", with: "\"target\": \"0.26 ^ depth\"")
    try withProject(["small": manifest]) { project throws in
      let line =
        try #require(manifest.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("chain-is") }) + 1
      let end = try project.ravine("verify", environment: ["GITHUB_ACTIONS": "true"])
      let start =
        "::error file=Notebooks/small/manifest.json,line=\(line),col=5,title=chain-is-exact is refuted%2C expected to hold::"
      #expect(end.status == 1 && end.output.contains(start), "\(end)")
      #expect(try !project.ravine("verify", environment: ["GITHUB_ACTIONS": ""]).output.contains("::error"))
    }
  }

  @Test("Costs are told for every claim, and what they mean")
  func costs() throws {
    try withProject(["small": SampleStudies.small]) { project throws in
      let end = try project.ravine("verify", "--costs")
      #expect(end.status == 0 && end.output.hasPrefix("small\n  chain-is-exact       4 cells  "), "\(end)")
      #expect(end.output.contains("\nTime: measured now"))
    }
  }
}
