extension Phases {
  /// Deals work that needs no sharing out whole: of the groups of operations that depend on one another within a phase, as many alike as there
  /// are parts go to a part each.
  ///
  /// The weight gradients of a network are such groups, one a layer. A thread that computes all of one reads each of its operands once, where a
  /// share of the rows would read one of them whole on every core.
  mutating func dealWhole() {
    var roots = Array(operations.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while roots[index] != index { index = roots[index] }
      return index
    }
    for index in operations.indices {
      for earlier in operations[index].before {
        let (a, b) = (root(earlier), root(index))
        roots[max(a, b)] = min(a, b)
      }
      roots[index] = root(index)
    }
    var groups: [Int: [Int]] = [:]
    for index in operations.indices { groups[root(index), default: []].append(index) }

    var alike: [(phase: Int, nanoseconds: Double, members: [Int])] = []
    // In the order of their first operations: a hash table has none.
    for index in operations.indices {
      guard let members = groups[index] else { continue }
      let time = members.reduce(0) { $0 + operations[$1].nanoseconds }
      // Groups that are left whole already are not shared work.
      if members.contains(where: { operations[$0].shares.contains { if case .units = $0 { true } else { false } } }) {
        alike.append((operations[index].phase, time, members))
      }
    }
    alike.sort { ($0.phase, $1.nanoseconds, $0.members[0]) < ($1.phase, $0.nanoseconds, $1.members[0]) }
    var (first, hands) = (0, 0)
    while first + parts <= alike.count {
      let hand = alike[first..<(first + parts)]
      guard let last = hand.last, last.phase == alike[first].phase, last.nanoseconds >= 0.9 * alike[first].nanoseconds else {
        first += 1
        continue
      }
      for (index, group) in hand.enumerated() {
        // The first part begins with the longest, then with the shortest.
        let part = hands % 2 == 0 ? index : parts - 1 - index
        for member in group.members { give(member, to: part) }
      }
      first += parts
      hands += 1
    }
  }

  /// Whether threads are expected to save a tenth of the time.
  var pays: Bool {
    var loads = Array(repeating: Array(repeating: 0.0, count: parts), count: count)
    var alone = 0.0
    for operation in operations {
      for (call, share) in zip(operation.calls, operation.shares) {
        alone += call.nanoseconds(elementBytes: elementBytes, chains)
        for (part, call) in (call.shared(share, parts: parts, elementBytes: elementBytes) ?? []).enumerated() {
          loads[operation.phase][part] += call?.nanoseconds(elementBytes: elementBytes, chains) ?? 0
        }
      }
    }
    return loads.reduce(0) { $0 + barrier + ($1.max() ?? 0) } < 0.9 * alone
  }
}
