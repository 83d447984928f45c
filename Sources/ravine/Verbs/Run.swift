import ArgumentParser
import Studies

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", _superCommandName: Ravine.name,
    abstract: "Run the cells that have no result yet.",
    discussion: """
      Ctrl-C stops after the cells that are running; the same command goes on from there.

      Example:
        ravine run he-vs-xavier --threads 1
      """)

  @OptionGroup var selected: Selected
  @OptionGroup var running: Running

  func run() async throws {
    let (project, studies) = try selected.load()
    let workshop = try Workshop(project, threads: running.threads)
    if try await running.bringUpToDate(studies, in: workshop) == 0 { print("All cells are cached.") }
  }
}
