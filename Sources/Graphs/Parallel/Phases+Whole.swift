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
      for earlier in predecessors[operations[index].before] {
        let (a, b) = (root(earlier), root(index))
        roots[max(a, b)] = min(a, b)
      }
      roots[index] = root(index)
    }
    // A group is known by its first operation, which is its root.
    var time = [Double](repeating: 0, count: operations.count)
    var isShared = [Bool](repeating: false, count: operations.count)
    for (index, operation) in operations.enumerated() {
      let root = root(index)
      roots[index] = root
      time[root] += operation.nanoseconds
      // Groups that are left whole already are not shared work.
      if shares[operation.calls].contains(where: { if case .units = $0 { true } else { false } }) { isShared[root] = true }
    }
    let alike = operations.indices.filter { isShared[$0] }
      .sorted { (operations[$0].phase, time[$1], $0) < (operations[$1].phase, time[$0], $1) }
    var owner = [Int?](repeating: nil, count: operations.count)
    var (first, hands) = (0, 0)
    while first + parts <= alike.count {
      let (longest, shortest) = (alike[first], alike[first + parts - 1])
      guard operations[shortest].phase == operations[longest].phase, time[shortest] >= 0.9 * time[longest] else {
        first += 1
        continue
      }
      // The first part begins with the longest, then with the shortest.
      for index in 0..<parts { owner[alike[first + index]] = hands % 2 == 0 ? index : parts - 1 - index }
      first += parts
      hands += 1
    }
    for index in operations.indices {
      if let part = owner[roots[index]] { give(index, to: part) }
    }
  }

  /// Whether threads are expected to save a tenth of the time.
  var pays: Bool {
    var loads = [Double](repeating: 0, count: count * parts)
    var alone = 0.0
    for operation in operations {
      for index in operation.calls {
        alone += calls[index].nanoseconds(elementBytes: elementBytes, chains)
        for part in 0..<parts {
          guard case .call(let call) = calls[index].portion(part, of: parts, shares[index], elementBytes: elementBytes) else {
            continue
          }
          loads[operation.phase * parts + part] += call.nanoseconds(elementBytes: elementBytes, chains)
        }
      }
    }
    let together = (0..<count).reduce(0) { $0 + barrier + (loads[($1 * parts)..<(($1 + 1) * parts)].max() ?? 0) }
    return together < 0.9 * alone
  }
}
