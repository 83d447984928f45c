import Catalogues
import Documents

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
    guard let items = json.items, items.count == 2 else { return refuse(json, &problems) }
    let counts = items.compactMap { $0.number.flatMap { Int(exactly: $0) } }.filter { (0...1_000_000).contains($0) }
    return counts.count == 2 ? Drop(first: counts[0], last: counts[1]) : refuse(json, &problems)
  }

  public var json: JSON { [.number(first), .number(last)] }
}
