extension Fusion {
  /// The operations with what they read and store, each at the place of its last member unless it is needed before.
  func order(_ found: [Operation]) -> [Operation] {
    var (operations, owner) = (found, owners)
    var isStored = [Bool](repeating: false, count: kinds.count)
    for output in schedule.outputs + schedule.carried.map(\.value) { isStored[place(output)] = true }
    var reader = [Int](repeating: -1, count: kinds.count)
    for (index, operation) in operations.enumerated() {
      for member in operation.members {
        for operand in schedule.nodes[member].operands {
          var node = operand
          if operation.isChain {
            switch self.operand(operand, of: member) {
            case .value(let source) where owner[source] == index: continue
            case .value: break
            case .memory(let source, _): node = source
            }
          }
          if reader[node] != index { operations[index].reads.append(node) }
          reader[node] = index
          isStored[place(node)] = true
        }
      }
    }
    var readers = [Int](repeating: 0, count: kinds.count)
    for index in operations.indices {
      operations[index].stored = operations[index].members.filter { isStored[$0] }
      if operations[index].isChain { operations[index].absorbed = absorbed(operations[index], isStored, &readers) }
    }

    var result: [Operation] = []
    var isDone = [Bool](repeating: false, count: operations.count)
    var waiting: [Int] = []
    for section in [Schedule.Section.prelude, .run, .commit] {
      for index in kinds.indices where owner[index] >= 0 && schedule.sections[index] == section {
        guard operations[owner[index]].members.last == index, !isDone[owner[index]] else { continue }
        waiting.append(owner[index])
        while let next = waiting.last {
          let count = waiting.count
          for node in operations[next].reads.reversed() {
            let before = owner[place(node)]
            if before >= 0, !isDone[before] { waiting.append(before) }
          }
          if waiting.count > count { continue }
          waiting.removeLast()
          if !isDone[next] { result.append(operations[next]) }
          isDone[next] = true
        }
      }
    }
    return early(result)
  }

  /// Lets what gives carried tensors run as soon as nothing reads their leaves any more: an update finds its gradient in the cache, and the
  /// next gradient takes its place.
  private func early(_ operations: [Operation]) -> [Operation] {
    if schedule.carried.isEmpty { return operations }
    var leaf = [Int](repeating: -1, count: kinds.count)
    for carried in schedule.carried { leaf[place(carried.value)] = carried.leaf }
    var (due, written) = (Array(operations.indices), [Int](repeating: -1, count: kinds.count))
    var isEarly = [Bool](repeating: false, count: operations.count)
    // The last two operations that read a place: one of them may be the update itself.
    var (last, before) = (written, written)
    for (time, operation) in operations.enumerated() {
      for node in operation.reads where last[place(node)] != time {
        before[place(node)] = last[place(node)]
        last[place(node)] = time
      }
    }
    for (time, operation) in operations.enumerated() {
      defer { for member in operation.stored { written[member] = due[time] } }
      guard operation.section == .commit, operation.isChain else { continue }
      // Single numbers that updates need run as early as what reads them.
      let isLight = operation.members.allSatisfy { counts[$0] == 1 }
      guard isLight || operation.stored.contains(where: { leaf[$0] >= 0 }) else { continue }
      var earliest = -1
      for node in operation.reads { earliest = max(earliest, written[place(node)]) }
      for leaf in operation.stored.lazy.map({ leaf[$0] }) where leaf >= 0 {
        earliest = max(earliest, last[leaf] == time ? before[leaf] : last[leaf])
      }
      isEarly[time] = true
      due[time] = min(time, earliest)
    }
    // Sections stay in their order: what is early comes after the last operation of the run at least.
    let start = operations.firstIndex { $0.section == .commit } ?? operations.count
    for time in operations.indices where isEarly[time] { due[time] = max(due[time], start - 1) }
    let order = operations.indices.sorted { (due[$0], isEarly[$0] ? 1 : 0, $0) < (due[$1], isEarly[$1] ? 1 : 0, $1) }
    return order.map { operations[$0] }
  }

  /// Sums, differences and products that one other of these reads and nobody else: an instruction does both.
  ///
  /// - Parameter readers: by node, 0; left so.
  private func absorbed(
    _ operation: Operation, _ isStored: [Bool], _ readers: inout [Int]
  ) -> [(member: Int, reader: Int)] {
    func isSimple(_ member: Int) -> Bool { schedule.nodes[member].primitive.elementwise?.pairing != nil }
    for member in operation.members {
      for operand in schedule.nodes[member].operands {
        if case .value(let source) = memoryOperand(operand, of: member) { readers[source] += 1 }
      }
    }
    var result: [(member: Int, reader: Int)] = []
    for member in operation.members where schedule.nodes[member].operands.count == 2 && isSimple(member) {
      for operand in schedule.nodes[member].operands {
        guard case .value(let source) = memoryOperand(operand, of: member), readers[source] == 1, !isStored[source],
          isSimple(source), !result.contains(where: { $0.reader == source })
        else { continue }
        result.append((source, member))
        break
      }
    }
    for member in operation.members { readers[member] = 0 }
    return result
  }
}
