import Catalogues
import Documents
import Manifests
import Records
import SampleProjects
import Studies
import Testing

/// What `ravine catalogue` shows.
@Suite struct CatalogueTests {
  /// Messages name twelve keys at most, so each is tried by itself.
  private func isKnown(_ key: String) throws -> Bool {
    let (_, problems) = try Manifest.read(Array("{\"\(key)\": 1}".utf8), study: "s", file: "f")
    return !problems.list.contains { $0.message.contains(" no key '\(key)'") }
  }

  @Test("The chapter of the manifest names the keys that decoding knows, and finds them by name")
  func keys() throws {
    let chapter = try #require(CatalogueChapter.all.first { $0.noun == "manifest" })
    let names = chapter.kinds.map(\.name)
    #expect(Set(names).count == names.count)
    for name in Manifest.keyDescriptions.map(\.name) + Experiment.keyDescriptions.map(\.name) {
      #expect(names.contains(name))
      #expect(try isKnown(name), "\(name)")
    }
    #expect(try !isKnown("unheardOf"))
    for name in ["arms", "replicates", "factors", "range", "where", "when", "label"] {
      #expect(chapter.only(name) != nil, "\(name)")
    }
  }

  @Test("The schema has the same keys, at the top and in an experiment")
  func schema() throws {
    let parts = try #require(try JSONParser.parse(StudySchema.text)["$defs"])
    func keys(_ part: String) -> Set<String> { Set((parts[part]?["properties"]?.members ?? []).map(\.key)) }
    let (top, experiment) = (Set(Manifest.keyDescriptions.map(\.name)), Set(Experiment.keyDescriptions.map(\.name)))
    #expect(keys("experiment") == experiment.union(["$comment"]))
    #expect(keys("studyOfSeveral") == top)
    #expect(keys("study") == top.subtracting(["experiments"]).union(experiment))
  }

  @Test(
    "Examples are JSON", arguments: Manifest.keyDescriptions + Experiment.keyDescriptions + Factor.rangeKeys + Factor.levelKeys)
  func examples(_ key: KeyDescription) throws {
    _ = try JSONParser.parse(key.example.replacing("{…}", with: "{}").replacing("[…]", with: "[]").replacing(": …", with: ": 1"))
  }

  @Test("What the manifests cite is in the README's list of references")
  func references() throws {
    let readme = try text(Repository.path + "/README.md")
    var cited: Set<String> = []
    for study in try Project(root: Repository.path).studies() {
      let manifest = try text(Repository.path + "/Notebooks/\(study)/manifest.json")
      let json = try JSONParser.parse(manifest)
      let sources = (json["claims"]?.items ?? []).compactMap { $0["source"]?.string }
      cited.formUnion((json["references"]?.items ?? []).compactMap(\.string))
      for source in sources { cited.formUnion(source.matches(of: /[a-z]+(19|20)[0-9]{2}/).map { String($0.output.0) }) }
    }
    #expect(cited.count >= 11)
    for key in cited.sorted() { #expect(readme.contains("| `\(key)` | "), "\(key)") }
  }
}
