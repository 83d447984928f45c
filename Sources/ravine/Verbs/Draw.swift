import ArgumentParser
import Figures
import Studies

struct Draw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw the figures, running what is missing.",
    discussion: """
      Writes Figures/<study>/<figure>.svg (the picture), .tsv (the plotted data) and .gp (redraws it with gnuplot alone).
      A figure whose data, scripts and files have not changed is left as it is.

      Example:
        ravine draw sigmoid-decay
      """)

  @OptionGroup var selected: Selected
  @OptionGroup var running: Running

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
          result = try workshop.draw(figure, of: study)
        } catch let error as DrawingError where !error.isOutside {
          // The figure's own fault: the others are drawn all the same.
          Output.say("error: \(error)")
          isEveryFigureDrawn = false
          continue
        }
        for warning in result.warnings { Output.say("note: \(study.name)/\(result.figure): \(warning)") }
        if result.wasCurrent {
          current += 1
        } else {
          print("drew \(result.path)")
          drawn += 1
        }
      }
      if current == study.figures.count {
        print("\(study.name)  cached: \(Words.count(study.plan.cells.count, "cell")), \(Words.count(current, "figure"))")
      }
    }
    if !isEveryFigureDrawn { throw Ending.badInput }
    if ran == 0 && drawn == 0 { print("All is cached: nothing to run, nothing to draw.") }
  }
}
