import Claims
import Figures
import Records
import SampleProjects
import Studies
import Testing

/// The small study that shows the whole language.
@Suite struct ExampleTests {
  @Test("The example of the manifest language is checked, run, drawn and judged as it stands there")
  func whole() async throws {
    let manifest = String(decoding: try Files.read(Repository.path + "/Tests/Golden/example-study.json"), as: UTF8.self)
    try await withProject(["example": manifest]) { project throws in
      let (study, workshop) = (try project.study("example"), try project.workshop())
      #expect(study.plan.cells.count == 128)
      let report = try await workshop.run(study)
      #expect(report.progress.finished == 128)
      #expect(report.diverged.isEmpty && report.conflicting.isEmpty)

      let verdicts = try workshop.judge([study])
      #expect(verdicts.map(\.ruling) == [.supported])
      #expect(verdicts.map(\.isExpected) == [true])
      #expect(try workshop.draw(study.figures[0], of: study).warnings == [])
      let rows = try project.read("Figures/example/variance-by-layer.tsv").split(separator: "\n")
      // A heading, 51 layers of two activations by two initializers, and the closed form.
      #expect(rows.count == 1 + 51 * 5)
      #expect(rows.contains { $0.hasPrefix("2^{-L}\ttheory\t1\t0.5") })
    }
  }
}
