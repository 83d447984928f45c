extension JSON {
  /// A place where two values differ.
  public struct Difference: Sendable, Equatable, CustomStringConvertible {
    public let pointer: JSONPointer
    /// Nil where the old value has nothing.
    public let old: JSON?
    /// Nil where the new value has nothing.
    public let new: JSON?

    /// "/subject/layers/0/times 50 → 40"
    public var description: String { "\(pointer) \(Self.words(old)) → \(Self.words(new))" }

    private static func words(_ json: JSON?) -> String {
      guard let json else { return "nothing" }
      switch json.content {
      case .array(let items): return "\(items.count) element\(items.count == 1 ? "" : "s")"
      case .object: return json["kind"]?.string ?? "an object"
      case .string(let text): return text.count > 40 ? text.prefix(40) + "…" : text
      default: return json.canonical
      }
    }
  }

  /// Where this value differs from an older one, in the order of this value's members; nothing when they are the same.
  ///
  /// Of two objects with different `kind`, and of two arrays with different counts, only that is told: what is inside does not correspond.
  public func differences(from old: JSON) -> [Difference] {
    var found: [Difference] = []
    compare(with: old, JSONPointer(), &found)
    return found
  }

  private func compare(with old: JSON, _ pointer: JSONPointer, _ found: inout [Difference]) {
    switch (old.content, content) {
    case (.array(let before), .array(let after)) where before.count == after.count:
      for (index, (a, b)) in zip(before, after).enumerated() { b.compare(with: a, pointer.appending(index), &found) }
    case (.object(let before), .object(let after)) where old["kind"] == self["kind"]:
      for member in after {
        let place = pointer.appending(member.key)
        if let a = old[member.key] {
          member.value.compare(with: a, place, &found)
        } else {
          found.append(Difference(pointer: place, old: nil, new: member.value))
        }
      }
      for member in before where self[member.key] == nil {
        found.append(Difference(pointer: pointer.appending(member.key), old: member.value, new: nil))
      }
    default:
      // By their canonical text, for which the order of members is of no matter.
      if old.canonical != canonical { found.append(Difference(pointer: pointer, old: old, new: self)) }
    }
  }
}
