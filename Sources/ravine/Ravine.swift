import ArgumentParser
import Documents
import Foundation

/// The command line. A verb is a file in `Verbs/`.
@main
struct Ravine: AsyncParsableCommand {
  static let name = "ravine"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Reproducible studies of vanishing and exploding gradients: a manifest in, figures and verdicts out.",
    discussion: """
      A study is a folder below Notebooks with a manifest.json. Without names a verb means every study of the project, which is the nearest \
      folder upward that has Notebooks.

      Examples:
        ravine new my-study               begin a study that runs at once
        ravine check                      find every mistake in every manifest, running nothing
        ravine draw he-vs-xavier          run what is missing and draw the study's figures
        ravine verify                     judge every claim; exit 1 when a verdict is not the expected one
        ravine catalogue activation       what a manifest may choose from
        ravine plan he-vs-xavier          what will run, and which changed setting is the reason
        ravine results he-vs-xavier --csv > results.csv
        ravine bits                       whether this processor gives the pinned bits, with every instruction set

      Exit status: 0 fine; 1 a verdict or comparison failed; 2 bad usage or input; 3 an outside part is missing or failed; 130 stopped \
      by Ctrl-C (what was finished is kept).
      """,
    subcommands: [
      New.self, Check.self, PlanVerb.self, Run.self, Draw.self, Verify.self, Pilot.self, Power.self, CatalogueVerb.self,
      SchemaVerb.self, Results.self,
      Explain.self, BitsVerb.self,
    ])

  /// The parser's errors begin as our own do.
  static let _errorPrefix = "error: "

  /// Like the parser's own `main`, with this program's exit statuses.
  static func main() async {
    Output.prepare()
    Foundation.exit(Output.closing(await status()))
  }

  private static func status() async -> Int32 {
    do {
      try checkVerb()
      var command = try parseVerb()
      if var asynchronous = command as? AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return 0
    } catch {
      return Ending.report(error)
    }
  }

  /// A verb that is used plainly is parsed alone: the parser of all verbs first looks for completion scripts and the like, which takes a
  /// quarter of its time. That, help and mistakes are left to it.
  ///
  /// The verbs name this program as the one above them so that their own parsers do not look either.
  private static func parseVerb() throws -> any ParsableCommand {
    let arguments = CommandLine.arguments.dropFirst()
    if let verb = configuration.subcommands.first(where: { $0.configuration.commandName == arguments.first }),
      let command = try? verb.parseAsRoot(Array(arguments.dropFirst())), type(of: command) == verb
    {
      return command
    }
    return try parseAsRoot()
  }

  /// The parser would call a mistyped verb an unexpected argument.
  private static func checkVerb() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let verb = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
    guard let verb, !verb.hasPrefix("-") else { return }
    // Every verb is named in its configuration: a name made of its type's takes a millisecond of searching conformances.
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !known.contains(verb), verb != "help" else { return }
    throw ValidationError("There is no verb '\(verb)'.\(nameHint(for: verb, among: known))")
  }
}
