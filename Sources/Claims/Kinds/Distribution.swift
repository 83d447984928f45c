import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// A sample's distribution lies within a distance of a closed form, or of another sample's: Kolmogorov's distance with the band of Dvoretzky,
/// Kiefer and Wolfowitz.
///
/// ```json
/// { "kind": "dist", "of": "weight", "cdf": "normal.cdf(x, 0, sqrt(2 / 256))", "pooled": true, "maximumDistance": 0.05 }
/// { "kind": "dist", "of": "log(gradient)", "one": {"bias": "none"}, "other": {"bias": "zero"}, "maximumDistance": 0.2 }
/// ```
/// The band holds for independent values. A value a replicate is independent of the others; the values within a replicate are when the author knows
/// so and says `pooled`. Eigenvalues of one matrix are not: they keep their distances, and the band is wider than it need be.
public struct Distribution: ClaimKind {
  public static let name = "dist"
  public static let summary = "the distribution of a sample is that of a closed form, or of another sample, to within a distance"
  public static let basis = Basis.replicates

  var of = Formula.unset
  var cdf: Formula?
  var one: Filter?
  var other: Filter?
  var maximumDistance = 0.1
  var isPooled = false

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "a value of the sample", isRequired: true),
      Setting("cdf", \.cdf, "P(X <= x), an expression of x, nothing in it fitted to the sample; this, or one and other"),
      Setting("one", \.one, "which levels the sample has besides those in where"),
      Setting("other", \.other, "those of the sample that it is compared with"),
      Setting(
        "maximumDistance", \.maximumDistance, "how far the two distribution functions may lie apart at any value",
        Rule("a number above 0 and below 1", ["exclusiveMinimum": 0, "exclusiveMaximum": 1]) { $0 > 0 && $0 < 1 },
        isRequired: true),
      Setting(
        "pooled", \.isPooled,
        "all values of a replicate belong to the sample, which its author thereby calls independent; otherwise there is one"),
    ]
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    if (cdf == nil) == (one == nil && other == nil) {
      problems.report("a distribution is compared either with a 'cdf' or, as 'one', with an 'other'", at: location)
    } else if cdf == nil && (one == nil || other == nil) {
      problems.report("'one' and 'other' are compared: both are needed", at: location)
    } else if let one, one.json == other?.json {
      problems.report("'one' and 'other' select the same", at: location)
    }
  }

  private var arms: Arms? { one.flatMap { one in other.map { Arms([("one", one), ("other", $0)]) } } }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    arms?.checkLevels(scope, &problems)
    for arm in arms?.list.map(\.filter) ?? [Filter()] {
      if isPooled {
        scope.checkSamples([of], arm: arm, outline, &problems)
      } else {
        scope.checkPoints(of, arm: arm, outline, &problems)
      }
    }
    if let cdf { scope.checkTarget(cdf, outline, besides: ["x"], &problems) }
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    if let arms {
      return try arms.evidence(of, scope, frame, outline) { groups in
        let (a, b) = (try sample(groups[0]), try sample(groups[1]))
        return .statistical(measured(try DistanceTest(a, to: b, atMost: maximumDistance), counts: [a.count, b.count]))
      }
    }
    return try scope.evidence([of], frame, outline) { group in
      let sample = try sample(group)
      let cdf = try values(of: cdf ?? .unset, at: sample.values, in: group)
      var index = 0
      // In the order of the sample, as the distance asks for them.
      let test = try DistanceTest(
        sample,
        to: { _ in
          index += 1
          return cdf[index - 1]
        }, atMost: maximumDistance)
      return .statistical(measured(test, counts: [sample.count]))
    }
  }

  private func sample(_ group: SliceGroup) throws -> EmpiricalDistribution {
    try EmpiricalDistribution(
      isPooled ? group.samples() : group.valuePerReplicate(of.expression.text, allowingInfinity: true))
  }

  /// The distribution function at ascending values; throws where it is none.
  private func values(of cdf: Formula, at sample: [Double], in group: SliceGroup) throws -> [Double] {
    let values = try group.values(of: cdf, at: sample)
    for (index, value) in values.enumerated() where !((0...1).contains(value) && (index == 0 || value >= values[index - 1])) {
      let (x, y) = (RoundedNumber.text(sample[index]), RoundedNumber.text(value))
      let fault = (0...1).contains(value) ? "falls to \(y)" : "is \(y)"
      throw Undecidable("the 'cdf' \(fault) at x = \(x), and is no distribution function")
    }
    return values
  }

  private func measured(_ test: DistanceTest, counts: [Int]) -> Measured {
    let unit = isPooled ? "value" : "replicate"
    let sizes = counts.count > 1 ? "\(counts[0]) against \(counts[1]) \(unit)s" : nil
    let pooled = isPooled ? "independent by the claim's own word" : nil
    let details = [sizes, pooled].compactMap(\.self).joined(separator: ", ")
    return Measured(
      "largest distance", test, target: maximumDistance, details: details.isEmpty ? nil : details, unit: unit)
  }
}
