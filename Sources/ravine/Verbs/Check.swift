import ArgumentParser

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: Ravine.name,
    abstract: "Find every mistake in the manifests, running nothing.",
    discussion: """
      Every problem of every manifest is told at once, with line, column and JSON pointer.

      Example:
        ravine check he-vs-xavier
      """)

  @OptionGroup var selected: Selected

  func run() throws {
    for study in try selected.load().1 {
      let counts = [
        Words.count(study.plan.cells.count, "cell"), Words.count(study.figures.count, "figure"),
        Words.count(study.claims.count, "claim"),
      ]
      print("\(study.name)  fine: \(counts.joined(separator: ", "))")
    }
  }
}

enum Words {
  /// "1 cell", "2 cells".
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
