import Documents

/// Verdicts as JSON, for programs.
///
/// Numbers are rounded to six significant digits, so that the file is the same on every machine; a bound that is missing is null.
public enum JSONReport {
  public static func render(_ report: VerdictReport) -> String {
    let studies = report.studies.map { study -> JSON in
      [
        "study": .string(study.name), "title": .string(study.title), "manifest": .string(study.file),
        "sha256": .string(study.digest),
        "verdicts": .array(study.verdicts.map { verdict in json(verdict, study, report) }),
      ]
    }
    let document: JSON = ["level": 0.05, "tally": .string(report.tally), "studies": .array(studies)]
    return document.laidOut()
  }

  private static func json(_ verdict: Verdict, _ study: VerdictReport.Study, _ report: VerdictReport) -> JSON {
    let claim = verdict.claim
    return [
      "claim": .string(claim.name), "slice": .string(verdict.slice), "says": .string(claim.says), "source": text(claim.source),
      "kind": claim.kind.json["kind"] ?? .null, "expectation": .string(claim.expectation.rawValue),
      "verdict": .string(verdict.ruling.rawValue), "isExpected": .bool(verdict.isExpected), "quantity": text(verdict.quantity),
      "estimate": number(verdict.estimate), "interval": interval(verdict), "target": number(verdict.target),
      "region": verdict.region.map { JSON.array([number($0.lowerBound), number($0.upperBound)]) } ?? .null,
      "count": .number(verdict.count), "unit": .string(verdict.unit), "adjustedLevel": number(verdict.adjustedLevel),
      "replicatesNeeded": verdict.replicatesNeeded.map { number(Double($0)) } ?? .null, "details": text(verdict.reason),
      "summary": .string(verdict.summary), "figure": text(study.figures[claim.name]), "command": .string(report.command(verdict)),
    ]
  }

  private static func interval(_ verdict: Verdict) -> JSON {
    guard let interval = verdict.interval else { return .null }
    return ["low": number(interval.low), "high": number(interval.high), "level": number(interval.level)]
  }

  private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  private static func number(_ value: Double?) -> JSON {
    guard let value, value.isFinite, let rounded = Double(RoundedNumber.text(value, digits: 6)) else { return .null }
    return .number(rounded)
  }
}
