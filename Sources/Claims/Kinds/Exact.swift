import Catalogues
import Documents
import Expressions
import Records
import Selections

/// Every sample agrees with its target: |of - target| ≤ absoluteTolerance + relativeTolerance · |target|. NaN and infinities never agree.
///
/// ```json
/// { "kind": "exact", "of": "gradient", "target": "0.25 ^ depth", "relativeTolerance": 1e-12 }
/// ```
public struct Exact: ClaimKind {
  public static let name = "exact"
  public static let summary = "every sample: |of - target| <= absoluteTolerance + relativeTolerance * |target|"
  public static let basis = Basis.samples

  var of = Formula.unset
  var target = Formula.unset
  var relativeTolerance = 0.0
  var absoluteTolerance = 0.0

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the value of a sample", isRequired: true),
      Setting("target", \.target, "what it should be; may name whatever `of` may", isRequired: true),
      Setting("relativeTolerance", \.relativeTolerance, "the tolerance as a share of the target", .atLeast(0)),
      Setting("absoluteTolerance", \.absoluteTolerance, "the tolerance in the value's own units", .atLeast(0)),
    ]
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    scope.checkSamples([of, target], outline, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try scope.evidence([of, target], frame, outline) { group in
      guard let slice = group.slice else { return try .unsampled(group) }
      return .deterministic(compare(slice, group.silentDivergences))
    }
  }

  private func compare(_ slice: Slice, _ lost: Int) -> SampleCheck {
    let (values, targets) = (slice.columns[0], slice.columns[1])
    var failures = lost
    // By the share of the tolerance that a sample uses; where there is none to use, by the error.
    var worst = (row: 0, share: -1.0, error: -1.0)
    for row in values.indices {
      let error = abs(values[row] - targets[row])
      let tolerance = absoluteTolerance + relativeTolerance * abs(targets[row])
      let agrees = values[row].isFinite && targets[row].isFinite && error <= tolerance
      if !agrees { failures += 1 }
      let share = error.isNaN || !error.isFinite ? .infinity : error == 0 ? 0 : error / tolerance
      if (share, error.isNaN ? .infinity : error) > (worst.share, worst.error) {
        worst = (row, share, error.isNaN ? .infinity : error)
      }
    }
    let origin = slice.origin(worst.row)
    let (value, target) = (values[worst.row], targets[worst.row])
    let error = abs(value - target)
    let isRelative = relativeTolerance > 0 && target != 0
    let size = RoundedNumber.text(isRelative ? error / abs(target) : error) + (isRelative ? " relative" : "")
    let count = values.count + lost
    let agreeing = "\(counted(values.count, "sample")) \(values.count == 1 ? "agrees" : "agree")"
    let sentence: String
    if failures > lost {
      let verb = failures == 1 ? "differs" : "differ"
      let instead = "\(RoundedNumber.text(value)) for \(RoundedNumber.text(target))"
      sentence = "\(failures) of \(counted(count, "sample")) \(verb), at worst by \(size) (\(instead)) at \(origin)"
    } else if worst.error == 0 {
      sentence = "\(agreeing) to the last bit"
    } else {
      sentence = "\(agreeing), largest error \(size) at \(origin)"
    }
    return SampleCheck(
      holds: failures == 0, count: count, failures: failures, worst: origin, sentence: sentence + divergences(lost))
  }
}

extension Evidence {
  /// Of no sample at all: a failure where the cells diverged, otherwise nothing.
  static func unsampled(_ group: SliceGroup) throws -> Evidence {
    let lost = group.silentDivergences
    guard lost > 0 else { throw group.nothingSelected }
    return .deterministic(
      SampleCheck(holds: false, count: lost, failures: lost, worst: nil, sentence: "no sample" + divergences(lost)))
  }
}

func divergences(_ count: Int) -> String { count == 0 ? "" : "; \(counted(count, "cell")) diverged before giving one" }

func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
