extension Fusion {
  /// The operations with what they read and store, each at the place of its last member unless it is needed before.
  func order(_ found: [Operation]) -> [Operation] {
    var operations = found
    var owner = [Int](repeating: -1, count: kinds.count)
    for (index, operation) in operations.enumerated() {
      for member in operation.members { owner[member] = index }
    }
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
    for index in operations.indices {
      operations[index].stored = operations[index].members.filter { isStored[$0] }
      if operations[index].isChain { operations[index].absorbed = absorbed(operations[index]) }
    }

    var result: [Operation] = []
    var isDone = [Bool](repeating: false, count: operations.count)
    var waiting: [Int] = []
    for section in [Schedule.Section.prelude, .run, .commit] {
      for index in kinds.indices where owner[index] >= 0 && schedule.sections[index] == section {
        guard operations[owner[index]].members.last == index, !isDone[owner[index]] else { continue }
        waiting.append(owner[index])
        while let next = waiting.last {
          let before = operations[next].reads.map { owner[place($0)] }.filter { $0 >= 0 && !isDone[$0] }
          if before.isEmpty {
            waiting.removeLast()
            if !isDone[next] { result.append(operations[next]) }
            isDone[next] = true
          } else {
            waiting += before.reversed()
          }
        }
      }
    }
    return early(result)
  }

  /// Lets what gives carried tensors run as soon as nothing reads their leaves any more: an update finds its gradient in the cache, and the
  /// next gradient takes its place.
  private func early(_ operations: [Operation]) -> [Operation] {
    var leaf: [Int: Int] = [:]  // looked up, never iterated
    for carried in schedule.carried { leaf[place(carried.value)] = carried.leaf }
    var (due, written) = (Array(operations.indices), kinds.map { _ in -1 })
    var isEarly = operations.map { _ in false }
    // The last two operations that read a place: one of them may be the update itself.
    var read = kinds.map { _ in (last: -1, before: -1) }
    for (time, operation) in operations.enumerated() {
      for place in operation.reads.map(place) where read[place].last != time { read[place] = (time, read[place].last) }
    }
    for (time, operation) in operations.enumerated() {
      defer { for member in operation.stored { written[member] = due[time] } }
      guard operation.section == .commit else { continue }
      let leaves = operation.stored.compactMap { leaf[$0] }
      // Single numbers that updates need run as early as what reads them.
      let isLight = operation.isChain && operation.members.allSatisfy { schedule.nodes[$0].shape.count == 1 }
      guard isLight || operation.isChain && !leaves.isEmpty else { continue }
      let readings = leaves.map { read[$0].last == time ? read[$0].before : read[$0].last }
      isEarly[time] = true
      due[time] = min(time, (operation.reads.map { written[place($0)] } + readings).max() ?? -1)
    }
    // Sections stay in their order: what is early comes after the last operation of the run at least.
    let start = operations.firstIndex { $0.section == .commit } ?? operations.count
    for time in operations.indices where isEarly[time] { due[time] = max(due[time], start - 1) }
    let order = operations.indices.sorted { (due[$0], isEarly[$0] ? 1 : 0, $0) < (due[$1], isEarly[$1] ? 1 : 0, $1) }
    return order.map { operations[$0] }
  }

  /// Sums, differences and products that one other of these reads and nobody else: an instruction does both.
  private func absorbed(_ operation: Operation) -> [Int: Int] {
    func isSimple(_ member: Int) -> Bool { schedule.nodes[member].primitive.elementwise?.pairing != nil }
    var readers: [Int: Int] = [:]
    for member in operation.members {
      for operand in schedule.nodes[member].operands {
        if case .value(let source) = memoryOperand(operand, of: member, in: operation) { readers[source, default: 0] += 1 }
      }
    }
    var result: [Int: Int] = [:]
    var isFull = Set<Int>()
    for member in operation.members where isSimple(member) && schedule.nodes[member].operands.count == 2 {
      for operand in schedule.nodes[member].operands {
        guard case .value(let source) = memoryOperand(operand, of: member, in: operation), readers[source] == 1, isSimple(source),
          !isFull.contains(source), !operation.stored.contains(source)
        else { continue }
        result[source] = member
        isFull.insert(member)
        break
      }
    }
    return result
  }
}
