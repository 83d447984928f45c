import ArgumentParser
import Studies

struct SchemaVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: Ravine.name,
    abstract: "Print the JSON Schema of manifests.",
    discussion: """
      Draft 2020-12, made from the same lists that read a manifest. Editors complete and check a manifest whose "$schema" names the file; \
      Notebooks/study.schema.json holds what this prints; `make schema` writes it.

      Example:
        ravine schema > Notebooks/study.schema.json
      """)

  func run() throws { print(StudySchema.text, terminator: "") }
}
