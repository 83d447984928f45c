import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// Every sample stays on its side of a bound: of ≤ atMost (1 + tolerance), or atLeast ≤ of (1 + tolerance).
///
/// That a bound was never crossed in N replicates says that fewer than 3/N of them cross it (the rule of three), and says nothing at all when
/// the bound is far off: so both are printed, with the median of smaller side/greater side, 1 for a bound that is met.
public struct Bound: ClaimKind {
  public static let name = "bound"
  public static let summary = "every sample: of <= atMost * (1 + tolerance), or of >= atLeast likewise"
  public static let basis = Basis.samples

  var of = Formula.unset
  var atMost: Formula?
  var atLeast: Formula?
  var tolerance = 0.0
  var maximumSlack: Double?

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the value of a sample", isRequired: true),
      Setting("atMost", \.atMost, "the upper bound; this or atLeast"),
      Setting("atLeast", \.atLeast, "the lower bound"),
      Setting("tolerance", \.tolerance, "the share of the greater side by which rounding may cross the bound", .atLeast(0)),
      Setting(
        "maximumSlack", \.maximumSlack,
        "how many times the greater side may exceed the smaller in the median: beyond it the bound says too little",
        Rule("a number of at least 1", ["minimum": 1]) { ($0 ?? 1) >= 1 }),
    ]
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    if (atMost == nil) == (atLeast == nil) {
      problems.report("a bound has either 'atMost' or 'atLeast'\(atMost == nil ? "" : ", not both")", at: location)
    }
  }

  private var limit: Formula { atMost ?? atLeast ?? .unset }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    scope.checkSamples([of, limit], outline, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try scope.evidence([of, limit], frame, outline) { group in
      guard let slice = group.slice else { return try .unsampled(group) }
      return .deterministic(compare(slice, group.silentDivergences))
    }
  }

  private func compare(_ slice: Slice, _ lost: Int) -> SampleCheck {
    let (values, limits) = (slice.columns[0], slice.columns[1])
    var failures = lost
    var slacks: [Double] = []
    var worst = (row: 0, excess: -Double.infinity)
    for row in values.indices {
      let (smaller, greater) = atMost != nil ? (values[row], limits[row]) : (limits[row], values[row])
      // A value that is not finite is a divergence, even below an infinite bound.
      let isSound = values[row].isFinite && !limits[row].isNaN
      let tolerated = greater.isFinite ? greater + tolerance * abs(greater) : greater
      if !(isSound && smaller <= tolerated) { failures += 1 }
      slacks.append(smaller == greater ? 1 : smaller >= 0 && greater > 0 ? smaller / greater : .nan)
      let excess = isSound ? Self.excess(smaller, greater) : .infinity
      if excess > worst.excess { worst = (row, excess) }
    }
    let origin = slice.origin(worst.row)
    let count = values.count + lost
    let slack = Sample(slacks).median
    var parts: [String] = []
    let (value, limit) = (RoundedNumber.text(values[worst.row]), RoundedNumber.text(limits[worst.row]))
    if failures > 0 {
      parts.append("\(failures) of \(counted(count, "sample")) beyond the bound\(divergences(lost))")
      if failures > lost { parts.append("the worst \(value) for \(limit) at \(origin)") }
    } else {
      // Samples of one replicate share its draws: only replicates are independent.
      let replicates = Set(slice.replicates).count
      let rarity = RoundedNumber.text(100 * ruleOfThree(trials: replicates), digits: 3) + "%"
      let bound = replicates > 1 ? " (fewer than \(rarity) of replicates break it)" : ""
      parts.append("\(counted(count, "sample")) within the bound\(bound)")
      parts.append("nearest \(value) for \(limit) at \(origin)")
    }
    let isVacuous = maximumSlack.map { !(slack >= 1 / $0) } ?? false
    // Of values on both sides of 0 there is none.
    if !slack.isNaN { parts.append("median slack \(RoundedNumber.text(slack)) (1 is tight)") }
    if isVacuous, let maximumSlack {
      parts.append("which says too little: it should be 1/\(RoundedNumber.text(maximumSlack)) or more")
    }
    return SampleCheck(
      holds: failures == 0 && !isVacuous, count: count, failures: failures, worst: origin,
      sentence: parts.joined(separator: "; "))
  }

  /// How far beyond the bound, in units of the greater side.
  private static func excess(_ smaller: Double, _ greater: Double) -> Double {
    if smaller == greater { return 0 }
    if greater.isInfinite || smaller.isInfinite { return smaller < greater ? -.infinity : .infinity }
    return (smaller - greater) / abs(greater)
  }
}
