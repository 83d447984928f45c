import Catalogues
import Documents
import Expressions
import Records
import Selections

/// A way to state and judge a claim: one struct, listed in `ClaimKinds`.
public protocol ClaimKind: Kind {
  /// Whether the verdict rests on replicates; otherwise every sample counts by itself.
  static var isStatistical: Bool { get }
  /// Reports what would go wrong or mean two things over results of this outline.
  func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems)
  /// The evidence of every slice; never none at all, so that no claim passes unseen.
  func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceEvidence]
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
      .init(Slope.self) { $0 },
      .init(BestLaw.self) { $0 },
    ]
  ) { $0 }
}
