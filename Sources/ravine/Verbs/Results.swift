import ArgumentParser
import Documents
import Studies

struct Results: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results", _superCommandName: Ravine.name,
    abstract: "Print a study's results as a tidy table.",
    discussion: """
      One line a reading: factor levels, replicate, outcome, step, measurement, its axes, value. With --csv as comma-separated values;
      without, how many readings there are and the first few.

      Example:
        ravine results sigmoid-decay --experiment chain --csv > chain.csv
      """)

  @Argument(help: "The study.")
  var study: String

  @Option(help: "Which of its experiments; needed when it has several.")
  var experiment: String?

  @Flag(help: "Everything, as CSV on standard output.")
  var csv = false

  @Option(name: [.customShort("C"), .long], help: "Where to look for the project, instead of the working folder.")
  var project = "."

  @OptionGroup var running: Running

  func run() async throws {
    var selected = Selected()
    selected.studies = [study]
    selected.project = project
    let (project, studies) = try selected.load()
    let study = studies[0]
    let names = study.outlines.map(\.experiment)
    guard let index = experiment.map({ names.firstIndex(of: $0) }) ?? (names.count == 1 ? 0 : nil) else {
      let hint = experiment.map { "no experiment is called '\($0)'.\(nameHint(for: $0, among: names))" }
      Output.say("error: \(study.name): \(hint ?? "--experiment must say which: \(names.joined(separator: ", "))")")
      throw Ending.badInput
    }
    let workshop = try Workshop(project, threads: running.threads)
    defer { running.tellNotices(of: workshop) }
    _ = try await running.bringUpToDate([study], in: workshop)
    let frame = try workshop.frame(study, experiment: index)
    let table = frame.csv()
    if csv {
      print(table, terminator: "")
    } else {
      let lines = table.split(separator: "\n")
      print(lines.prefix(11).joined(separator: "\n"))
      print("… \(Words.count(lines.count - 1, "reading")) of \(Words.count(frame.cells.count, "cell")); --csv prints all")
    }
  }
}
