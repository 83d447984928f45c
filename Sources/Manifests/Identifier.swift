import Documents

/// Names that are words of an expression.
public enum Identifier {
  /// Words that mean something else in an expression or a table.
  static let reserved: Set<String> = ["replicate", "step", "diverged", "outcome", "and", "or", "not", "pi", "e"]

  static func check(_ name: String, as role: String, at location: Location?, _ problems: inout Problems) -> Bool {
    let letters = name.unicodeScalars
    let isWord = letters.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) }
    if !isWord || letters.first?.properties.isAlphabetic != true {
      problems.report(
        "'\(name)' is no name for \(role): letters and digits, beginning with a letter, as in camelCase", at: location)
      return false
    }
    if reserved.contains(name) {
      problems.report("'\(name)' is a word of the language; \(role) needs another name", at: location)
      return false
    }
    return true
  }
}
