/// Verdicts as JUnit XML, which every continuous integration shows: a suite a study, a test case a verdict.
///
/// An unexpected verdict is a failure with its numbers; a quotation is skipped. The verdict itself and the manifest's digest are properties.
public enum JUnitReport {
  public static func render(_ report: VerdictReport) -> String {
    let verdicts = report.verdicts
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites name=\"ravine verify\"\(counts(verdicts))>"]
    for study in report.studies {
      lines.append("  <testsuite name=\"\(escaped(study.name))\"\(counts(study.verdicts))>")
      if !study.digest.isEmpty {
        lines.append("    <properties><property name=\"manifest\" value=\"\(escaped(study.digest))\"/></properties>")
      }
      for verdict in study.verdicts { lines += testCase(verdict, report) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func counts(_ verdicts: [Verdict]) -> String {
    let (failures, skipped) = (verdicts.count { !$0.isExpected }, verdicts.count { $0.ruling == .cited })
    return " tests=\"\(verdicts.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
  }

  private static func testCase(_ verdict: Verdict, _ report: VerdictReport) -> [String] {
    var lines = [
      "    <testcase classname=\"\(escaped(verdict.study))\" name=\"\(escaped(verdict.title))\">",
      "      <properties><property name=\"verdict\" value=\"\(verdict.ruling.rawValue)\"/></properties>",
    ]
    let command = "To repeat it: \(report.command(verdict))"
    if verdict.ruling == .cited {
      lines.append("      <skipped message=\"\(escaped(verdict.summary))\"/>")
    } else if !verdict.isExpected {
      let message = "\(verdict.ruling.rawValue), \(verdict.claim.expectationInWords)"
      let text = [verdict.claim.says, verdict.summary, command].joined(separator: "\n")
      lines.append("      <failure message=\"\(escaped(message))\" type=\"verdict\">\(escaped(text))</failure>")
    }
    lines.append("      <system-out>\(escaped(verdict.claim.says + "\n" + verdict.summary))</system-out>")
    return lines + ["    </testcase>"]
  }

  /// Text for an element or an attribute. A control character that XML 1.0 cannot hold, even escaped, becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // As they are, an attribute would make them spaces.
      case "\n": result += "&#10;"
      case "\r": result += "&#13;"
      case "\t": result += "&#9;"
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
    return result
  }
}
