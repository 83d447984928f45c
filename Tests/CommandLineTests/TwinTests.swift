import Documents
import Records
import SampleProjects
import Testing

private var areResultsThere: Bool {
  Files.exists(Repository.path + "/.ravine/index.sqlite") && Files.exists(Command.releaseProgram)
}

/// Twins of the studies' own claims, planted beside them over the same results: a verifier that is right tells the true ones from the false.
///
/// They need the studies' results, which `make test` and `make verify` leave in the repository's `.ravine`; no cell is run again for a claim.
@Suite(.serialized, .enabled(if: areResultsThere, "make verify makes the results that they are judged by"))
struct TwinTests {
  /// A claim of a study in other words, or turned false.
  struct Twin: Sendable {
    let study: String
    let claim: String
    /// The settings that take the place of the claim's own.
    let edits: JSON
    let difference: String

    init(_ study: String, _ claim: String, _ edits: JSON, _ difference: String) {
      (self.study, self.claim, self.edits, self.difference) = (study, claim, edits, difference)
    }
  }

  @Test("There are twelve of either at least, from all three studies")
  func count() {
    for twins in [Self.trueTwins, Self.falseTwins] {
      #expect(twins.count >= 12)
      #expect(Set(twins.map(\.study)).count == 3)
    }
  }

  @Test("Every true twin, all pasted into their studies at once, is supported, and ravine verify exits 0")
  func trueTwins() throws {
    try withStudies { project throws in
      for study in Set(Self.trueTwins.map(\.study)) {
        try project.plant(Self.trueTwins.filter { $0.study == study }, in: study)
      }
      let end = try project.ravine("verify", "--no-run", "--json", "out.json", program: Command.releaseProgram)
      #expect(end.status == 0, "\(end)")
      for twin in Self.trueTwins {
        #expect(
          try project.rulings(of: twin).allSatisfy { $0 == "supported" }, "\(twin.claim): \(twin.difference)\n\(end.output)")
      }
    }
  }

  @Test("Every false twin, pasted into its study, is refuted, and makes ravine verify exit 1")
  func falseTwins() throws {
    try withStudies { project throws in
      for twin in Self.falseTwins {
        try project.plant([twin], in: twin.study)
        let end = try project.ravine("verify", twin.study, "--no-run", "--json", "out.json", program: Command.releaseProgram)
        #expect(end.status == 1, "\(twin.claim), \(twin.difference): \(end)")
        let rulings = try project.rulings(of: twin)
        #expect(rulings.allSatisfy { $0 == "refuted" }, "\(twin.claim), \(twin.difference): \(rulings)")
        try project.plant([], in: twin.study)
      }
    }
  }

  /// A project with the repository's studies and a copy of their results.
  private func withStudies(_ body: (SampleProject) throws -> Void) throws {
    let names = Set((Self.trueTwins + Self.falseTwins).map(\.study))
    let manifests = try names.map { ($0, String(decoding: try Files.read(Repository.manifest(of: $0)), as: UTF8.self)) }
    try withProject(Dictionary(uniqueKeysWithValues: manifests)) { project throws in
      let copied = try project.shell("cp -r '\(Repository.path)/.ravine' .ravine")
      #expect(copied.status == 0, "\(copied)")
      try body(project)
    }
  }
}

extension Repository {
  fileprivate static func manifest(of study: String) -> String { "\(path)/Notebooks/\(study)/manifest.json" }
}

extension SampleProject {
  /// Writes the repository's manifest of a study with these twins behind its own claims.
  fileprivate func plant(_ twins: [TwinTests.Twin], in study: String) throws {
    let manifest = try JSONParser.parse(try Files.read(Repository.manifest(of: study)))
    let own = manifest["claims"]?.items ?? []
    let planted = try twins.enumerated().map { index, twin in
      let claim = try #require(own.first { $0["name"]?.string == twin.claim }, "\(study) has no claim \(twin.claim)")
      return claim.merging(["name": .string("twin-\(index)-\(twin.claim)"), "expectation": "holds"]).merging(twin.edits)
    }
    try write(manifest.merging(["claims": .array(own + planted)]).canonical, to: "Notebooks/\(study)/manifest.json")
  }

  /// The verdicts of a twin's slices; there is one at least.
  fileprivate func rulings(of twin: TwinTests.Twin) throws -> [String] {
    let studies = try JSONParser.parse(try read("out.json"))["studies"]?.items ?? []
    let verdicts = studies.first { $0["study"]?.string == twin.study }?["verdicts"]?.items ?? []
    let own = verdicts.filter { verdict in
      let name = verdict["claim"]?.string ?? ""
      return name.hasPrefix("twin-") && name.hasSuffix("-" + twin.claim)
    }
    #expect(!own.isEmpty, "\(twin.claim) was not judged")
    return own.compactMap { $0["verdict"]?.string }
  }
}

extension JSON {
  /// The object with some members replaced or added; null removes one.
  fileprivate func merging(_ other: JSON) -> JSON {
    let edits = other.members ?? []
    let kept = (members ?? []).filter { member in !edits.contains { $0.key == member.key } }
    return .object(kept + edits.filter { !$0.value.isNull })
  }
}
