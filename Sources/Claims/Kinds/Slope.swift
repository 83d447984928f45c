import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// The slope of a replicate's curve: a slope a replicate, then two one-sided t tests on their mean.
///
/// Points of one curve are no samples: a moment is a random walk over layers, and an interval over pooled points covers less than half as often
/// as it says. For such a walk the endpoints' slope has the least variance; least squares has 1.2 times that, and sees the whole curve.
public struct Slope: ClaimKind {
  public static let name = "slope"
  public static let summary = "the mean over replicates of the slope of `of` along x lies in target ± margin"
  public static let basis = Basis.replicates

  enum Estimator: String, Keyword { case leastSquares, endpoints }

  var of = Formula.unset
  var along = Formula.unset
  var drop = Drop()
  var estimator = Estimator.leastSquares
  var target = Formula.unset
  var margin = Margin.standard

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the height of a point, log(activationMoment) for a rate", isRequired: true),
      Setting("along", \.along, "its place, layer or log(layer)", isRequired: true),
      Setting("drop", \.drop, "how many points at the start and at the end are left out"),
      Setting("estimator", \.estimator, "the line through all points, or from the first to the last"),
      Setting("target", \.target, "the slope that it should have", isRequired: true),
      Setting("margin", \.margin, "how far off still agrees", isRequired: true),
    ]
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    scope.checkPoints(of, along: along, outline, &problems)
    scope.check(drop, leaving: 2, along: along, outline, &problems)
    scope.checkTarget(target, outline, &problems)
    margin.check(around: target, .linear, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try scope.evidence([of, along], frame, outline) { group in
      let curves = try group.curves(drop: drop, atLeast: 2)
      let target = try group.target(target)
      let test = try EquivalenceTest(curves.map(slope), in: margin.region(around: target))
      let points = curves.first.map { "\(counted($0.x.count, "point")) from \(RoundedNumber.text($0.x[0]))" } ?? ""
      let end = curves.first?.x.last.map { " to \(RoundedNumber.text($0))" } ?? ""
      return .statistical(Measured("slope", test, target: target, details: points + end))
    }
  }

  private func slope(of curve: SliceGroup.Curve) throws -> Double {
    switch estimator {
    case .leastSquares: return try Line(x: curve.x, y: curve.y).slope
    case .endpoints:
      let end = curve.x.count - 1
      return (curve.y[end] - curve.y[0]) / (curve.x[end] - curve.x[0])
    }
  }
}
