import Statistics

/// What a claim's numbers say of it.
public enum Ruling: String, Sendable, CaseIterable {
  /// The interval lies inside the claimed region; or every sample agrees.
  case supported
  /// The interval lies outside the claimed region; or a sample does not agree.
  case refuted
  /// Neither: too few replicates, or nothing to judge.
  case inconclusive
  /// Quoted from a source, not reproduced and not judged.
  case cited
}

/// A claim judged in one slice, among all claims of a run.
public struct Verdict: Sendable {
  public let study: String
  public let claim: Claim
  /// The levels of `by` in words, "relu, width 256"; empty without `by`.
  public let slice: String
  public let ruling: Ruling
  /// What was measured, "slope"; nil for a claim on samples, or one of which nothing can be told.
  public let quantity: String?
  /// In the quantity's own units, as are the interval, the target and the region.
  public let estimate: Double?
  /// At the level that decided, so that it shows the ruling: inside the region, outside it, or across a bound.
  public let interval: ConfidenceInterval?
  public let target: Double?
  /// The target with its margin; a bound may be infinite.
  public let region: ClosedRange<Double>?
  /// Replicates of a statistical claim, samples of a deterministic one.
  public let count: Int
  /// What is counted: "replicate".
  public let unit: String
  /// The share of the run's error rate at which it was decided (Holm); nil for a deterministic claim.
  public let adjustedLevel: Double?
  /// How many replicates would probably decide an inconclusive claim, if estimate and spread stay what they are.
  public let replicatesNeeded: Int?
  /// What was seen, in words: the samples of a deterministic claim, why nothing can be told, the fit behind a slope.
  public let reason: String?

  public var expectation: Claim.Expectation { claim.expectation }
  public var isExpected: Bool { expectation.isMet(by: ruling) }

  /// "xavier-halves-relu (width 256)".
  public var title: String { slice.isEmpty ? claim.name : "\(claim.name) (\(slice))" }

  /// The numbers in one line, rounded to four significant digits:
  /// `slope -0.6925, 99.8% interval -0.7012 to -0.6838, claimed -0.6931 (-0.7231 to -0.6631), 32 replicates`.
  public var summary: String {
    guard let quantity, let estimate, let interval, let target, let region else { return reason ?? "" }
    let text = RoundedNumber.text
    let claimed =
      switch (region.lowerBound.isFinite, region.upperBound.isFinite) {
      case (true, false): "claimed at least \(text(region.lowerBound, 4))"
      case (false, true): "claimed at most \(text(region.upperBound, 4))"
      default: "claimed \(text(target, 4)) (\(text(region.lowerBound, 4)) to \(text(region.upperBound, 4)))"
      }
    var parts = [
      "\(quantity) \(text(estimate, 4))",
      "\(RoundedNumber.percent(interval.level)) interval \(text(interval.low, 4)) to \(text(interval.high, 4))", claimed,
      counted(count, unit),
    ]
    if let replicatesNeeded { parts.append("about \(text(Double(replicatesNeeded), 2)) would decide") }
    return parts.joined(separator: ", ") + (reason.map { "; \($0)" } ?? "")
  }

  /// The command that repeats it among the same studies: the correction for many tests, and so the verdict, is that of the whole run.
  public func command(among studies: [String]) -> String {
    let claim = study.isEmpty ? claim.name : "\(study)/\(claim.name)"
    return (["ravine", "verify"] + studies + ["--claim", claim]).joined(separator: " ")
  }

  /// Whether `--claim` means it: by its name, or by its study's and its own.
  public func isCalled(_ name: String) -> Bool { name == claim.name || name == "\(study)/\(claim.name)" }
}
