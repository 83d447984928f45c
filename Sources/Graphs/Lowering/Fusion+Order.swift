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
    return result
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
