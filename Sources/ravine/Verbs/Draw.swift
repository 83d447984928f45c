import ArgumentParser
import Figures
import Foundation
import Studies

struct Draw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw", _superCommandName: Ravine.name,
    abstract: "Draw the figures, running what is missing.",
    discussion: """
      Writes Figures/<study>/<figure>.svg (the picture), .tsv (the plotted data) and .gp (redraws it with gnuplot alone).
      A figure whose data, scripts and files have not changed is left as it is.

      With --format also <figure>.png or .pdf beside them, for slides and papers. They are the same bytes each time, but not committed: \
      the .svg and the .tsv say the same, and a clone makes them again in a moment.

      Examples:
        ravine draw sigmoid-decay
        ravine draw sigmoid-decay --format pdf
      """)

  @OptionGroup var selected: Selected
  @OptionGroup var running: Running

  @Option(name: .customLong("format"), help: "A further format, png or pdf; several with commas, or the option again.")
  var formatNames: [String] = []

  private var formats: [Drawing.Format] { Self.words(formatNames).compactMap(Drawing.Format.init) }

  func validate() throws {
    let known = Drawing.Format.allCases.map(\.rawValue)
    for name in Self.words(formatNames) where !known.contains(name) {
      throw ValidationError("There is no format '\(name)' for pictures. Known: \(known.joined(separator: ", ")).")
    }
  }

  private static func words(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  func run() async throws {
    let (project, studies) = try selected.load()
    let workshop = try Workshop(project, threads: running.threads)
    defer { running.tellNotices(of: workshop) }
    let ran = try await running.bringUpToDate(studies, in: workshop)
    var drawn = 0
    var isEveryFigureDrawn = true
    for study in studies {
      var current = 0
      for figure in study.figures {
        if Interruption.isRequested { throw Ending.stopped }
        let result: Workshop.DrawnFigure
        do {
          result = try workshop.draw(figure, of: study, formats: formats)
        } catch let error as DrawingError where !error.isOutside {
          // The figure's own fault: the others are drawn all the same.
          Output.say("error: \(error)")
          isEveryFigureDrawn = false
          continue
        }
        for warning in result.warnings { Output.say("note: \(study.name)/\(result.figure): \(warning)") }
        if result.wasCurrent { current += 1 } else { drawn += 1 }
        for path in result.written { print("drew \(path)") }
      }
      if current == study.figures.count {
        print("\(study.name)  cached: \(Words.count(study.plan.cells.count, "cell")), \(Words.count(current, "figure"))")
      }
    }
    if !isEveryFigureDrawn { throw Ending.badInput }
    if ran == 0 && drawn == 0 { print("All is cached: nothing to run, nothing to draw.") }
  }
}
