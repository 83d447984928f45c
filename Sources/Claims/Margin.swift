import Catalogues
import Documents
import Selections
import Statistics

/// How far from its target a quantity may lie and still agree: `0.03`, or `{"relative": 0.05}` for 5% of the target.
///
/// On a log scale a plain number counts in natural logarithms, 0.05 for a factor e^±0.05, and a relative one is a share of the target as ever.
public struct Margin: SettingValue, Hashable {
  enum Size: Hashable, Sendable {
    case absolute(Double)
    case relative(Double)
  }

  let size: Size
  let location: Location?

  /// 5% of the target: what stands in a setting that must be given until it is.
  static let standard = Margin(size: .relative(0.05), location: nil)

  public static var expectation: String { "a margin: a number above 0, or {\"relative\": a number above 0}" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> Margin? {
    switch json.content {
    case .number(let number) where number > 0: return Margin(size: .absolute(number), location: json.location)
    case .object(let members):
      for member in members where member.key != "relative" && member.key != "$comment" {
        problems.report("a margin has 'relative', not '\(member.key)'", at: member.keyLocation)
        return nil
      }
      guard let share = json["relative"] else { return refuse(json, &problems) }
      guard let number = share.number, number > 0 else { return refuse(share, &problems) }
      return Margin(size: .relative(number), location: json.location)
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
    switch size {
    case .absolute(let number): .number(number)
    case .relative(let share): ["relative": .number(share)]
    }
  }

  // MARK: Regions

  /// target ± margin; throws when nothing would be left between the bounds.
  func region(around target: Double) throws -> TargetRegion {
    switch size {
    case .absolute(let number): return try .around(target, absolute: number)
    case .relative(let share):
      if target == 0 { throw Undecidable("a relative margin of a target of 0 is none: state the margin as a number") }
      return try .around(target, relative: share)
    }
  }

  /// The region of ln x, for a target of x above 0.
  func logarithmicRegion(around target: Double) throws -> TargetRegion {
    guard target > 0 else { throw Undecidable("the target is \(RoundedNumber.text(target)), which has no logarithm") }
    switch size {
    case .absolute(let number): return try .around(ln(target), absolute: number)
    case .relative(let share): return try TargetRegion.around(target, relative: share).logarithmic()
    }
  }

  /// Of the contrast of two arms: a difference of 0, or the logarithm of a ratio of 1, give or take.
  func contrastRegion(_ scale: Scale) throws -> TargetRegion {
    scale == .log ? try logarithmicRegion(around: 1) : try region(around: 0)
  }

  /// Of a step from arm to arm: a difference of at least the margin, or the logarithm of a ratio by so much above 1.
  func leastStep(_ scale: Scale) throws -> TargetRegion {
    switch size {
    case .absolute(let number): try .atLeast(number)
    case .relative(let share): try .atLeast(ln(1 + share))
    }
  }

  // MARK: Checking

  /// Reports a margin that means nothing for the contrast of two arms.
  func checkContrast(_ scale: Scale, _ problems: inout Problems) {
    checkStep(scale, &problems)
    if scale == .log { checkWidth(around: 1, scale, &problems) }
  }

  /// Reports a margin that means nothing for a step from arm to arm. None is too great: the greater, the more is claimed.
  func checkStep(_ scale: Scale, _ problems: inout Problems) {
    if scale == .linear, case .relative = size {
      problems.report(
        "a difference has no target to be relative to: state the margin as a number, or use the log scale", at: location)
    }
  }

  /// Reports a margin that every value satisfies, where the target is known.
  func check(around target: Formula, _ scale: Scale, _ problems: inout Problems) {
    checkWidth(around: target.constant ?? .nan, scale, &problems)
  }

  /// How many times the target a margin may be before it is taken for a mistake, and which factor on the log scale.
  private static let (widest, widestFactor) = (100.0, 1000.0)

  private func checkWidth(around target: Double, _ scale: Scale, _ problems: inout Problems) {
    let text = RoundedNumber.text
    switch (size, scale) {
    case (.relative(let share), _) where share >= 1:
      problems.report(
        "a margin of \(text(100 * share, 4))% reaches 0, which every small value satisfies: claim an upper bound, or narrow it",
        at: location)
    case (.absolute(let number), .log) where number > ln(Self.widestFactor):
      problems.report(
        "on the log scale a margin of \(text(number, 4)) is a factor of \(text(exponential(number), 4)) either way, which every value "
          + "satisfies; log(1.5) is 0.405, and {\"relative\": 0.05} is 5%", at: location)
    case (.absolute(let number), .linear) where target != 0 && number > Self.widest * abs(target):
      problems.report(
        "a margin of \(text(number, 4)) is \(text(number / abs(target), 2)) times the target, \(text(target, 4)): every value of its size "
          + "satisfies it", at: location)
    default: break
    }
  }
}
