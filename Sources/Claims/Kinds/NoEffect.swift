import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// Something makes no difference, to within a margin: two one-sided tests of the paired contrast of two arms. That no difference was found says
/// nothing; this shows that there is none worth the margin.
///
/// ```json
/// { "kind": "null", "of": "firstLayerGradient", "with": {"clipping": "on"}, "without": {"clipping": "off"}, "margin": {"relative": 0.1} }
/// ```
public struct NoEffect: ClaimKind {
  public static let name = "null"
  public static let summary = "an arm's value is that of another to within a margin: what is changed does not help"
  public static let basis = Basis.replicates

  var of = Formula.unset
  var with = Filter()
  var without = Filter()
  var scale = Scale.log
  var center = Center.mean
  var margin = Margin.standard

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the value of a replicate", isRequired: true),
      Setting("with", \.with, "the arm that has it, besides the levels in where", isRequired: true),
      Setting("without", \.without, "the arm that has not", isRequired: true),
      Setting("scale", \.scale, "what no effect is: a ratio of 1, or on the linear scale a difference of 0"),
      Setting("summary", \.center, "how the replicates' contrasts become one: \(Center.setting)"),
      Setting(
        "margin", \.margin, "what still counts as none; relative, or in natural logarithms, on the log scale", isRequired: true),
    ]
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    if with.json == without.json { problems.report("'with' and 'without' select the same", at: location) }
    margin.checkContrast(scale, &problems)
  }

  private var arms: Arms { Arms([("with", with), ("without", without)]) }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    arms.check(of, scope, outline, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try arms.evidence(of, scope, frame, outline) { groups in
      let values = try arms.values(groups, of: of.expression.text, keepingDivergences: center == .median)
      for list in values { try Fluctuation.check(list, of, outline, center, scale) }
      let contrasts = try center.contrast(values[0], values[1], scale)
      let quantity = "\(center.name(scale)) \(scale == .log ? "ratio" : "difference")"
      let test = try center.test(contrasts, in: margin.contrastRegion(scale))
      return .statistical(
        Measured(quantity, test, scale: scale == .log ? .logarithmic : .linear, target: scale == .log ? 1 : 0))
    }
  }
}
