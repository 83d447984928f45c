/// Unexpected verdicts as annotations: GitHub shows them beside the claim's line of the manifest.
public enum GitHubAnnotations {
  /// A line each, `::error file=…,line=…,col=…,title=…::…`; nothing when all is as expected.
  public static func render(_ report: VerdictReport) -> String {
    report.studies.flatMap { study in
      study.verdicts.filter { !$0.isExpected }.map { verdict in
        let location = verdict.claim.location
        let title = "\(verdict.title) is \(verdict.ruling.rawValue), \(verdict.claim.expectationInWords)"
        let place = location.map { ",line=\($0.line),col=\($0.column)" } ?? ""
        let text = "\(verdict.claim.says)\n\(verdict.summary)\nTo repeat it: \(report.command(verdict))"
        return "::error file=\(property(study.file))\(place),title=\(property(title))::\(message(text))\n"
      }
    }.joined()
  }

  private static func message(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String { message(text).replacing(":", with: "%3A").replacing(",", with: "%2C") }
}
