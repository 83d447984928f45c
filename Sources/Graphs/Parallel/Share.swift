/// Which threads compute a call.
enum Share: Equatable, Sendable {
  /// One of them all of it.
  case whole(part: Int)
  /// Each of them a run of the result's equal stretches, `units` of them in all.
  case units(Int)
}

extension KernelCall {
  /// The calls of the parts, `nil` where a part has nothing to do; `nil` altogether when the call cannot be shared so.
  ///
  /// The stretches are dealt as evenly as can be, and by their number alone: two calls with as many stretches are divided at the same places.
  func shared(_ share: Share, parts: Int, elementBytes: Int) -> [KernelCall?]? {
    switch share {
    case .whole(let owner):
      return (0..<parts).map { $0 == owner ? self : nil }
    case .units(let units):
      guard units > 1, resultCount > 0 else { return nil }
      var calls: [KernelCall?] = []
      for part in 0..<parts {
        let range = (units * part / parts)..<(units * (part + 1) / parts)
        guard !range.isEmpty else {
          calls.append(nil)
          continue
        }
        guard let call = self.part(range, of: units, elementBytes: elementBytes) else { return nil }
        calls.append(call)
      }
      return calls
    }
  }
}
