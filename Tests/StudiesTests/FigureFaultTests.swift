import Documents
import Figures
import Records
import SampleProjects
import Studies
import Testing

/// What can go wrong with a figure, while its results are sound.
@Suite struct FigureFaultTests {
  private static let own = SampleStudies.plain(#""x": "layer""#, #""x": "layer", "script": "own.gp""#)

  @Test("A script's error is told with its file and line, and an earlier figure stays as it was")
  func scriptError() async throws {
    try await withProject(["plain": Self.own]) { project throws in
      try project.write("plot $series index 0 using 1:2 with lines\n", to: "Notebooks/plain/own.gp")
      try await project.runAndDraw("plain")
      let sound = project.results
      try project.write("# a comment\n\nplot $nothing using 1:2\n", to: "Notebooks/plain/own.gp")
      let error = await #expect(throws: DrawingError.self) { try await project.runAndDraw("plain") }
      #expect(error?.description == "\(project.path)/Notebooks/plain/own.gp:3: gnuplot says: no datablock named $nothing")
      #expect(error?.isOutside == false)
      #expect(differences(project.results, sound) == [])
    }
  }

  @Test("A script that plots nothing is told")
  func nothingPlotted() async throws {
    try await withProject(["plain": Self.own]) { project throws in
      try project.write("set title 'nothing'\n", to: "Notebooks/plain/own.gp")
      let error = await #expect(throws: DrawingError.self) { try await project.runAndDraw("plain") }
      #expect(
        error?.description
          == "figure 'moments': gnuplot read \(project.path)/Notebooks/plain/own.gp to its end without finishing a picture; does the script plot something, and is the disk full?"
      )
      #expect(project.files(below: "Figures/plain").isEmpty)
    }
  }

  @Test("A selection of nothing is told with the term that selects it, by the figure and by the verdict")
  func nothingSelected() async throws {
    // Between two layers: what lies beyond them all is told by check.
    let manifest = SampleStudies.plain(#""by": ["width"]"#, #""by": ["width"], "where": {"layer": 0.5}"#)
      .replacing(#""layer": 1,"#, with: #""layer": 0.5,"#)
    try await withProject(["plain": manifest]) { project throws in
      let (study, workshop) = (try project.study("plain"), try project.workshop())
      _ = try await workshop.run(study)
      let error = #expect(throws: DrawingError.self) { try workshop.draw(study.figures[0], of: study) }
      let found = "none has layer 0.5; layer runs from 0 to 1"
      #expect(
        error?.description
          == "figure 'moments' has nothing to plot: its selection is empty: of the readings for 'moment' \(found)")
      #expect(try workshop.judge([study]).map(\.reason) == ["no reading is selected: \(found)"])
    }
  }

  @Test("A layer that a network does not have, a step beyond the training and a drop of all layers are told before anything runs")
  func beyond() async throws {
    let manifest = SampleStudies.plain(#""by": ["width"]"#, #""by": ["width"], "where": {"layer": {"from": 7}}"#)
      .replacing(#""layer": 1,"#, with: #""layer": [1, 99], "step": 3,"#)
      .replacing(
        "\"claims\": [",
        with: """
          "claims": [
            { "name": "slope", "kind": "slope", "says": "It falls.", "of": "moment", "along": "layer", "drop": [1, 0], "target": 1, "margin": 1,
              "by": ["width"] },
          """)
    try await withProject(["plain": manifest]) { project throws in
      let error = #expect(throws: DocumentError.self) { try project.study("plain") }
      let messages = error?.problems.map(\.message) ?? []
      for expected in [
        "'moment' has no layer in this range: layer runs from 0 to 1 at most",
        "'moment' has no layer 99: layer runs from 0 to 1 at most",
        "'moment' has no step 3: step is 0",
        "'layer' has 2 values here at most, of which 1 at the start and 0 at the end are dropped: 2 or more should be left",
      ] {
        #expect(messages.contains(expected), "\(messages)")
      }
    }
  }

  @Test("A curve that selects nothing beside one that does is told")
  func emptyCurve() async throws {
    let series = #""x": "layer", "series": [{}, {"label": "deep", "where": {"layer": {"from": 0.2, "to": 0.8}}}]"#
    try await withProject(["plain": SampleStudies.plain(#""x": "layer""#, series)]) { project throws in
      #expect(
        try await project.runAndDraw("plain").drawn[0].warnings
          == ["a curve's selection is empty: of the readings for 'deep' none has layer from 0.2 to 0.8; layer runs from 0 to 1"])
    }
  }

  @Test("A setting of the figure that gnuplot does not know is told")
  func setting() async throws {
    let manifest = SampleStudies.plain(#""x": "layer""#, #""x": "layer", "gnuplot": ["set nonsense"]"#)
    try await withProject(["plain": manifest]) { project throws in
      let error = await #expect(throws: DrawingError.self) { try await project.runAndDraw("plain") }
      #expect(error?.description.hasPrefix("figure 'moments': gnuplot refuses the setting 'set nonsense': ") == true)
    }
  }

  @Test("A file where the figures' folder belongs is told, and stays")
  func fileForFolder() async throws {
    try await withProject(["plain": SampleStudies.plain]) { project throws in
      try project.write("mine", to: "Figures/plain")
      let error = await #expect(throws: DrawingError.self) { try await project.runAndDraw("plain") }
      #expect(
        error?.description
          == "\(project.path)/Figures/plain is not a folder; the figures are to be written into it. Move it away")
      #expect(error?.isOutside == true)
      #expect(try project.read("Figures/plain") == "mine")
      project.remove("Figures/plain")
      try await project.runAndDraw("plain")
      #expect(project.files(below: "Figures/plain").count == 3)
    }
  }

  @Test("A folder where a picture belongs is told, and no other file of the figure is written")
  func folderForFile() async throws {
    try await withProject(["plain": SampleStudies.plain]) { project throws in
      try Files.createFolder(project.path + "/Figures/plain/moments.gp")
      let error = await #expect(throws: DrawingError.self) { try await project.runAndDraw("plain") }
      #expect(error?.description == "\(project.path)/Figures/plain/moments.gp cannot be written: Is a directory")
      #expect(project.files(below: "Figures/plain").isEmpty)
    }
  }
}
