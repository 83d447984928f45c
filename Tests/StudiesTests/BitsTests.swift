import Plans
import SampleProjects
import Testing

/// One manifest gives one set of records, data and pictures, byte for byte.
@Suite struct BitsTests {
  /// A way to run the same cells.
  struct Way: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var threads = 1
    var order: @Sendable ([Cell]) -> [Cell] = { $0 }

    static let all = [
      Way(testDescription: "once more"),
      Way(testDescription: "two threads", threads: 2),
      Way(testDescription: "more threads than cores", threads: 7),
      Way(testDescription: "backwards") { $0.reversed() },
      // 7 and the number of cells have no divisor in common, so every cell comes once, and no two neighbors together.
      Way(testDescription: "jumping") { cells in cells.indices.map { cells[$0 * 7 % cells.count] } },
      Way(testDescription: "jumping on two threads", threads: 2) { cells in cells.indices.map { cells[$0 * 7 % cells.count] } },
    ]
  }

  @Test("Records and figures are the same bytes in whatever way the cells run", arguments: Way.all)
  func sameBytes(_ way: Way) async throws {
    try await withProject(["small": SampleStudies.small]) { usual in
      try await usual.runAndDraw()
      #expect(usual.records.count == 20)
      let names = ["moments", "gradients", "chain"].flatMap { name in ["svg", "tsv", "gp"].map { "Figures/small/\(name).\($0)" } }
      #expect(usual.files(below: "Figures/small").keys.sorted() == names.sorted())
      try await withProject(["small": SampleStudies.small]) { other in
        try await other.runAndDraw(threads: way.threads, order: way.order)
        #expect(differences(usual.results, other.results) == [])
      }
    }
  }

  @Test("A run in three parts leaves the same bytes as one")
  func parts() async throws {
    try await withProject(["small": SampleStudies.small]) { usual in
      try await usual.runAndDraw()
      try await withProject(["small": SampleStudies.small]) { other in
        let study = try other.study()
        for part in [study.plan.cells.suffix(5), study.plan.cells.prefix(8)] {
          let report = try await other.workshop().run(study, cells: Array(part))
          #expect(report.progress.finished == part.count)
        }
        let (workshop, _) = try await other.runAndDraw()
        #expect(workshop.takeNotices() == [])
        #expect(differences(usual.results, other.results) == [])
      }
    }
  }

  @Test("Editing titles, figures and claims runs nothing again; editing a setting runs what it decides")
  func identity() async throws {
    try await withProject(["small": SampleStudies.small]) { project in
      try await project.runAndDraw()
      let manifest = "Notebooks/small/manifest.json"
      try project.edit(manifest, "A small study", "A study that is small")
      try project.edit(manifest, "\"margin\": 2", "\"margin\": 1.5")
      #expect(try project.missing() == 0)
      try project.edit(manifest, "\"replicates\": 4", "\"replicates\": 5")
      #expect(try project.missing() == 4)
      try project.edit(manifest, "\"features\": 12", "\"features\": 13")
      #expect(try project.missing() == 20)
    }
  }

  @Test("Figures that are as they were drawn are left; one edited, removed or with another script is drawn again")
  func current() async throws {
    try await withProject(["small": SampleStudies.small]) { project in
      #expect(try await project.areCurrent() == [false, false, false])
      let drawn = project.results
      #expect(try await project.areCurrent() == [true, true, true])
      try project.write("by hand", to: "Figures/small/moments.svg")
      project.remove("Figures/small/chain.tsv")
      #expect(try await project.areCurrent() == [false, true, false])
      #expect(differences(project.results, drawn) == [])
      let script = "Figures/Scripts/points-with-errorbars.gp"
      try project.write(try project.read(script) + "# a word more\n", to: script)
      #expect(try await project.areCurrent() == [true, false, true])
    }
  }
}
