/// The verdicts of a run, study by study, with what a reader needs to look them up: what every form in which verdicts are shown is made from.
public struct VerdictReport: Sendable {
  public struct Study: Sendable {
    public let name: String
    public let title: String
    /// The manifest's path, as messages show it.
    public let file: String
    /// SHA-256 of the manifest's bytes, in hexadecimal: a margin that was moved after the fact shows. Empty where there is no manifest.
    public let digest: String
    public let verdicts: [Verdict]
    /// For the name of a claim the figure that shows what it speaks of, as a path from the project's root.
    public let figures: [String: String]

    public init(
      name: String, title: String = "", file: String = "", digest: String = "", verdicts: [Verdict],
      figures: [String: String] = [:]
    ) {
      (self.name, self.title, self.file, self.digest) = (name, title, file, digest)
      (self.verdicts, self.figures) = (verdicts, figures)
    }

    /// Twelve digits of the digest: enough to tell two manifests apart.
    var shortDigest: String { String(digest.prefix(12)) }
  }

  public let studies: [Study]
  /// The studies that the command named; none means all.
  public let names: [String]

  public init(_ studies: [Study], names: [String] = []) {
    self.studies = studies
    self.names = names
  }

  /// Verdicts alone, in runs of one study.
  public init(_ verdicts: [Verdict], names: [String] = []) {
    var studies: [Study] = []
    for verdict in verdicts {
      let isSame = studies.last?.name == verdict.study
      let before = isSame ? studies.removeLast().verdicts : []
      studies.append(Study(name: verdict.study, verdicts: before + [verdict]))
    }
    self.init(studies, names: names)
  }

  public var verdicts: [Verdict] { studies.flatMap(\.verdicts) }

  /// The verdicts that `--claim` means; all without it. The run's correction stays that of the whole run.
  public func only(_ claim: String?) -> VerdictReport {
    guard let claim else { return self }
    let chosen = studies.map { study in
      Study(
        name: study.name, title: study.title, file: study.file, digest: study.digest,
        verdicts: study.verdicts.filter { $0.isCalled(claim) }, figures: study.figures)
    }
    return VerdictReport(chosen.filter { !$0.verdicts.isEmpty }, names: names)
  }

  /// "5 verdicts: 3 as expected, 1 open, 1 unexpected; 2 cited, not reproduced."
  var tally: String {
    let judged = verdicts.filter { $0.ruling != .cited }
    let unexpected = judged.count { !$0.isExpected }
    let open = judged.count { $0.expectation == .open }
    let cited = verdicts.count - judged.count
    var parts = ["\(judged.count - unexpected - open) as expected"]
    if open > 0 { parts.append("\(open) open") }
    parts.append("\(unexpected) unexpected")
    let quoted = cited > 0 ? "; \(cited) cited, not reproduced" : ""
    return "\(counted(judged.count, "verdict")): \(parts.joined(separator: ", "))\(quoted)."
  }

  /// The command that repeats a verdict.
  func command(_ verdict: Verdict) -> String { verdict.command(among: names) }
}

extension Claim {
  /// "expected to hold", "expected to fail", "open".
  var expectationInWords: String {
    switch expectation {
    case .holds: "expected to hold"
    case .fails: "expected to fail"
    case .open: "open"
    }
  }
}
