import ArgumentParser
import Studies

struct PlanVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show which cells there are and which would run.",
    discussion: """
      Example:
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
      guard cells else { continue }
      for (cell, isCached) in zip(study.plan.cells, states) {
        print("  \(isCached ? "cached" : "to run")  \(cell.key.prefix(12))  \(study.plan.title(of: cell))")
      }
    }
  }
}
