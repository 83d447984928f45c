import Foundation

/// Swift values as gnuplot reads them.
enum Quoting {
  /// A gnuplot expression whose value is `text`, whatever `text` holds.
  ///
  /// Pieces in single quotes, because inside double ones gnuplot runs what stands between backticks. What single quotes
  /// cannot hold is joined on: the line break and the single quote itself, whose doubling gnuplot 5.4 misreads at a string's
  /// beginning. Other control characters become spaces, since a zero byte would end gnuplot's own string.
  static func string(_ text: String) -> String {
    var pieces: [String] = []
    var piece = ""
    func finish() {
      if !piece.isEmpty { pieces.append("'\(withoutControls(piece))'") }
      piece = ""
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\n":
        finish()
        pieces.append(scalar == "\n" ? #""\n""# : #""'""#)
      default: piece.unicodeScalars.append(scalar)
      }
    }
    finish()
    return pieces.isEmpty ? #""""# : pieces.joined(separator: ".")
  }

  /// Line breaks, tabs, zero bytes and the like as spaces.
  static func withoutControls(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  /// A gnuplot expression for a label.
  static func label(_ label: Label) -> String { string(markup(of: label)) }

  /// A label as enhanced text, which the terminal always reads: one without markup is escaped.
  static func markup(of label: Label) -> String { label.isEnhanced ? label.text : escapingMarkup(label.text) }

  /// `relu_x` → `relu\_x`: the characters that enhanced text reads as commands, each behind a backslash.
  ///
  /// The SVG terminal reads `\U+0041` as a letter even behind a second backslash, so an empty group parts the two.
  static func escapingMarkup(_ text: String) -> String {
    let escaped = text.unicodeScalars.reduce(into: "") { escaped, scalar in
      if #"\^_{}@&~"#.unicodeScalars.contains(scalar) { escaped += #"\"# }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped.replacingOccurrences(of: #"\U+"#, with: #"\{}U+"#)
  }

  /// The shortest decimal that reads back as the same double (`0.1`, `1e-48`, `20.0` as `20`), or `nan`, `inf`, `-inf`.
  static func number(_ value: Double) -> String {
    let text = value.isNaN ? "nan" : value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
