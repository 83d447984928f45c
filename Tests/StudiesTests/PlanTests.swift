import Documents
import Foundation
import Records
import Studies
import Testing

/// What `plan` says of a study that has run, after a change.
@Suite struct PlanTests {
  /// A study of 3 activations, 2 replicates: 6 cells of a microsecond each.
  private static let manifest = """
    { "title": "A title",
      "factors": { "activation": ["tanh", "relu", "sigmoid"] }, "seed": 1, "replicates": 2,
      "subject": { "kind": "network", "input": { "kind": "gaussian", "features": 3 },
        "layers": [ { "kind": "dense", "width": 5 }, { "kind": "activation", "function": { "factor": "activation" } } ] },
      "measurements": [ { "kind": "forwardMoment", "name": "moment" } ],
      "figures": [ { "name": "moments", "y": "moment", "x": "layer", "by": ["activation"] } ] }
    """

  /// The study after it has run and been drawn.
  private func ran() async throws -> (Sketch, Workshop) {
    let sketch = try Sketch(Self.manifest)
    let workshop = try Workshop(sketch.project, threads: 1)
    let study = try sketch.study()
    _ = try await workshop.run(study)
    _ = try workshop.draw(study.figures[0], of: study)
    return (sketch, workshop)
  }

  private func reasons(_ sketch: Sketch) throws -> [String] {
    let study = try sketch.study()
    return study.reasons(for: study.waiting).map { "\($0.cells): \($0.sentence)" }
  }

  @Test("Before the first run no cell has run")
  func first() throws {
    let sketch = try Sketch(Self.manifest)
    #expect(try reasons(sketch) == ["6: never run"])
    let study = try sketch.study()
    #expect(try study.causes(study.figures[0]) == [.neverDrawn])
  }

  @Test(
    "The setting that changed is named, old and new",
    arguments: [
      (#""width": 5"#, #""width": 7"#, ["6: /subject/layers/0/width 5 → 7"]),
      (#""seed": 1"#, #""seed": 2"#, ["6: /seed 1 → 2"]),
      (#""title": "A title""#, #""title": "Another", "$comment": "!""#, []),
      (#""name": "moment" }"#, #""name": "m" }"#, []),
      // A new level, a level changed, a level less.
      (#""relu", "#, #""relu", "elu", "#, ["2: never run"]),
      (#""relu", "#, #""elu", "#, ["2: /subject/layers/1/function relu → elu"]),
      (#""relu", "#, "", []),
      // A new level is new, though all others changed.
      (
        #""tanh", "relu", "sigmoid"] }, "seed": 1"#, #""tanh", "relu", "elu", "sigmoid"] }, "seed": 2"#,
        ["6: /seed 1 → 2", "2: never run"]
      ),
      // More replicates.
      (#""replicates": 2"#, #""replicates": 3"#, ["3: never run: there were 2 replicates"]),
      // Two at once, and a list that grows.
      (
        #""features": 3 }"#, #""features": 4, "examples": 2 }"#,
        ["6: /subject/input/features 3 → 4, /subject/input/examples 1 → 2"]
      ),
      (
        #"{ "kind": "dense", "width": 5 }, "#, #"{ "kind": "dense", "width": 5 }, "# + #"{ "kind": "scale", "factor": 2 }, "#,
        ["6: /subject/layers 2 elements → 3 elements"]
      ),
      // A setting that became a factor: what was is cached, what is new is new.
      (#""activation": ["tanh""#, #""w": [5, 6], "activation": ["tanh""#, []),
    ])
  func changes(old: String, new: String, expected: [String]) async throws {
    let (sketch, _) = try await ran()
    var changed = Self.manifest.replacing(old, with: new)
    if new.contains(#""w": ["#) {
      changed = changed.replacing(#""width": 5"#, with: #""width": { "factor": "w" }"#)
        .replacing(#""by": ["#, with: #""by": ["w", "#)
      try sketch.write(changed)
      #expect(try reasons(sketch) == ["6: never run"])
      return
    }
    if new.contains(#""name": "m""#) { changed = changed.replacing(#""y": "moment""#, with: #""y": "m""#) }
    try sketch.write(changed)
    #expect(try reasons(sketch) == expected)
  }

  @Test("A record that is gone, one that was damaged, and settings whose records are gone are told apart")
  func losses() async throws {
    let (sketch, workshop) = try await ran()
    let cells = try sketch.study().plan.cells
    let records = sketch.project.records
    try FileManager.default.removeItem(atPath: records.file(of: cells[0].key))
    try "half a rec".write(toFile: records.file(of: cells[1].key), atomically: true, encoding: .utf8)
    _ = try workshop.refresh(try sketch.study())
    #expect(try reasons(sketch) == ["1: the record is gone", "1: the record was damaged"])

    try sketch.write(Self.manifest.replacing(#""width": 5"#, with: #""width": 7"#))
    #expect(
      try reasons(sketch) == [
        "2: the settings changed; the record of what they were is gone", "4: /subject/layers/0/width 5 → 7",
      ])
  }

  @Test(
    "A log that cannot be read costs the explanation and nothing else",
    arguments: ["", "{}", "[1]", #"{"experiments":{"main":3}}"#])
  func unreadableLog(text: String) async throws {
    let (sketch, _) = try await ran()
    try text.write(toFile: sketch.root + "/.ravine/plans/sketch.json", atomically: true, encoding: .utf8)
    #expect(try reasons(sketch) == [])
    try sketch.write(Self.manifest.replacing(#""width": 5"#, with: #""width": 7"#))
    #expect(try reasons(sketch) == ["6: never run"])
  }

  @Test("A run that was stopped leaves the log of the run before")
  func stopped() async throws {
    let (sketch, workshop) = try await ran()
    try sketch.write(Self.manifest.replacing(#""width": 5"#, with: #""width": 7"#))
    _ = try await workshop.run(try sketch.study(), shouldStop: { true })
    #expect(try reasons(sketch) == ["6: /subject/layers/0/width 5 → 7"])
  }

  @Test("Every cause of a new drawing is told, and drawing ends it")
  func causes() async throws {
    let (sketch, workshop) = try await ran()
    func causes() throws -> [FigureCause] {
      let study = try sketch.study()
      return try study.causes(study.figures[0])
    }
    func drawAgain() throws {
      let study = try sketch.study()
      #expect(try workshop.draw(study.figures[0], of: study).written.count == 1)
      #expect(try self.isCurrent(study, workshop))
    }
    #expect(try causes() == [])
    let stem = sketch.root + "/Figures/sketch/moments"

    try FileManager.default.removeItem(atPath: stem + ".tsv")
    #expect(try causes() == [.missing])
    try drawAgain()
    try "mine".write(toFile: stem + ".svg", atomically: true, encoding: .utf8)
    #expect(try causes() == [.edited])
    try drawAgain()
    try sketch.write(Self.manifest.replacing(#""x": "layer""#, with: #""x": "layer", "title": "T""#))
    #expect(try causes() == [.settings])
    try drawAgain()
    for (file, cause) in [("style", FigureCause.style), ("lines-with-band", .script)] {
      let path = sketch.root + "/Figures/Scripts/\(file).gp"
      try (text(path) + "\n# changed\n").write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try causes() == [cause])
      try drawAgain()
    }
    try sketch.write(Self.manifest.replacing(#""width": 5"#, with: #""width": 7"#))
    #expect(try causes() == [.settings, .data])
    _ = try await workshop.run(try sketch.study())
    try drawAgain()
  }

  private func isCurrent(_ study: Study, _ workshop: Workshop) throws -> Bool {
    try workshop.draw(study.figures[0], of: study).written.isEmpty && study.causes(study.figures[0]).isEmpty
  }

  @Test("A picture in another format is written when it is missing or stale, and never left behind with old numbers")
  func formats() async throws {
    let (sketch, workshop) = try await ran()
    let study = try sketch.study()
    let stem = sketch.root + "/Figures/sketch/moments"
    func draw(_ study: Study, _ asked: Bool) throws -> [String] {
      try workshop.draw(study.figures[0], of: study, formats: asked ? [.pdf] : []).written
    }
    #expect(try draw(study, false) == [])
    #expect(try draw(study, true) == [stem + ".pdf"])
    let first = try Data(contentsOf: URL(filePath: stem + ".pdf"))
    #expect(try draw(study, true) == [])
    try FileManager.default.removeItem(atPath: stem + ".pdf")
    #expect(try draw(study, false) == [])
    #expect(try draw(study, true) == [stem + ".pdf"])
    #expect(try Data(contentsOf: URL(filePath: stem + ".pdf")) == first)
    try "mine".write(toFile: stem + ".pdf", atomically: true, encoding: .utf8)
    #expect(try draw(study, true) == [stem + ".pdf"])

    try sketch.write(Self.manifest.replacing(#""x": "layer""#, with: #""x": "layer", "title": "T""#))
    #expect(try draw(try sketch.study(), false) == [stem + ".svg", stem + ".pdf"])
    #expect(try Data(contentsOf: URL(filePath: stem + ".pdf")) != first)
  }
}
