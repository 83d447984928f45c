import Documents

/// Verdicts as text for a terminal: rulings are words, and colors only repeat them.
public enum VerdictTable {
  /// The verdicts study by study, a tally, and the first unexpected one again with the command that repeats it.
  ///
  /// ```
  /// he-vs-xavier
  ///   ok    supported     xavier-halves-relu (width 256)  slope -0.6925, …
  ///   FAIL  inconclusive  he-holds-relu                   slope -0.0131, …
  /// ```
  /// Below 96 columns the numbers stand under the name. Lines are wrapped between words; only a word longer than the width, and the command at
  /// the end, run over it. Lines end in a line feed.
  ///
  /// Beside a study's name stands the beginning of its manifest's digest.
  public static func render(_ report: VerdictReport, width: Int = 100, color: Bool = false) -> String {
    let verdicts = report.verdicts
    let width = max(width, 30)
    let titles = min(verdicts.map(\.title.count).max() ?? 0, 44)
    var lines: [String] = []
    for study in report.studies where !study.verdicts.isEmpty {
      if !lines.isEmpty { lines.append("") }
      let digest = study.digest.isEmpty ? [] : ["manifest \(study.shortDigest)"]
      let heading = ([study.name] + digest).joined(separator: "  ")
      if !study.name.isEmpty { lines += heading.count <= width ? [heading] : [study.name] + digest }
      lines += rows(study.verdicts, titles, width, color)
    }
    if !lines.isEmpty { lines.append("") }
    lines += wrapped(report.tally, width)
    if let first = verdicts.first(where: { !$0.isExpected }) { lines += again(first, width, color, report) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func rows(_ verdicts: [Verdict], _ titles: Int, _ width: Int, _ color: Bool) -> [String] {
    let isWide = width >= 96
    var lines: [String] = []
    for verdict in verdicts {
      let start = "  \(mark(verdict, color))  \(word(verdict, color))  "
      let indent = 2 + 4 + 2 + 12 + 2
      if isWide {
        let column = indent + titles + 2
        let summary = wrapped(verdict.summary, width - column)
        let first = verdict.title.count <= titles ? verdict.title.padded(titles) + "  " + (summary.first ?? "") : verdict.title
        lines.append(trimmed(start + first))
        let rest = verdict.title.count <= titles ? summary.dropFirst() : summary[...]
        lines += rest.map { String(repeating: " ", count: column) + $0 }
      } else {
        let title = wrapped(verdict.title, width - indent)
        lines.append(start + (title.first ?? ""))
        lines += title.dropFirst().map { String(repeating: " ", count: indent) + $0 }
        lines += wrapped(verdict.summary, width - 8).map { "        " + $0 }
      }
    }
    return lines
  }

  private static func again(_ verdict: Verdict, _ width: Int, _ color: Bool, _ report: VerdictReport) -> [String] {
    let name = verdict.study.isEmpty ? verdict.title : "\(verdict.study), \(verdict.title)"
    var heading = wrapped("First unexpected: \(name) is \(verdict.ruling.rawValue), \(verdict.claim.expectationInWords).", width)
    if color { heading = heading.map { painted($0, .red) } }
    return [""] + heading
      + [verdict.claim.says, verdict.summary].flatMap { wrapped($0, width - 2) }.map { "  " + $0 }
      + ["  To repeat it: \(report.command(verdict))"]
  }

  // MARK: Words and colors

  private static func mark(_ verdict: Verdict, _ color: Bool) -> String {
    let (text, paint): (String, Color) =
      verdict.ruling == .cited
      ? ("cite", .yellow)
      : verdict.expectation == .open ? ("open", .yellow) : verdict.isExpected ? ("ok", .green) : ("FAIL", .red)
    return color ? painted(text, paint) + String(repeating: " ", count: 4 - text.count) : text.padded(4)
  }

  private static func word(_ verdict: Verdict, _ color: Bool) -> String {
    let paint: Color? = verdict.expectation == .open || verdict.ruling == .cited ? nil : verdict.isExpected ? .green : .red
    let text = verdict.ruling.rawValue
    guard color, let paint else { return text.padded(12) }
    return painted(text, paint) + String(repeating: " ", count: 12 - text.count)
  }

  private enum Color: Int { case red = 31, green, yellow }

  private static func painted(_ text: String, _ color: Color) -> String { "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" }

  /// Lines of at most `width` characters, broken between words.
  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
