import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// The mean over replicates lies within a margin of a target: two one-sided t tests on a value a replicate.
///
/// On the log scale it is the geometric mean: the tests are done on ln of. The two means differ by the fluctuation (by half its variance for a
/// log-normal quantity), so a theory of one must not be held against the other. Of a quantity that fluctuates much the arithmetic mean is
/// refused; of one that may diverge or be infinite there is the median.
public struct Equals: ClaimKind {
  public static let name = "equals"
  public static let summary = "the mean (on the log scale, the geometric mean) over replicates lies in target ± margin"
  public static let basis = Basis.replicates

  var of = Formula.unset
  var scale = Scale.linear
  var center = Center.mean
  var target = Formula.unset
  var margin = Margin.standard

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the value of a replicate", isRequired: true),
      Setting("scale", \.scale, "where the mean is taken: of the values, or of their natural logarithms"),
      Setting("summary", \.center, "how the replicates become one value: \(Center.setting)"),
      Setting("target", \.target, "the value that it should have, in the units of `of` on either scale", isRequired: true),
      Setting(
        "margin", \.margin, "how far off still agrees; on the log scale a plain number counts in natural logarithms",
        isRequired: true),
    ]
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    scope.checkPoints(of, outline, &problems)
    scope.checkTarget(target, outline, &problems)
    margin.check(around: target, scale, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try scope.evidence([of], frame, outline) { group in
      let values = try group.valuePerReplicate(of.expression.text, keepingDivergences: center == .median)
      try Fluctuation.check(values, of, outline, center, scale)
      return .statistical(try center.measured(values, scale, target: try group.target(target), margin: margin))
    }
  }
}
