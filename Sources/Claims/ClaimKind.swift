import Catalogues
import Documents
import Expressions
import Records
import Selections

/// A way to state and judge a claim: one struct, listed in `ClaimKinds`.
public protocol ClaimKind: Kind {
  static var basis: Basis { get }
  /// Reports what would go wrong or mean two things over results of this outline.
  func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems)
  /// The evidence of every slice; never none at all, so that no claim passes unseen.
  func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence]
}

/// What a kind's verdicts rest on.
public enum Basis: Sendable {
  /// Every sample counts by itself: one that does not agree refutes.
  case samples
  /// The replicates, of which a test is made; there must be two.
  case replicates
  /// The replicates, or in an experiment with one, which repeats nothing, that one as it is.
  case replicatesOrOne
  /// Nothing: it is quoted and never judged.
  case quotation
}

/// All kinds of claims.
public enum ClaimKinds: Catalogued {
  public static let catalogue = Catalogue<any ClaimKind>(
    "kind of claim",
    [
      .init(Exact.self) { $0 },
      .init(Bound.self) { $0 },
      .init(Equals.self) { $0 },
      .init(Ratio.self) { $0 },
      .init(Order.self) { $0 },
      .init(NoEffect.self) { $0 },
      .init(Slope.self) { $0 },
      .init(BestLaw.self) { $0 },
      .init(LevelCrossing.self) { $0 },
      .init(Proportion.self) { $0 },
      .init(Distribution.self) { $0 },
      .init(Citation.self) { $0 },
    ]
  ) { $0 }
}
