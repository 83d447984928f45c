import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// A quantity rises (or falls) from arm to arm, each time by at least a margin: a one-sided test of every step, paired by replicate, of which all
/// must hold.
///
/// ```json
/// { "kind": "order", "of": "finalLoss", "arms": [{"optimizer": "momentum"}, {"optimizer": "plain"}], "scale": "log", "margin": {"relative": 0.1} }
/// { "kind": "order", "of": "gradientMoment", "along": "width", "direction": "falling", "margin": 0.01 }
/// ```
/// Beside the verdict stands how many replicates have the whole order, the probability of superiority where two arms are compared.
public struct Order: ClaimKind {
  public static let name = "order"
  public static let summary = "from arm to arm, or along a factor, the value rises or falls by at least a margin"
  public static let basis = Basis.replicates

  enum Direction: String, Keyword { case rising, falling }

  var of = Formula.unset
  var arms: [Filter] = []
  var along: Name?
  var direction = Direction.rising
  var scale = Scale.linear
  var center = Center.mean
  var margin = Margin.standard

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the value of a replicate", isRequired: true),
      Setting("arms", \.arms, "which levels are compared, besides those in where, in the order that is claimed; or along"),
      Setting("along", \.along, "the factor along whose levels, as the manifest orders them, the value goes"),
      Setting("direction", \.direction, "which way it goes"),
      Setting("scale", \.scale, "what a step is: a difference, or on the log scale a ratio"),
      Setting("summary", \.center, "how the replicates' steps become one: \(Center.setting)"),
      Setting("margin", \.margin, "by how much at least; relative, or in natural logarithms, on the log scale", isRequired: true),
    ]
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    if arms.isEmpty == (along == nil) {
      problems.report("an order has either 'arms' or 'along'\(along == nil ? "" : ", not both")", at: location)
    }
    if arms.count == 1 { problems.report("an order has two arms or more", at: location) }
    for (index, arm) in arms.enumerated() where arms.prefix(index).contains(where: { $0.json == arm.json }) {
      problems.report("two of the 'arms' select the same", at: arm.terms.first?.name.location ?? location)
    }
    margin.checkStep(scale, &problems)
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    if let along {
      guard let factor = outline.factor(named: along.text) else {
        let known = outline.factors.map(\.name)
        problems.report("no factor is called '\(along.text)'.\(nameHint(for: along.text, among: known))", at: along.location)
        return
      }
      if scope.by.contains(along) {
        problems.report("'\(along.text)' is in 'by' and again in 'along': a verdict compares its levels", at: along.location)
        return
      }
      if levels(of: factor, scope).count < 2 {
        problems.report("'\(along.text)' has one level here, and an order needs two", at: along.location)
        return
      }
      arms(scope, outline).check(of, scope.without(along.text), outline, &problems)
    } else {
      arms(scope, outline).check(of, scope, outline, &problems)
    }
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    let arms = arms(scope, outline)
    let scope = along.map { scope.without($0.text) } ?? scope
    return try arms.evidence(of, scope, frame, outline) { groups in
      let values = try arms.values(groups, of: of.expression.text, keepingDivergences: center == .median)
      for list in values { try Fluctuation.check(list, of, outline, center, scale) }
      let region = try margin.leastStep(scale)
      let steps = try zip(values, values.dropFirst()).map { lower, upper in
        try direction == .rising ? center.contrast(upper, lower, scale) : center.contrast(lower, upper, scale)
      }
      let test = try LeastTest(steps.map { try center.test($0, in: region) })
      let (low, high) = (arms.list[test.weakest].name, arms.list[test.weakest + 1].name)
      let weakest = steps.count > 1 ? "from \(low) to \(high); " : ""
      let contrast = scale == .log ? "ratio" : "difference"
      let bound = scale == .log ? exponential(region.low) : region.low
      return .statistical(
        Measured(
          "\(steps.count > 1 ? "least " : "")\(center.name(scale)) \(contrast)", test,
          scale: scale == .log ? .logarithmic : .linear, target: bound, details: weakest + (try superiority(steps))))
    }
  }

  /// "31 of 32 replicates in order (83.8% to 99.92%)": the interval is Clopper and Pearson's, at 95%.
  private func superiority(_ steps: [[Double]]) throws -> String {
    let count = steps[0].count
    let ordered = (0..<count).count { replicate in steps.allSatisfy { $0[replicate] > 0 } }
    let interval = try ConfidenceInterval.proportion(successes: ordered, of: count, level: 0.95)
    let (low, high) = (RoundedNumber.text(100 * interval.low, digits: 3), RoundedNumber.text(100 * interval.high, digits: 3))
    return "\(ordered) of \(counted(count, "replicate")) in order (\(low)% to \(high)%)"
  }

  private func arms(_ scope: Scope, _ outline: Outline) -> Arms {
    guard let along, let factor = outline.factor(named: along.text) else { return Arms(arms) }
    return Arms(levels(of: factor, scope).map { Filter(along, is: $0) })
  }

  private func levels(of factor: Outline.Factor, _ scope: Scope) -> [Frame.Level] {
    factor.levels.filter { scope.filter.term(for: factor.name)?.accepts($0) ?? true }
  }
}
