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
  public static let isStatistical = true

  enum Relation: String, Keyword { case atLeast, atMost, about }

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
    if relation == .about && margin == nil {
      problems.report("a ratio that is 'about' a value needs 'margin': \(Margin.expectation)", at: location)
    }
    if relation != .about && margin != nil {
      problems.report("a ratio that is '\(relation.rawValue)' a value has no 'margin': say it in the value", at: location)
    }
    if numerator.json == denominator.json { problems.report("'numerator' and 'denominator' select the same", at: location) }
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    for (name, arm) in [("numerator", numerator), ("denominator", denominator)] {
      for term in arm.terms {
        if scope.filter.term(for: term.name.text) != nil {
          problems.report("'\(term.name.text)' is fixed in 'where' and again in '\(name)'", at: term.name.location)
        }
        if scope.by.contains(term.name) {
          problems.report(
            "'\(term.name.text)' is in 'by' and again in '\(name)': a verdict compares two levels of it", at: term.name.location)
        }
      }
      scope.checkPoints(of, arm: arm, outline, &problems)
    }
    scope.checkTarget(value, outline, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    let above = try scope.query([of], arm: numerator).groups(of: frame, outline)
    let below = try scope.query([of], arm: denominator).groups(of: frame, outline)
    let partners = Dictionary(below.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    let alone = Set(partners.keys).subtracting(above.map(\.label))
    return above.map { group in
      SliceEvidence(slice: group.label, evidence: Evidence { try compare(group, partners[group.label]) })
    }
      + below.filter { alone.contains($0.label) }.map { group in
        SliceEvidence(slice: group.label, evidence: .none(reason: "the numerator selects no cell here"))
      }
  }

  private func compare(_ above: SliceGroup, _ below: SliceGroup?) throws -> Evidence {
    guard let below else { throw Undecidable("the denominator selects no cell here") }
    let name = of.expression.text
    let a = try arm("numerator") { try above.valuePerReplicate(name) }
    let b = try arm("denominator") { try below.valuePerReplicate(name) }
    guard above.replicates == below.replicates else {
      throw Undecidable("the two arms have different replicates, so they make no pairs")
    }
    let value = try above.target(value)
    guard value > 0 else { throw Undecidable("the value is \(RoundedNumber.text(value)), and a ratio is above 0") }
    let region: TargetRegion =
      switch relation {
      case .atLeast: try .atLeast(ln(value))
      case .atMost: try .atMost(ln(value))
      case .about: try (margin ?? .relative(0.05)).logarithmicRegion(around: value)
      }
    let test = try EquivalenceTest(logRatios(a, to: b), in: region)
    return .statistical(Measured("ratio", test, scale: .logarithmic, target: value))
  }

  private func arm(_ name: String, _ body: () throws -> [Double]) throws -> [Double] {
    do {
      return try body()
    } catch {
      throw Undecidable("the \(name): \(error)")
    }
  }
}
