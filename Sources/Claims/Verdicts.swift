import Statistics

/// The verdicts of a whole run.
///
/// Sixty claims at 5% each would give a false one almost surely. So Holm's procedure shares the level among all statistical findings, once for
/// "supported" and once for "refuted"; a finding of which nothing could be told counts with them, because how many claims a run makes is fixed
/// by its manifests and not by its results. Deterministic findings carry no share.
public enum Verdicts {
  /// Decides all findings of a run together, in their order.
  ///
  /// To look at one claim alone still judge the whole run and pick its verdict: with a smaller family the level, and so the ruling, would be
  /// another. `level` lies strictly between 0 and 1 (precondition).
  public static func decide(_ findings: [Finding], level: Double = 0.05) -> [Verdict] {
    precondition(level > 0 && level < 1, "a level of \(level)")
    let family = findings.indices.filter { findings[$0].isStatistical }
    let supported = judgements(family.map { findings[$0].test?.supportedP ?? 1 }, level)
    let refuted = judgements(family.map { findings[$0].test?.refutedP ?? 1 }, level)
    let place = Dictionary(uniqueKeysWithValues: family.enumerated().map { ($1, $0) })
    return findings.indices.map { index in
      switch findings[index].evidence {
      case .statistical(let measured):
        guard let member = place[index] else { preconditionFailure("statistical evidence of a deterministic claim") }
        return Verdict(findings[index], measured, supported[member], refuted[member])
      case .deterministic(let check):
        return Verdict(findings[index], check.holds ? .supported : .refuted, count: check.count, reason: check.sentence)
      case .none(let reason):
        return Verdict(
          findings[index], .inconclusive, count: 0, level: place[index].map { supported[$0].level }, reason: reason)
      case .quoted(let text): return Verdict(findings[index], .cited, count: 0, reason: "cited, not reproduced: \(text)")
      }
    }
  }

  private static func judgements(_ p: [Double], _ level: Double) -> [Holm.Judgement] {
    guard let holm = try? Holm(p, level: level) else { preconditionFailure("a level of \(level)") }
    return holm.judgements
  }
}

extension Finding {
  fileprivate var test: (any RegionTest)? { if case .statistical(let measured) = evidence { measured.test } else { nil } }
}

extension Verdict {
  fileprivate init(_ finding: Finding, _ ruling: Ruling, count: Int, level: Double? = nil, reason: String?) {
    study = finding.study
    claim = finding.claim
    slice = finding.slice
    self.ruling = ruling
    (quantity, estimate, interval, target, region, replicatesNeeded) = (nil, nil, nil, nil, nil, nil)
    self.count = count
    unit = "sample"
    adjustedLevel = level
    self.reason = reason
  }

  fileprivate init(_ finding: Finding, _ measured: Measured, _ supported: Holm.Judgement, _ refuted: Holm.Judgement) {
    let test = measured.test
    study = finding.study
    claim = finding.claim
    slice = finding.slice
    let interval: ConfidenceInterval
    var needed: Int?
    if supported.isRejected {
      (ruling, adjustedLevel) = (.supported, supported.level)
      interval = test.supportInterval(at: supported.level)
    } else if refuted.isRejected {
      (ruling, adjustedLevel) = (.refuted, refuted.level)
      interval = test.refutationInterval(at: refuted.level)
    } else {
      ruling = .inconclusive
      let level = min(supported.level, refuted.level)
      adjustedLevel = level
      // The wider of the two: it is not inside the region, because the one that could support is not, and it meets the region, because the
      // one that could refute does.
      interval = test.interval(tail: min(supported.level, refuted.level / Double(test.region.sides)))
      if let count = try? test.replicatesToDecide(level: level, power: 0.95), count < 1_000_000_000 {
        needed = max(count, test.count + 1)
      }
    }
    quantity = measured.quantity
    estimate = measured.shown(test.estimate)
    self.interval = ConfidenceInterval(
      estimate: measured.shown(interval.estimate), low: measured.shown(interval.low), high: measured.shown(interval.high),
      level: interval.level)
    target = measured.target
    // A missing bound stays missing: exp(-inf) would be a bound of 0.
    func bound(_ value: Double) -> Double { value.isFinite ? measured.shown(value) : value }
    region = bound(test.region.low)...bound(test.region.high)
    count = test.count
    unit = measured.unit
    replicatesNeeded = needed
    reason = measured.details
  }
}
