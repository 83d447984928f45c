import Catalogues
import Documents
import Selections

/// A sentence about a study's results that its numbers can uphold or refute, with the margin fixed before anything runs.
///
/// ```json
/// { "name": "xavier-halves-relu", "kind": "slope",
///   "says": "Under Xavier initialization the second moment of a ReLU network halves at every layer.",
///   "of": "log(activationMoment)", "along": "layer", "drop": [2, 2], "target": "-log(2)", "margin": 0.03,
///   "where": {"activation": "relu", "initializer": "xavierNormal"}, "by": ["width"],
///   "expectation": "holds", "source": "he2015, section 2.2" }
/// ```
/// Every combination of the levels that `by` names gets a verdict of its own.
public struct Claim: Sendable {
  /// Letters, digits and hyphens; unique in its study.
  public let name: String
  /// The sentence that a reader reads.
  public let says: String
  /// Which experiment's results are meant; nil where the study has only one.
  public let from: Name?
  public let scope: Scope
  /// Where the claim stands: a paper and its section.
  public let source: String?
  public let expectation: Expectation
  public let kind: any ClaimKind
  public let location: Location?

  /// The quantity that it speaks of; nil for a quotation.
  public var of: Formula? {
    var problems = Problems()
    return kind.json["of"].flatMap { Formula.decode($0, &problems) }
  }

  /// What its verdicts rest on.
  public var basis: Basis { type(of: kind).basis }

  /// Whether a verdict is a test over replicates and so carries a share of the run's error rate.
  public func isStatistical(_ outline: Outline) -> Bool {
    switch basis {
    case .samples, .quotation: false
    case .replicates: true
    case .replicatesOrOne: outline.replicates > 1
    }
  }
}

extension Claim {
  /// What the study's author expects of a claim.
  public enum Expectation: String, Keyword {
    case holds
    /// A quoted claim that should be refuted.
    case fails
    /// Any verdict is reported and passes.
    case open

    /// Whether a ruling is the expected one; `inconclusive` satisfies neither `holds` nor `fails`, and nothing is expected of a quotation.
    public func isMet(by ruling: Ruling) -> Bool {
      if ruling == .cited { return true }
      return switch self {
      case .holds: ruling == .supported
      case .fails: ruling == .refuted
      case .open: true
      }
    }
  }
}
