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
    var calls: [KernelCall?] = []
    for part in 0..<parts {
      switch portion(part, of: parts, share, elementBytes: elementBytes) {
      case .call(let call): calls.append(call)
      case .nothing: calls.append(nil)
      case .impossible: return nil
      }
    }
    return calls
  }

  /// What one part has of a call.
  enum Portion {
    case call(KernelCall)
    case nothing
    /// The call cannot be shared so.
    case impossible
  }

  /// The same for one part: a program is planned by asking for some thousands, and an array of them each time took long.
  func portion(_ part: Int, of parts: Int, _ share: Share, elementBytes: Int) -> Portion {
    switch share {
    case .whole(let owner): return part == owner ? .call(self) : .nothing
    case .units(let units):
      guard units > 1, resultCount > 0 else { return .impossible }
      let range = (units * part / parts)..<(units * (part + 1) / parts)
      if range.isEmpty { return .nothing }
      return self.part(range, of: units, elementBytes: elementBytes).map { .call($0) } ?? .impossible
    }
  }
}
