import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// A curve first reaches a level within a margin of a place: a place a replicate, on straight lines between the points, then tests over the
/// replicates.
///
/// ```json
/// { "kind": "crossing", "of": "loss", "along": "step", "level": 0.1, "target": 400, "margin": {"relative": 0.2}, "summary": "median" }
/// ```
/// A replicate that never gets there leaves the mean open; under the median it lies beyond the curve's end. In an experiment of one replicate the
/// place itself is held against the target.
public struct LevelCrossing: ClaimKind {
  public static let name = "crossing"
  public static let summary = "the place along x at which `of` first reaches a level lies in target ± margin"
  public static let basis = Basis.replicatesOrOne

  var of = Formula.unset
  var along = Formula.unset
  var drop = Drop()
  var level = Formula.unset
  var target = Formula.unset
  var margin = Margin.standard
  var scale = Scale.linear
  var center = Center.mean

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the height of a point", isRequired: true),
      Setting("along", \.along, "its place: step, depth, log(width)", isRequired: true),
      Setting("drop", \.drop, "how many points at the start and at the end are left out"),
      Setting("level", \.level, "the height that is reached, from above or from below", isRequired: true),
      Setting("target", \.target, "the place at which it should be reached, in the units of along", isRequired: true),
      Setting(
        "margin", \.margin, "how far off still agrees; on the log scale a plain number counts in natural logarithms",
        isRequired: true),
      Setting("scale", \.scale, "where places are averaged: themselves, or their natural logarithms"),
      Setting("summary", \.center, "how the replicates' places become one: \(Center.setting)"),
    ]
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    scope.checkPoints(of, along: along, outline, &problems)
    scope.check(drop, leaving: 2, along: along, outline, &problems)
    scope.checkTarget(level, outline, &problems)
    scope.checkTarget(target, outline, &problems)
    margin.check(around: target, scale, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try scope.evidence([of, along], frame, outline) { group in
      let (level, target) = (try group.target(level), try group.target(target))
      let isAlone = outline.replicates < 2
      let curves = try group.curves(drop: drop, atLeast: 2, keepingDivergences: center == .median && !isAlone)
      let crossings = curves.map { Crossing(x: $0.x, y: $0.y, level: level) }
      let missing = crossings.count { $0.place == nil }
      let height = RoundedNumber.text(level)
      if isAlone { return try .deterministic(single(crossings, height, target)) }
      guard missing == 0 || center == .median else {
        throw Undecidable("\(missing) of \(counted(curves.count, "replicate")) never reach \(height)")
      }
      let end =
        try scale == .log ? exponential(margin.logarithmicRegion(around: target).high) : margin.region(around: target).high
      let places = zip(crossings, curves).map { crossing, curve -> Double in
        // What has not crossed lies beyond the curve's end, and so beyond the region where that ends before the curve.
        crossing.place ?? (curve.isWhole && end <= curve.x.last ?? -.infinity ? .infinity : .nan)
      }
      let often = crossings.count { $0.changes > 1 }
      let details = [
        missing > 0 ? "\(missing) never reach \(height)" : nil,
        often > 0 ? "\(often) cross it more than once: the first counts" : nil,
      ].compactMap(\.self).joined(separator: "; ")
      return .statistical(
        try center.measured(
          places, scale, "place", target: target, margin: margin, details: details.isEmpty ? nil : details))
    }
  }

  /// The one curve of an experiment without replicates.
  private func single(_ crossings: [Crossing], _ height: String, _ target: Double) throws -> SampleCheck {
    let region = try scale == .log ? margin.logarithmicRegion(around: target) : margin.region(around: target)
    let place = crossings.first?.place
    let found = place.map { scale == .log ? ln($0) : $0 }
    let ends = [region.low, region.high].map { RoundedNumber.text(scale == .log ? exponential($0) : $0) }
    let seen = place.map { "reaches \(height) at \(RoundedNumber.text($0))" } ?? "never reaches \(height)"
    let holds = found.map(region.contains) ?? false
    return SampleCheck(
      holds: holds, count: 1, failures: holds ? 0 : 1, worst: nil,
      sentence: "\(seen), claimed \(RoundedNumber.text(target)) (\(ends[0]) to \(ends[1]))")
  }
}
