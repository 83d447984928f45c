import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// The share of replicates that have a property: exact binomial tests, with Clopper and Pearson's interval.
///
/// ```json
/// { "kind": "proportion", "of": "accuracy >= 0.9", "relation": "atLeast", "value": 0.8 }
/// { "kind": "proportion", "of": "diverged", "relation": "about", "value": 0.5, "margin": 0.2 }
/// ```
/// A replicate that diverged before it gave a reading has no property but `diverged`.
public struct Proportion: ClaimKind {
  public static let name = "proportion"
  public static let summary = "the share of replicates with a property is at least, at most or about a value"
  public static let basis = Basis.replicates

  var of = Formula.unset
  var relation = Relation.about
  var value = Formula.unset
  var margin: Margin?

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the property: a condition, or diverged", isRequired: true),
      Setting("relation", \.relation, "how the share compares with the value", isRequired: true),
      Setting("value", \.value, "what the share is compared with, from 0 to 1", isRequired: true),
      Setting("margin", \.margin, "how far from the value still agrees, for about"),
    ]
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    relation.validate(margin, "a proportion", at: location, &problems)
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    scope.checkPoints(of, outline, &problems)
    scope.checkTarget(value, outline, &problems)
    guard let value = value.constant, value.isFinite, let region = try? relation.region(value, margin, .linear) else { return }
    if !(0...1).contains(value) {
      problems.report("a share lies from 0 to 1, not at \(RoundedNumber.text(value))", at: self.value.location)
    } else if region.low <= 0 && region.high >= 1 {
      problems.report("every share satisfies this", at: margin?.location ?? self.value.location)
    }
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try scope.evidence([of], frame, outline) { group in
      let values = try group.valuePerReplicate(of.expression.text, keepingDivergences: true)
      let value = try group.target(value)
      guard (0...1).contains(value) else { throw Undecidable("the value is \(RoundedNumber.text(value)), which is no share") }
      let count = values.count { !$0.isNaN && $0 != 0 }
      let test = try ProportionTest(successes: count, of: values.count, in: relation.region(value, margin, .linear))
      let lost = values.count { $0.isNaN }
      let details = lost > 0 ? "; \(lost) that diverged without a reading count as without" : ""
      return .statistical(
        Measured(
          "share of replicates", test, target: value,
          details: "\(count) of \(values.count) have the property '\(of.expression.text)'\(details)"))
    }
  }
}
