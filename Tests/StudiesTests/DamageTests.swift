import Records
import SampleProjects
import Studies
import Testing

/// What the disk may do to results: nothing is lost that can be had again, and what was damaged is told.
@Suite struct DamageTests {
  /// A way to spoil a record's bytes, and how it is called.
  struct Spoiling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: String
    let spoil: @Sendable ([UInt8]) -> [UInt8]

    static let all = [
      Spoiling(testDescription: "cut in the middle", reason: "it is not whole JSON: ") { Array($0.prefix($0.count / 2)) },
      Spoiling(testDescription: "without its last byte", reason: "it is not in canonical form") { $0.dropLast() },
      Spoiling(testDescription: "empty", reason: "it is not whole JSON: ") { _ in [] },
      Spoiling(testDescription: "another text", reason: "it is not whole JSON: ") { $0.map { _ in 0x20 } },
    ]
  }

  @Test("A damaged record is set aside and told, its cell runs again", arguments: Spoiling.all, [true, false])
  func record(_ spoiling: Spoiling, wasIndexed: Bool) async throws {
    try await withProject(["small": SampleStudies.small]) { project throws in
      try await project.runAndDraw()
      let sound = project.results
      let record = project.records[3]
      let spoiled = spoiling.spoil(try Files.read(project.path + "/" + record))
      try AtomicFile.write(spoiled, to: project.path + "/" + record)
      if !wasIndexed { project.remove(".ravine/index.sqlite") }

      let (workshop, drawn) = try await project.runAndDraw()
      #expect(drawn.map(\.wasCurrent) == [true, true, true])
      let notices = workshop.takeNotices()
      #expect(notices.count == 1)
      #expect(notices.first?.hasPrefix("\(project.path)/\(record) is damaged: \(spoiling.reason)") == true, "\(notices)")
      let end = ". It was set aside as \(project.path)/\(record).damaged; its cell has to run again."
      #expect(notices.first?.hasSuffix(end) == true, "\(notices)")
      var expected = sound
      expected[record + ".damaged"] = spoiled
      #expect(differences(project.results, expected) == [])
    }
  }

  @Test("Looking for what is missing sets a damaged record aside and runs nothing")
  func refresh() async throws {
    try await withProject(["small": SampleStudies.small]) { project throws in
      try await project.runAndDraw()
      try project.write("{", to: project.records[0])
      #expect(try project.missing() == 1)
      #expect(project.records.filter { $0.hasSuffix(".json") }.count == 19)
      let (study, workshop) = (try project.study(), try project.workshop())
      let error = #expect(throws: StudyError.self) {
        for index in study.outlines.indices { _ = try workshop.frame(study, experiment: index) }
      }
      #expect(
        error?.description
          == "small: 1 cell has no result yet, and --no-run forbids running. Without it they are run.")
    }
  }

  @Test(
    "A spoiled index is set aside, told and made again from the records",
    arguments: ["\u{0}\u{1}", "no database at all, for sure", ""])
  func index(_ content: String) async throws {
    try await withProject(["small": SampleStudies.small]) { project throws in
      try await project.runAndDraw()
      let sound = project.results
      try project.write(String(repeating: content, count: 3000), to: ".ravine/index.sqlite")
      let (workshop, drawn) = try await project.runAndDraw()
      #expect(drawn.map(\.wasCurrent) == [true, true, true])
      let (study, frame) = (try project.study(), try workshop.frame(try project.study(), experiment: 0))
      #expect(frame.cells.count == 16 && study.outlines.count == 2)
      let index = project.path + "/.ravine/index.sqlite"
      // An empty file is what SQLite itself begins with.
      let expected =
        content.isEmpty
        ? []
        : [
          "the results index \(index) was unusable (file is not a database); it was set aside as \(index).damaged and is rebuilt from the records"
        ]
      #expect(workshop.takeNotices() == expected)
      #expect(differences(project.results, sound) == [])
    }
  }

  @Test("An index that is gone is made again without a word, also when it goes while it is open")
  func deleted() async throws {
    try await withProject(["small": SampleStudies.small]) { project throws in
      try await project.runAndDraw()
      let sound = project.results
      project.remove(".ravine/index.sqlite")
      let (workshop, _) = try await project.runAndDraw()
      #expect(workshop.takeNotices() == [])
      project.remove(".ravine/index.sqlite")
      project.remove("Figures/small")
      let study = try project.study()
      _ = try await workshop.run(study)
      for figure in study.figures { _ = try workshop.draw(figure, of: study) }
      #expect(differences(project.results, sound) == [])
      try await project.runAndDraw()
      #expect(differences(project.results, sound) == [])
    }
  }

  @Test("A record that vanished runs again")
  func vanished() async throws {
    try await withProject(["small": SampleStudies.small]) { project throws in
      try await project.runAndDraw()
      let sound = project.results
      project.remove(project.records[5])
      #expect(try project.missing() == 1)
      try await project.runAndDraw()
      #expect(differences(project.results, sound) == [])
    }
  }

  @Test("A file where the results belong is told with what to do")
  func fileForFolder() async throws {
    try await withProject(["small": SampleStudies.small]) { project throws in
      try project.write("", to: ".ravine")
      let error = #expect(throws: FileError.self) { try project.workshop() }
      #expect(
        error?.description
          == "cannot create the folder \(project.path)/.ravine: File exists. A file stands where a folder is needed: move it away, then run the same command again."
      )
    }
  }

  @Test("What a killed program left half-written is removed")
  func leftovers() async throws {
    try await withProject(["small": SampleStudies.small]) { project throws in
      try await project.runAndDraw()
      let sound = project.results
      let folder = project.records[0].split(separator: "/").dropLast().joined(separator: "/")
      try project.write("{\"key\":", to: folder + "/.ab.json.999999999-1.tmp")
      try project.write("<?xml", to: "Figures/small/.moments.svg.999999999.partial")
      project.remove("Figures/small/moments.svg")
      try await project.runAndDraw()
      #expect(project.leftovers == [])
      #expect(differences(project.results, sound) == [])
    }
  }
}
