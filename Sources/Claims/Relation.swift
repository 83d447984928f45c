import Catalogues
import Documents
import Statistics

/// How a quantity compares with a value.
enum Relation: String, Keyword {
  case atLeast, atMost, about

  /// Reports a margin that is missing or has no meaning; `noun` is "a ratio".
  func validate(_ margin: Margin?, _ noun: String, at location: Location?, _ problems: inout Problems) {
    if self == .about && margin == nil {
      problems.report("\(noun) that is 'about' a value needs 'margin': \(Margin.expectation)", at: location)
    }
    if self != .about && margin != nil {
      problems.report("\(noun) that is '\(rawValue)' a value has no 'margin': say it in the value", at: location)
    }
  }

  /// The region of the quantity, or of its logarithm. A margin is there where it is needed.
  func region(_ value: Double, _ margin: Margin?, _ scale: Scale) throws -> TargetRegion {
    let bound = scale == .log ? ln(value) : value
    return switch self {
    case .atLeast: try .atLeast(bound)
    case .atMost: try .atMost(bound)
    case .about:
      scale == .log
        ? try (margin ?? .standard).logarithmicRegion(around: value) : try (margin ?? .standard).region(around: value)
    }
  }
}
