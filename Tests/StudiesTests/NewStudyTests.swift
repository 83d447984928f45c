import Claims
import Documents
import Foundation
import SampleProjects
import Studies
import Testing

@Suite struct NewStudyTests {
  @Test("A new study is sound, runs, draws its figure and has its claim upheld")
  func runs() async throws {
    let sketch = try Sketch(nil)
    let name = "examples/deep/my-study"
    let path = try sketch.project.makeStudy(name)
    #expect(path == sketch.root + "/Notebooks/\(name)/manifest.json")
    let study = try Study(named: name, in: sketch.project)
    let workshop = try Workshop(sketch.project, threads: 2)
    _ = try await workshop.run(study)
    for figure in study.figures { #expect(try workshop.draw(figure, of: study).warnings == []) }
    let verdicts = try workshop.judge([study])
    #expect(verdicts.count == 1 && verdicts.allSatisfy(\.isExpected))
    #expect(study.figures.count == 1)

    // Editors find the schema where the manifest says.
    let schema = try #require(try JSONParser.parse(text(path))["$schema"]?.string)
    #expect(try text(sketch.root + "/Notebooks/\(name)/" + schema) == StudySchema.text)
    #expect(try sketch.project.studies() == [name])
  }

  @Test("What its comments advise to change first can be changed, and the claim stands")
  func firstChange() async throws {
    let sketch = try Sketch(nil)
    let path = try sketch.project.makeStudy("mine")
    let workshop = try Workshop(sketch.project, threads: 2)
    _ = try await workshop.run(try Study(named: "mine", in: sketch.project))
    let changed = try text(path).replacing(#""relu"],"#, with: #""relu", "gelu"],"#, maxReplacements: 1)
      .replacing(#""relu"]"#, with: #""relu", "gelu"]"#, maxReplacements: 1)
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    let study = try Study(named: "mine", in: sketch.project)
    #expect(study.reasons(for: study.waiting) == [RunReason(cells: 16, sentence: "never run")])
  }

  @Test(
    "Names that cannot be a study's are refused, and nothing is written",
    arguments: ["", "a b", "../up", "a/", "/a", "a//b", ".hidden", "-x", "ä", "a.b", "Scripts", "scripts/x"])
  func badNames(name: String) throws {
    let sketch = try Sketch(nil)
    let error = #expect(throws: StudyError.self) { try sketch.project.makeStudy(name) }
    #expect(error?.description.hasPrefix("'\(name)' cannot be a study's name: ") == true)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: sketch.root + "/Notebooks") == [])
  }

  @Test("A folder that is there is not written into")
  func taken() throws {
    let sketch = try Sketch("precious")
    let error = #expect(throws: StudyError.self) { try sketch.project.makeStudy("sketch") }
    #expect(error?.description.contains("nothing is overwritten") == true)
    #expect(try text(sketch.root + "/Notebooks/sketch/manifest.json") == "precious")
  }

  @Test("A copy has the other study's manifest and scripts, and finds the schema from its own place")
  func copy() throws {
    let sketch = try Sketch(text(Repository.path + "/Tests/Schema/Sound/small.json"))
    try "plot 1".write(toFile: sketch.root + "/Notebooks/sketch/own.gp", atomically: true, encoding: .utf8)
    let path = try sketch.project.makeStudy("a/copy", from: "sketch")
    let original = try text(sketch.root + "/Notebooks/sketch/manifest.json")
    #expect(try text(path) == original.replacing("../study.schema", with: "../../study.schema"))
    #expect(try text(sketch.root + "/Notebooks/a/copy/own.gp") == "plot 1")
    #expect(throws: StudyError.self) { try sketch.project.makeStudy("b", from: "sketsh") }
    #expect(!FileManager.default.fileExists(atPath: sketch.root + "/Notebooks/b"))
  }

  @Test("The README shows the new study without its comments, and what the program answers")
  func readme() async throws {
    let readme = try text(Repository.path + "/README.md")
    let blocks = readme.matches(of: /(?s)```json\n(.*?)```/).map { String($0.output.1) }
    let shown = try #require(blocks.count == 1 ? blocks.first : nil, "one manifest in the README")
    let sketch = try Sketch(shown)
    let study = try sketch.study()
    let written = try sketch.project.makeStudy("my-study")
    #expect(try JSONParser.parse(shown) == JSONParser.parse(text(written)).withoutComments)

    let workshop = try Workshop(sketch.project, threads: 2)
    _ = try await workshop.run(study)
    let digest = try Study(named: "my-study", in: sketch.project).manifest.digest.description.prefix(12)
    #expect(readme.contains("    my-study  manifest \(digest)\n"))
    let lines = VerdictTable.render(VerdictReport(try workshop.judge([study])), width: 120).split(separator: "\n").dropFirst()
    let deeper = try Sketch(shown.replacing(#""times": 20"#, with: #""times": 30"#))
    try FileManager.default.moveItem(atPath: sketch.root + "/.ravine", toPath: deeper.root + "/.ravine")
    let changed = try deeper.study()
    let reasons = changed.reasons(for: changed.waiting).map { "\($0.cells) cells to run: \($0.sentence)" }
    #expect(reasons.count == 1)
    for line in lines + reasons.map({ $0[...] }) {
      let isShown = readme.contains(line)
      #expect(isShown, "the README does not show: \(line)")
    }
  }
}

extension JSON {
  fileprivate var withoutComments: JSON {
    switch content {
    case .array(let items): .array(items.map(\.withoutComments))
    case .object(let members):
      .object(members.filter { $0.key != "$comment" }.map { Member($0.key, $0.value.withoutComments) })
    default: self
    }
  }
}
