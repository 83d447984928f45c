import ArgumentParser
import Catalogues
import Documents
import Studies

struct CatalogueVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalogue", _superCommandName: Ravine.name,
    abstract: "Show everything that a manifest may choose: every kind, its settings and defaults.",
    discussion: """
      Examples:
        ravine catalogue                  everything
        ravine catalogue activation       the activations
        ravine catalogue heNormal         one kind, wherever it belongs
        ravine catalogue manifest         the keys of a manifest, with examples
      """)

  @Argument(help: "A kind of thing (activation, layer, claim, …) or the name of a kind.")
  var topic: String?

  func run() throws {
    var chapters = CatalogueChapter.all
    if let topic {
      let whole = chapters.filter { $0.noun == topic || $0.noun + "s" == topic }
      let single = chapters.compactMap { $0.only(topic) }
      guard !(whole + single).isEmpty else {
        let known = chapters.map(\.noun) + chapters.flatMap { $0.kinds.map(\.name) }
        Output.say("error: the catalogue has nothing called '\(topic)'.\(nameHint(for: topic, among: known))")
        throw Ending.badInput
      }
      chapters = whole.isEmpty ? single : whole
    }
    print(chapters.map(\.text).joined(separator: "\n\n"))
  }
}
