import Catalogues
import Documents
import Statistics

/// How far from its target a quantity may lie and still agree: `0.03`, or `{"relative": 0.05}` for 5% of the target.
///
/// On a log scale a plain number counts in natural logarithms, 0.05 for a factor e^±0.05, and a relative one is a share of the target as ever.
public enum Margin: SettingValue, Hashable {
  case absolute(Double)
  case relative(Double)

  public static var expectation: String { "a margin: a number above 0, or {\"relative\": a number above 0}" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> Margin? {
    switch json.content {
    case .number(let number) where number > 0: return .absolute(number)
    case .object(let members):
      for member in members where member.key != "relative" && member.key != "$comment" {
        problems.report("a margin has 'relative', not '\(member.key)'", at: member.keyLocation)
        return nil
      }
      guard let share = json["relative"] else { return refuse(json, &problems) }
      guard let number = share.number, number > 0 else { return refuse(share, &problems) }
      return .relative(number)
    default: return refuse(json, &problems)
    }
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    definitions.reference("margin") { _ in
      let number: JSON = ["type": "number", "exclusiveMinimum": 0]
      return [
        "anyOf": [number, .closedObject("a share of the target", [JSON.Member("relative", number)], required: ["relative"])]
      ]
    }
  }

  public var json: JSON {
    switch self {
    case .absolute(let number): .number(number)
    case .relative(let share): ["relative": .number(share)]
    }
  }

  /// target ± margin; throws when nothing would be left between the bounds.
  func region(around target: Double) throws -> TargetRegion {
    switch self {
    case .absolute(let number): return try .around(target, absolute: number)
    case .relative(let share):
      if target == 0 { throw Undecidable("a relative margin of a target of 0 is none: state the margin as a number") }
      return try .around(target, relative: share)
    }
  }

  /// The region of ln x, for a target of x above 0.
  func logarithmicRegion(around target: Double) throws -> TargetRegion {
    guard target > 0 else { throw Undecidable("the target is \(RoundedNumber.text(target)), which has no logarithm") }
    switch self {
    case .absolute(let number): return try .around(ln(target), absolute: number)
    case .relative(let share): return try TargetRegion.around(target, relative: share).logarithmic()
    }
  }
}
