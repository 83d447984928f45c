import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// The mean over replicates lies within a margin of a target: two one-sided t tests on a value a replicate.
///
/// On the log scale it is the geometric mean: the tests are done on ln of. The two means differ by the fluctuation (by half its variance for a
/// log-normal quantity), so a theory of one must not be held against the other.
public struct Equals: ClaimKind {
  public static let name = "equals"
  public static let summary = "the mean (on the log scale, the geometric mean) over replicates lies in target ± margin"
  public static let isStatistical = true

  enum Scale: String, Keyword { case linear, log }

  var of = Formula.unset
  var scale = Scale.linear
  var target = Formula.unset
  var margin = Margin.relative(0.05)

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the value of a replicate", isRequired: true),
      Setting("scale", \.scale, "where the mean is taken: of the values, or of their natural logarithms"),
      Setting("target", \.target, "the value that it should have, in the units of `of` on either scale", isRequired: true),
      Setting(
        "margin", \.margin, "how far off still agrees; on the log scale a plain number counts in natural logarithms",
        isRequired: true),
    ]
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    scope.checkPoints(of, outline, &problems)
    scope.checkTarget(target, outline, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try scope.evidence([of], frame, outline) { group in
      let values = try group.valuePerReplicate(of.expression.text)
      let target = try group.target(target)
      switch scale {
      case .linear:
        let test = try EquivalenceTest(values, in: margin.region(around: target))
        return .statistical(Measured("mean", test, target: target))
      case .log:
        let test = try EquivalenceTest(logarithms(of: values), in: margin.logarithmicRegion(around: target))
        return .statistical(Measured("geometric mean", test, scale: .logarithmic, target: target))
      }
    }
  }
}
