import Catalogues
import Documents
import Expressions
import Records
import Selections
import Statistics

/// Which of two laws a quantity follows: exponential, ln y = a + b x, or power, ln y = a + b ln x.
///
/// Both lines are fitted to each replicate's own curve; the law with the smaller residuals wins it, and an exact sign test over the replicates
/// decides. Over less than a factor of 8 in x the two look alike, and nothing is decided.
public struct BestLaw: ClaimKind {
  public static let name = "law"
  public static let summary = "of an exponential and a power law in x, one fits most replicates' curves better"
  public static let basis = Basis.replicates

  enum Model: String, Keyword {
    case exponential, power

    var law: Law { self == .power ? .power : .exponential }
  }

  var of = Formula.unset
  var along = Formula.unset
  var drop = Drop()
  var models: [Model] = [.exponential, .power]
  var winner = Model.power

  public init() {}

  public static var settings: [Setting<Self>] {
    [
      Setting("of", \.of, "the quantity itself, above 0 (not its logarithm)", isRequired: true),
      Setting("along", \.along, "x, above 0, over a factor of 8 or more", isRequired: true),
      Setting("drop", \.drop, "how many points at the start and at the end are left out"),
      Setting(
        "models", \.models, "the two laws compared",
        Rule("two different laws", ["minItems": 2, "maxItems": 2, "uniqueItems": true]) { $0.count == 2 && Set($0).count == 2 }),
      Setting("winner", \.winner, "the one that fits better", isRequired: true),
    ]
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    scope.checkPoints(of, along: along, outline, &problems)
    scope.check(drop, leaving: 3, along: along, outline, &problems)
  }

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence] {
    try scope.evidence([of, along], frame, outline) { group in
      let laws = try LawComparison(curves: try group.curves(drop: drop, atLeast: 3).map { ($0.x, $0.y) })
      let (exponential, power) = (Sample(laws.exponentialResiduals).median, Sample(laws.powerResiduals).median)
      let residuals = "rms residuals \(RoundedNumber.text(exponential)) exponential, \(RoundedNumber.text(power)) power"
      guard laws.isWideEnough else {
        throw Undecidable(
          "x covers a factor of \(RoundedNumber.text(laws.range)) where \(RoundedNumber.text(LawComparison.neededRange)) is needed; "
            + residuals)
      }
      let signs = laws.test(of: winner.law)
      guard signs.positive + signs.negative > 0 else { throw Undecidable("both laws fit equally well; \(residuals)") }
      // The sign test as a test of a proportion, so that it has an interval: the winner is better more often than not.
      let test = try ProportionTest(successes: signs.positive, of: signs.positive + signs.negative, in: .atLeast(0.5))
      let rate = RoundedNumber.text(Sample(laws.rates).median)
      let exponent = RoundedNumber.text(Sample(laws.exponents).median)
      return .statistical(
        Measured(
          "share of replicates where \(winner.rawValue) fits better", test, target: 0.5,
          details: "\(residuals); rate \(rate), exponent \(exponent)"))
    }
  }
}
