/// Swift values as gnuplot reads them.
enum Quoting {
  /// A gnuplot expression whose value is `text`, whatever `text` holds.
  ///
  /// Single quotes, because inside double ones gnuplot runs what stands between backticks. The only escape within them is
  /// the doubled quote, so a line break is joined on; other control characters become spaces, since a zero byte would end
  /// gnuplot's own string.
  static func string(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var quoted = "'"
      for character in line.unicodeScalars {
        if character == "'" {
          quoted += "''"
        } else {
          quoted.unicodeScalars.append(character.properties.generalCategory == .control ? " " : character)
        }
      }
      return quoted + "'"
    }.joined(separator: #"."\n"."#)
  }

  /// A gnuplot expression for a label; one without markup is escaped, because the terminal always reads enhanced text.
  static func label(_ label: Label) -> String {
    string(label.isEnhanced ? label.text : escapingMarkup(label.text))
  }

  /// `relu_x` → `relu\_x`: the characters that enhanced text reads as commands, each behind a backslash.
  static func escapingMarkup(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      if #"\^_{}@&~"#.unicodeScalars.contains(scalar) { escaped += #"\"# }
      escaped.unicodeScalars.append(scalar)
    }
  }

  /// The shortest decimal that reads back as the same double (`0.1`, `1e-48`, `20.0` as `20`), or `nan`, `inf`, `-inf`.
  static func number(_ value: Double) -> String {
    let text = value.isNaN ? "nan" : value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
