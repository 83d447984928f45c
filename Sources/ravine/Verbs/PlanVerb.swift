import ArgumentParser
import Studies

struct PlanVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", _superCommandName: Ravine.name,
    abstract: "Show which cells and figures there are, which would run or be drawn, and why.",
    discussion: """
      A cell runs when no result has its settings. Against the last run this tells which setting changed, old → new; titles, names, figures \
      and claims are no such settings. Nothing is run or written.

      Examples:
        ravine plan sigmoid-decay
        ravine plan sigmoid-decay --cells
      """)

  @OptionGroup var selected: Selected

  @Flag(help: "List every cell: its state, its key and its levels.")
  var cells = false

  func run() throws {
    let (project, studies) = try selected.load()
    let records = project.records
    for study in studies {
      let states = study.plan.cells.map { records.contains($0.key) }
      let cached = states.filter { $0 }.count
      print("\(study.name)  \(Words.count(states.count, "cell")): \(cached) cached, \(states.count - cached) to run")
      for (index, experiment) in study.manifest.experiments.enumerated() {
        let factors = experiment.factors.map { "\($0.name) (\($0.levels.count))" }.joined(separator: " × ")
        let shape = [factors, Words.count(experiment.replicates, "replicate")].filter { !$0.isEmpty }.joined(separator: " × ")
        let count = study.plan.cells.filter { $0.experiment == index }.count
        print("  \(experiment.name): \(shape) = \(Words.count(count, "cell"))")
      }
      let reasons = study.reasons(for: zip(study.plan.cells, states).filter { !$1 }.map(\.0))
      // As many as can be read; --cells tells every cell by itself.
      for reason in reasons.prefix(8) { print("  \(Words.count(reason.cells, "cell")) to run: \(reason.sentence)") }
      if reasons.count > 8 {
        let rest = reasons.dropFirst(8).reduce(0) { $0 + $1.cells }
        print("  \(Words.count(rest, "cell")) to run for \(reasons.count - 8) other reasons")
      }
      try showFigures(of: study)
      guard cells else { continue }
      for (cell, isCached) in zip(study.plan.cells, states) {
        print("  \(isCached ? "cached" : "to run")  \(cell.key.prefix(12))  \(study.plan.title(of: cell))")
      }
    }
  }

  private func showFigures(of study: Study) throws {
    var current = 0
    var lines: [String] = []
    for figure in study.figures {
      let causes = try study.causes(figure)
      if causes.isEmpty {
        current += 1
      } else {
        lines.append("  \(figure.name.text) to draw: \(causes.map(\.inWords).joined(separator: ", "))")
      }
    }
    if current > 0 { print("  \(Words.count(current, "figure")) current") }
    for line in lines { print(line) }
  }
}
