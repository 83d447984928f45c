extension Fusion {
  /// The level of every computed node; sections have levels of their own.
  func levels(_ computed: [Kind]) -> [Int] {
    var levels = [Int](repeating: 0, count: computed.count)
    for index in computed.indices where computed[index].isComputed {
      forEachRead(index, computed) { node, isValue in
        guard schedule.sections[node] == schedule.sections[index], computed[node].isComputed else { return }
        let climbs = computed[index].isElementwise ? !isValue && computed[node].isElementwise : true
        levels[index] = max(levels[index], levels[node] + (climbs ? 1 : 0))
      }
    }
    sink(&levels, computed)
    return levels
  }

  /// Moves elementwise nodes up to the first chain that reads them: 1 - y² to where the gradient comes by, so that y alone is kept.
  ///
  /// Only nodes that keep no more operands of full size waiting than they give results; what is computed once waits anyway.
  private func sink(_ levels: inout [Int], _ computed: [Kind]) {
    var first = [Int](repeating: Int.max, count: computed.count)
    var isStored = [Bool](repeating: false, count: computed.count)
    for output in schedule.outputs + schedule.carried.map(\.value) { isStored[place(output)] = true }
    for index in computed.indices.reversed() where computed[index].isComputed {
      if computed[index].isElementwise, !isStored[index], first[index] > levels[index], first[index] != Int.max {
        var (large, areSeveral) = (-1, false)
        forEachRead(index, computed) { node, _ in
          let waits = schedule.sections[node] == .prelude && schedule.sections[index] != .prelude
          guard computed[node].isComputed, !waits, counts[node] >= counts[index], node != large else { return }
          areSeveral = large >= 0
          large = node
        }
        if !areSeveral || counts[index] == 1 { levels[index] = first[index] }
      }
      forEachRead(index, computed) { node, isValue in
        if isValue { first[node] = min(first[node], levels[index]) } else { isStored[node] = true }
      }
    }
  }

  /// The operations, in order of their first members.
  func chains(_ computed: [Kind], _ levels: [Int]) -> [Operation] {
    // Union by the smaller index.
    var parents = Array(computed.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }
    for index in computed.indices where computed[index].isElementwise {
      forEachRead(index, computed) { node, isValue in
        guard isValue, levels[node] == levels[index] else { return }
        let (a, b) = (root(node), root(index))
        parents[max(a, b)] = min(a, b)
      }
    }
    var operations: [Operation] = []
    var current = [Int](repeating: -1, count: computed.count)
    for index in computed.indices where computed[index].isComputed {
      let root = root(index)
      if current[root] >= 0, operations[current[root]].members.count < Self.longest {
        operations[current[root]].members.append(index)
      } else {
        current[root] = operations.count
        operations.append(
          Operation(members: [index], isChain: computed[index].isElementwise, section: schedule.sections[index]))
      }
    }
    return joined(operations, computed)
  }

  /// Two chains become one where the second alone reads the first and comes right after it: nothing waits longer, and what the first gives never
  /// reaches memory. No way leads from the first to the second but directly.
  private func joined(_ operations: [Operation], _ computed: [Kind]) -> [Operation] {
    var operations = operations
    var owner = [Int](repeating: -1, count: computed.count)
    /// By node: how many nodes up to it are computed by calls of their own.
    var wholes = [Int](repeating: 0, count: computed.count + 1)
    /// By operation: the one chain that reads it; -1 for none yet, -2 where there are others too.
    var reader = [Int](repeating: -1, count: operations.count)
    for (index, operation) in operations.enumerated() {
      for member in operation.members { owner[member] = index }
    }
    for index in computed.indices {
      wholes[index + 1] = wholes[index] + (computed[index].isComputed && !computed[index].isElementwise ? 1 : 0)
      guard computed[index].isComputed else { continue }
      forEachRead(index, computed) { node, isValue in
        let source = owner[node]
        guard source >= 0, source != owner[index] else { return }
        reader[source] = isValue && (reader[source] == -1 || reader[source] == owner[index]) ? owner[index] : -2
      }
    }
    for output in schedule.outputs + schedule.carried.map(\.value) where owner[place(output)] >= 0 {
      reader[owner[place(output)]] = -2
    }
    // From the last on: what a chain joins has joined what it can itself.
    var whole = Array(operations.indices)
    for index in operations.indices.sorted(by: { last(operations[$0]) > last(operations[$1]) }) {
      guard operations[index].isChain, reader[index] >= 0 else { continue }
      let target = whole[reader[index]]
      guard operations[target].section == operations[index].section,
        wholes[last(operations[index])] == wholes[last(operations[target])],
        operations[index].members.count + operations[target].members.count <= Self.longest
      else { continue }
      operations[target].members = (operations[index].members + operations[target].members).sorted()
      operations[index].members = []
      whole[index] = target
    }
    return operations.filter { !$0.members.isEmpty }
  }

  private func last(_ operation: Operation) -> Int { operation.members[operation.members.count - 1] }
}
