import Statistics

/// What pilot replicates say of a claim's statistic, without a verdict: where it lies, how it spreads, how many replicates would be enough.
///
/// Pilot replicates draw from streams of their own, so that a design may follow from them and the replicates that judge it know nothing of it.
public struct Outlook: Sendable {
  public let finding: Finding
  /// How many replicates the study has; nil where the claim is not a test over replicates.
  public let planned: Int?
  /// The share of the error rate at which the first of all claims is decided (Holm's first step).
  public let level: Double
  /// How many replicates support the claim with the power asked for, if what it says is true (about a value: if the truth is the target; at
  /// least or most: if it is what the pilot estimates); refute one that is expected to fail, if the truth is what the pilot estimates. Nil where
  /// that cannot be told.
  public let needed: Int?

  /// Whether the planned replicates are enough; nil where that cannot be told.
  public var isEnough: Bool? {
    guard let needed, let planned else { return nil }
    return needed <= planned
  }

  /// "slope -0.6925, standard deviation 0.034 over 16 pilot replicates"; the reason where nothing can be told.
  public var sentence: String {
    let text = RoundedNumber.text
    switch finding.evidence {
    case .statistical(let measured):
      let test = measured.test
      var spread = ""
      if let test = test as? EquivalenceTest {
        let scale = measured.scale == .logarithmic ? " of the logarithm" : ""
        spread = ", standard deviation\(scale) \(text(test.standardDeviation, 3))"
      }
      let counted = counted(test.count, "pilot \(measured.unit)")
      return "\(measured.quantity) \(text(measured.shown(test.estimate), 4))\(spread), \(counted)"
    case .deterministic(let check): return "\(counted(check.count, "pilot sample")), each looked at by itself"
    case .none(let reason): return "nothing can be told: \(reason)"
    case .quoted: return "quoted"
    }
  }
}

extension Outlook {
  /// The outlooks of pilot findings.
  ///
  /// - Parameters:
  ///   - planned: how many replicates each finding's experiment has.
  ///   - family: among how many statistical findings each will be judged.
  public static func of(
    _ findings: [(finding: Finding, planned: Int)], family: Int, level: Double = 0.05, power: Double = 0.95
  ) -> [Outlook] {
    let first = level / Double(max(family, 1))
    return findings.map { finding, planned in
      guard case .statistical(let measured) = finding.evidence else {
        return Outlook(finding: finding, planned: finding.isStatistical ? planned : nil, level: first, needed: nil)
      }
      let test = measured.test
      let needed: Int?
      if finding.claim.expectation == .fails {
        needed = test.region.contains(test.estimate) ? nil : try? test.replicatesToDecide(level: first, power: power)
      } else {
        needed = try? test.replicatesToSupport(level: first, power: power)
      }
      // Values are counted where a replicate has many: as many replicates as hold them.
      return Outlook(finding: finding, planned: measured.unit == "replicate" ? planned : nil, level: first, needed: needed)
    }
  }
}
