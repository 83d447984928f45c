import ArgumentParser
import Studies

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", _superCommandName: Ravine.name,
    abstract: "Begin a study: write a small manifest that runs at once and explains itself.",
    discussion: """
      Writes Notebooks/<name>/manifest.json, or with --from a copy of another study. Nothing is overwritten.

      Examples:
        ravine new my-study
        ravine new depth/my-study --from he-vs-xavier
      """)

  @Argument(help: "The study's name: letters, digits and hyphens; 'folder/name' stands in a folder.")
  var name: String

  @Option(help: "A study to copy, with its own figure scripts.")
  var from: String?

  @Option(name: [.customShort("C"), .long], help: "Where to look for the project, instead of the working folder.")
  var project = "."

  func run() throws {
    var selected = Selected()
    selected.studies = []
    selected.project = project
    let project = try selected.findProject()
    let path = try project.makeStudy(name, from: from)
    let program = CommandLine.arguments[0]
    let commands = [
      ("check \(name)", "find mistakes, running nothing"), ("draw \(name)", "run it and draw its figures"),
      ("verify \(name)", "judge its claims"), ("plan \(name)", "after a change: what will run, and why"),
    ]
    let width = commands.map(\.0.count).max() ?? 0
    print("wrote \(path)\n\nNext:")
    for (command, meaning) in commands {
      print("  \(program) \(command)\(String(repeating: " ", count: width - command.count))   \(meaning)")
    }
    if from == nil { print("\nThe comments in the manifest say what each part is and what to change first.") }
  }
}
