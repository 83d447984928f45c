import Documents

/// `CLAIMS.md`: every claim of a project with its sentence, how it is stated, its source, its verdicts with their numbers, the figure that shows
/// it, and the command that repeats it.
///
/// It follows from the manifests and the results alone, and numbers are rounded: written twice, on whatever machine, it is the same page.
public enum ClaimsPage {
  public static func render(_ report: VerdictReport) -> String {
    var lines = [
      "# Claims", "",
      "What the studies claim and what their results say of it. `ravine verify` judges all claims together and writes this page; it is not edited by "
        + "hand. [README.md](README.md#reading-a-verdict) says how to read a verdict.", "",
      report.tally,
    ]
    for study in report.studies where !study.verdicts.isEmpty {
      let manifest = "Notebooks/\(study.name)/manifest.json"
      lines += [
        "", "## \(study.name)", "", "\(markdown(study.title))", "",
        "Manifest: [\(manifest)](\(manifest)), SHA-256 `\(study.digest)`.",
      ]
      for name in names(of: study) { lines += claim(study.verdicts.filter { $0.claim.name == name }, study, report) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func names(of study: VerdictReport.Study) -> [String] {
    var names: [String] = []
    for verdict in study.verdicts where names.last != verdict.claim.name { names.append(verdict.claim.name) }
    return names
  }

  private static func claim(_ verdicts: [Verdict], _ study: VerdictReport.Study, _ report: VerdictReport) -> [String] {
    guard let first = verdicts.first else { return [] }
    let claim = first.claim
    var lines = ["", "### \(claim.name)", "", "> \(markdown(claim.says))", ""]
    if claim.basis != .quotation {
      lines.append("- \(claim.expectationInWords.prefix(1).uppercased())\(claim.expectationInWords.dropFirst()).")
    }
    if let source = claim.source { lines.append("- Source: \(markdown(source)).") }
    if claim.basis != .quotation { lines.append("- Stated as \(statement(claim)).") }
    if let figure = study.figures[claim.name] { lines.append("- Figure: [\(figure)](\(figure)).") }
    lines.append("")
    if verdicts.count == 1 {
      lines.append("**\(first.ruling.rawValue)**\(note(first)): \(markdown(first.summary))")
    } else {
      lines += ["| | verdict | numbers |", "|---|---|---|"]
      lines += verdicts.map { "| \(cell($0.slice)) | **\($0.ruling.rawValue)**\(note($0)) | \(cell($0.summary)) |" }
    }
    if claim.basis != .quotation { lines += ["", "    .build/release/\(report.command(first))"] }
    return lines
  }

  private static func note(_ verdict: Verdict) -> String { verdict.isExpected ? "" : ", not as expected" }

  /// "slope: of `log(moment)`, along `layer`, …": the kind with all that was written or stands by default, what is empty left out.
  private static func statement(_ claim: Claim) -> String {
    let settings = (claim.scope.json.members ?? []) + (claim.kind.json.members ?? [])
    let written = settings.filter { member in
      member.key != "kind" && !member.value.isNull && member.value.items?.isEmpty != true && member.value.members?.isEmpty != true
    }
    let parts = written.map { member in
      let names = member.key == "by" ? member.value.items?.compactMap(\.string).joined(separator: ", ") : nil
      return "\(member.key) \(code(names ?? member.value.string ?? member.value.canonical))"
    }
    return "\(claim.kind.json["kind"]?.string ?? ""): \(parts.joined(separator: ", "))"
  }

  /// A code span: its fence is longer than any backticks within.
  private static func code(_ text: String) -> String {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? "`\(text)`" : "\(fence) \(text) \(fence)"
  }

  private static func cell(_ text: String) -> String { markdown(text).replacing("|", with: "\\|") }

  /// A text as Markdown that shows it: on one line, with nothing in it that means a tag, a link or emphasis.
  static func markdown(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNewline {
        result += " "
      } else {
        if "\\`*_<>[]#".contains(character) { result += "\\" }
        result.append(character)
      }
    }
    return result
  }
}

extension Scope {
  /// What was selected, as it was written.
  fileprivate var json: JSON {
    .object([JSON.Member("where", filter.json), JSON.Member("by", .array(by.map(\.json)))])
  }
}
