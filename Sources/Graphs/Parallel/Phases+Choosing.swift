extension Phases {
  struct Choice {
    let share: Share
    var touch: Touch
    let phase: Int
    let nanoseconds: Double
  }

  /// The share by which a call ends earliest: dividing it divides the time, but may need a barrier first, and so may leaving it whole.
  ///
  /// - Parameter isShared: whether it may be divided at all.
  mutating func choose(_ call: KernelCall, row: Int, isShared: Bool) -> Choice {
    survey(call)
    let start = regions.count
    var choices: [Choice] = []
    for share in isShared ? candidates(for: call, row: row) : [.whole(part: 0)] {
      guard let (touch, longest) = touch(call, share) else { continue }
      choices.append(Choice(share: share, touch: touch, phase: phase(of: touch), nanoseconds: longest))
    }
    let first = choices.lazy.map(\.phase).min() ?? floor
    func cost(_ choice: Choice) -> Double { choice.nanoseconds + barrier * Double(choice.phase - first) }
    guard var best = choices.min(by: { cost($0) < cost($1) }) else { preconditionFailure("a call can always be left whole") }
    // The regions of the others go.
    let count = parts * best.touch.count
    for offset in 0..<count { regions[start + offset] = regions[best.touch.start + offset] }
    regions.removeSubrange((start + count)...)
    best.touch.start = start
    return best
  }

  /// Looks at what a call touches as a whole, and in which places.
  mutating func survey(_ call: KernelCall) {
    whole.removeAll(keepingCapacity: true)
    wholePlaces.removeAll(keepingCapacity: true)
    wholeReads = call.touch(elementBytes: elementBytes, chains, &whole)
    for region in whole { wholePlaces.append(place(of: region)) }
  }

  /// Adds the regions of the parts of the call that was surveyed, and gives the time of the longest; `nil` when it cannot be shared so.
  mutating func touch(_ call: KernelCall, _ share: Share) -> (touch: Touch, longest: Double)? {
    let (start, count) = (regions.count, wholePlaces.count)
    var longest = 0.0
    for part in 0..<parts {
      switch call.portion(part, of: parts, share, elementBytes: elementBytes) {
      case .impossible:
        regions.removeSubrange(start...)
        return nil
      case .nothing:
        for _ in 0..<count { regions.append(nil) }
      case .call(let own):
        whole.removeAll(keepingCapacity: true)
        _ = own.touch(elementBytes: elementBytes, chains, &whole)
        precondition(whole.count == count, "a part of a call touches as many regions as the call")
        for region in whole { regions.append(region) }
        longest = max(longest, own.nanoseconds(elementBytes: elementBytes, chains))
      }
    }
    return (Touch(start: start, places: 0, count: count, reads: wholeReads), longest)
  }

  /// By rows; by the stretches that the kernel knows, which may be finer; by those of whoever wrote an operand; or not at all.
  private func candidates(for call: KernelCall, row: Int) -> [Share] {
    let count = call.resultCount
    guard count > 1 else { return [.whole(part: 0)] }
    var units: [Share] = []
    func consider(_ number: Int) {
      // Multiples of the parts are all divided at the same places.
      let isKnown = units.contains {
        guard case .units(let known) = $0 else { return false }
        return number % parts == 0 ? known % parts == 0 : known == number
      }
      if number > 1, count % number == 0, !isKnown { units.append(.units(number)) }
    }
    if row > 0 { consider(count / row) }
    if let natural = call.naturalUnits { consider(natural) }
    for place in wholePlaces[..<wholeReads] {
      guard let writer = accesses[place].last(where: \.writes) else { continue }
      for case .units(let number) in shares[operations[writer.operation].calls] { consider(number) }
    }
    return units + [.whole(part: 0)]
  }

  /// The first phase in which what the call that was surveyed reads has been written by whom it may.
  private func phase(of touch: Touch) -> Int {
    var phase = floor
    for column in 0..<touch.count {
      for access in accesses[wholePlaces[column]] where column >= touch.reads || access.writes {
        let earlier = operations[access.operation].phase
        if earlier >= phase {
          phase = earlier + (meet((access.start, access.stride), (touch.start + column, touch.count)) ? 1 : 0)
        }
      }
    }
    return phase
  }
}
