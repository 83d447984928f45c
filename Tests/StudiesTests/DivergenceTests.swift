import Claims
import Figures
import Records
import SampleProjects
import Studies
import Testing

/// Numbers that overflow are results: recorded, shown as a gap, and never averaged away.
@Suite struct DivergenceTests {
  @Test("A diverging cell is told, recorded with its outcome, and runs no second time")
  func outcome() async throws {
    try await withProject(["diverging": SampleStudies.diverging]) { project throws in
      let (study, workshop) = (try project.study("diverging"), try project.workshop())
      let report = try await workshop.run(study)
      #expect(report.diverged == (0..<3).map { "deviation 1e+200 · replicate \($0)" })
      #expect(!report.wasStopped && report.progress.finished == 6)
      #expect(try await workshop.run(study).progress.finished == 0)

      let frame = try workshop.frame(study, experiment: 0)
      #expect(frame.cells.map(\.outcome) == [.finished, .finished, .finished] + Array(repeating: .diverged(step: 0), count: 3))
      let lines = frame.csv().split(separator: "\n")
      #expect(lines.contains("1e+200,0,diverged at step 0,0,moment,0,1"))
      #expect(lines.contains("1e+200,0,diverged at step 0,0,moment,1,inf"))
      #expect(lines.contains("1e+200,0,diverged at step 0,0,moment,3,nan"))
    }
  }

  @Test("A figure shows a gap where nothing is finite, and says so when that is everywhere")
  func figures() async throws {
    try await withProject(["diverging": SampleStudies.diverging]) { project throws in
      let (study, workshop) = (try project.study("diverging"), try project.workshop())
      _ = try await workshop.run(study)
      let error = #expect(throws: DrawingError.self) { try workshop.draw(study.figures[0], of: study) }
      #expect(
        error?.description
          == "figure 'nothing' has nothing to plot: no series has a point that its axes can show (a logarithmic axis shows numbers above 0 only)"
      )
      #expect(project.files(below: "Figures/diverging").isEmpty)

      let drawn = try workshop.draw(study.figures[1], of: study)
      #expect(drawn.warnings == [])
      let rows = try project.read("Figures/diverging/both.tsv").split(separator: "\n")
      #expect(rows.count == 1 + 2 * 4)
      #expect(
        rows.suffix(4) == [
          "deviation 1e+200\tmeasured\t0\t1\t1\t1", "deviation 1e+200\tmeasured\t1\tinf\tinf\tinf",
          "deviation 1e+200\tmeasured\t2\tinf\tinf\tinf", "deviation 1e+200\tmeasured\t3\tnan\tnan\tnan",
        ])
    }
  }

  @Test("A statistical claim over diverged replicates is inconclusive; a bound on every sample is refuted by them")
  func claims() async throws {
    try await withProject(["diverging": SampleStudies.diverging]) { project throws in
      let (study, workshop) = (try project.study("diverging"), try project.workshop())
      _ = try await workshop.run(study)
      let verdicts = try workshop.judge([study])
      #expect(verdicts.map(\.ruling) == [.supported, .inconclusive, .supported, .refuted])
      #expect(verdicts[1].reason == "3 of 3 replicates diverged")
      #expect(verdicts.map(\.isExpected) == [true, false, true, false])
    }
  }
}
