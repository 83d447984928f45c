import Catalogues
import Documents
import Expressions
import Selections

/// How many points at the start and at the end of a curve are left out, `[2, 2]`: boundary layers obey other laws.
public struct Drop: SettingValue, Hashable {
  public var first = 0
  public var last = 0

  public init(first: Int = 0, last: Int = 0) {
    self.first = first
    self.last = last
  }

  public static var expectation: String { "two whole numbers of at least 0, [first, last]" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> Drop? {
    // `compactMap { $0.number.flatMap { … } }` over the items makes the optimizer of Swift 6.3.1 crash.
    guard let items = json.items, items.count == 2, let first = count(items[0]), let last = count(items[1]) else {
      return refuse(json, &problems)
    }
    return Drop(first: first, last: last)
  }

  private static func count(_ json: JSON) -> Int? {
    guard let number = json.number, let count = Int(exactly: number), (0...1_000_000).contains(count) else { return nil }
    return count
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    ["type": "array", "items": ["type": "integer", "minimum": 0, "maximum": 1_000_000], "minItems": 2, "maxItems": 2]
  }

  public var json: JSON { [.number(first), .number(last)] }
}

extension Scope {
  /// Reports a drop that leaves too little of a curve whose length is known: one along an axis of known extent, or along a factor.
  func check(_ drop: Drop, leaving needed: Int, along: Formula, _ outline: Outline, _ problems: inout Problems) {
    let names = along.expression.variables
    guard names.count == 1, let name = names.first else { return }
    let count: Int
    if let factor = outline.factor(named: name) {
      count = factor.levels.count { filter.term(for: name)?.accepts($0) ?? true }
    } else if let extent = outline.measurements.compactMap({ $0.extents[name] }).max(by: { $0.upperBound < $1.upperBound }),
      extent.upperBound <= 1_000_000
    {
      // As many as there can be: an axis counts in whole numbers, and a measurement may leave some out.
      let values = Int(extent.lowerBound)...Int(extent.upperBound)
      count = values.count { filter.term(for: name)?.accepts(Double($0)) ?? true }
    } else {
      return
    }
    guard count - drop.first - drop.last < needed else { return }
    let dropped = "\(drop.first) at the start and \(drop.last) at the end are dropped"
    problems.report(
      "'\(name)' has \(counted(count, "value")) here at most, of which \(dropped): \(needed) or more should be left",
      at: along.location)
  }
}
