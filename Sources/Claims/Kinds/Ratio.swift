import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// One arm's quantity over another's: t tests on ln(numerator/denominator), paired by replicate, as replicate k of every arm draws the same
/// random numbers.
///
/// ```json
/// { "kind": "ratio", "of": "gradientMoment", "numerator": {"initializer": "heNormal"}, "denominator": {"initializer": "heUniform"},
///   "relation": "about", "value": 1, "margin": {"relative": 0.05} }
/// ```
public struct Ratio: ClaimKind {
  public static let name = "ratio"
  public static let summary = "the geometric mean over replicates of numerator/denominator is at least, at most or about a value"
  public static let basis = Basis.replicates

  var of = Formula.unset
  var numerator = Filter()
  var denominator = Filter()
  var relation = Relation.about
  var value = Formula.unset
  var margin: Margin?
  var paired = true

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the value of a replicate, above 0", isRequired: true),
      Setting("numerator", \.numerator, "which levels are divided, besides those in where", isRequired: true),
      Setting("denominator", \.denominator, "by which they are divided", isRequired: true),
      Setting("relation", \.relation, "how the ratio compares with the value", isRequired: true),
      Setting("value", \.value, "what the ratio is compared with", isRequired: true),
      Setting("margin", \.margin, "how far from the value still agrees, for about; a plain number counts in natural logarithms"),
      Setting(
        "paired", \.paired, "replicate k of one arm is compared with replicate k of the other",
        Rule("true: replicates share their random numbers, so arms are compared in pairs", ["const": true]) { $0 }),
    ]
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    relation.validate(margin, "a ratio", at: location, &problems)
    if numerator.json == denominator.json { problems.report("'numerator' and 'denominator' select the same", at: location) }
  }

  private var arms: Arms { Arms([("numerator", numerator), ("denominator", denominator)]) }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    arms.check(of, scope, outline, &problems)
    scope.checkTarget(value, outline, &problems)
    margin?.check(around: value, .log, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try arms.evidence(of, scope, frame, outline) { groups in
      let values = try arms.values(groups, of: of.expression.text)
      let value = try groups[0].target(value)
      guard value > 0 else { throw Undecidable("the value is \(RoundedNumber.text(value)), and a ratio is above 0") }
      let test = try EquivalenceTest(logRatios(values[0], to: values[1]), in: relation.region(value, margin, .log))
      return .statistical(Measured("ratio", test, scale: .logarithmic, target: value))
    }
  }
}
