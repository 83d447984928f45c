import Documents
import Records

extension Project {
  /// Writes `Notebooks/<name>/manifest.json`: a small study that runs at once and explains itself, or a copy of another study.
  ///
  /// Where the project has no schema for editors, that is written too.
  ///
  /// - Parameter from: the study to copy, with its own figure scripts.
  /// - Returns: the manifest's path.
  /// - Throws: `StudyError` when the name is unusable or taken, or there is no such study.
  public func makeStudy(_ name: String, from: String? = nil) throws -> String {
    try checkName(name)
    let folder = notebooks + "/" + name
    let path = folder + "/manifest.json"
    guard !Files.exists(folder) else { throw StudyError.nameTaken(name: name, folder: folder) }
    let depth = name.split(separator: "/").count
    let schemaReference = String(repeating: "../", count: depth) + "study.schema.json"
    if let from {
      let (source, original) = try manifestPath(from)
      let text = String(decoding: try Files.read(original), as: UTF8.self)
      let scripts = try Files.list(notebooks + "/" + source).filter { $0.hasSuffix(".gp") }
      for script in scripts {
        try AtomicFile.write(try Files.read("\(notebooks)/\(source)/\(script)"), to: folder + "/" + script)
      }
      let old = String(repeating: "../", count: source.split(separator: "/").count) + "study.schema.json"
      try AtomicFile.write(text.replacing("\"\(old)\"", with: "\"\(schemaReference)\"", maxReplacements: 1), to: path)
    } else {
      try AtomicFile.write(StudyTemplate.text(schema: schemaReference), to: path)
    }
    if !Files.exists(schema) { try AtomicFile.write(StudySchema.text, to: schema) }
    return path
  }

  /// A name is a path of words that can stand in a command, and a folder below `Figures` that nothing else uses.
  private func checkName(_ name: String) throws {
    let words = name.split(separator: "/", omittingEmptySubsequences: false)
    let isPath = words.allSatisfy { word in
      let letters = word.unicodeScalars
      let isWord = letters.allSatisfy {
        $0 == "-" || $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
      }
      return isWord && !word.isEmpty && !word.hasPrefix("-")
    }
    guard isPath else { throw StudyError.unusableName(name: name) }
    // Figures/Scripts holds the figure scripts; some file systems take no account of case.
    guard words[0].lowercased() != "scripts" else { throw StudyError.reservedName(name: name) }
  }
}
