/// Which nodes are computed together: a node alone, or a chain of elementwise nodes, whose temporary values never reach memory.
///
/// Nodes have levels. A step from one node to the next leads a level up, except between elementwise nodes of the same number of elements, and
/// from any other node to an elementwise one. Connected elementwise nodes of one level are a chain: no way leads out of a chain and back, for it
/// would lead up.
struct Fusion {
  /// What an elementwise node reads.
  enum Operand: Equatable {
    /// The value of a node of the same chain.
    case value(Int)
    /// A node in memory, or the elements of one.
    case memory(Int, Selection?)
  }

  /// What is computed by one call (or by the calls of one primitive).
  struct Operation {
    /// In order; more than one in a chain.
    var members: [Int]
    var isChain: Bool
    /// The members whose values are written to memory.
    var stored: [Int] = []
    /// The nodes that are read from memory.
    var reads: [Int] = []
    var section: Schedule.Section
    /// Members that are computed by the instruction of the one member that reads them.
    var absorbed: [Int: Int] = [:]

    /// The member at whose time a member reads.
    func time(_ member: Int) -> Int { absorbed[member] ?? member }
  }

  /// In an order in which they can run, section by section.
  private(set) var operations: [Operation] = []

  private let schedule: Schedule
  private let kinds: [Kind]
  /// The most nodes of a chain: a third of its slots, for each may read three things and wait in a register.
  private static let longest = 32

  private enum Kind {
    case leaf
    /// Elements of the operand that are neighbors in memory.
    case view
    /// Elements of the operand that chains read where they stand.
    case selection(Selection)
    case elementwise
    /// Everything else; a selection that someone wants in memory too.
    case whole

    var isElementwise: Bool { if case .elementwise = self { true } else { false } }
    var isView: Bool { if case .view = self { true } else { false } }
    var isSelection: Bool { if case .selection = self { true } else { false } }
    var isComputed: Bool {
      switch self {
      case .elementwise, .whole: true;
      case .leaf, .view, .selection: false
      }
    }
  }

  /// - Parameter isFusing: whether there are chains; without them every node is computed alone, with the same bits.
  init(_ schedule: Schedule, isFusing: Bool) {
    self.schedule = schedule
    var kinds = schedule.nodes.indices.map { index -> Kind in
      if schedule.isLeaf(index) { return .leaf }
      if let selection = schedule.selection(index) {
        return selection.isContiguous ? .view : isFusing ? .selection(selection) : .whole
      }
      return isFusing && schedule.nodes[index].primitive.elementwise != nil ? .elementwise : .whole
    }
    self.kinds = kinds
    let isWanted = wantedSelections()
    for index in kinds.indices where isWanted[index] { kinds[index] = .whole }
    // A chain still reads the operand of a selection that is in memory as well.
    let computed = kinds
    let levels = levels(computed)
    operations = order(chains(computed, levels))
  }

  // MARK: What nodes read

  /// The node whose elements, all in their order, a node is.
  private func value(_ index: Int) -> Int {
    var index = index
    while kinds[index].isView, schedule.nodes[index].shape.count == schedule.nodes[schedule.nodes[index].operands[0]].shape.count
    {
      index = schedule.nodes[index].operands[0]
    }
    return index
  }

  /// The node in whose place a node stands.
  private func place(_ index: Int) -> Int {
    var index = index
    while kinds[index].isView { index = schedule.nodes[index].operands[0] }
    return index
  }

  /// What an elementwise node reads as an operand.
  func operand(_ operand: Int, of index: Int) -> Operand {
    let source = value(operand)
    switch kinds[source] {
    case .elementwise where schedule.nodes[source].shape.count == schedule.nodes[index].shape.count: return .value(source)
    case .selection(let selection): return .memory(schedule.nodes[source].operands[0], selection)
    default: return .memory(operand, nil)
    }
  }

  /// What a member of a chain reads as an operand: values of other chains come from memory.
  func memoryOperand(_ operand: Int, of index: Int, in operation: Operation) -> Operand {
    let result = self.operand(operand, of: index)
    if case .value(let source) = result, !operation.members.contains(source) { return .memory(operand, nil) }
    return result
  }

  /// The selections that must stand in memory: outputs, and what other than elementwise nodes read.
  private func wantedSelections() -> [Bool] {
    var wanted = [Bool](repeating: false, count: kinds.count)
    func want(_ index: Int) {
      let place = place(index)
      if kinds[place].isSelection { wanted[place] = true }
    }
    for output in schedule.outputs + schedule.carried.map(\.value) { want(output) }
    for index in kinds.indices.reversed() {
      switch kinds[index] {
      case .elementwise:
        for operand in schedule.nodes[index].operands {
          if case .memory(let node, _) = self.operand(operand, of: index) { want(node) }
        }
      case .whole: for operand in schedule.nodes[index].operands { want(operand) }
      case .selection: if wanted[index] { want(schedule.nodes[index].operands[0]) }
      case .leaf, .view: break
      }
    }
    return wanted
  }

  /// The nodes that a node reads: in registers, if they are of one chain, or in memory.
  private func reads(_ index: Int, _ computed: [Kind]) -> [(node: Int, isValue: Bool)] {
    schedule.nodes[index].operands.map { operand in
      guard computed[index].isElementwise else { return (place(operand), false) }
      switch self.operand(operand, of: index) {
      case .value(let source): return (source, schedule.sections[source] == schedule.sections[index])
      case .memory(let node, _): return (place(node), false)
      }
    }
  }

  // MARK: Levels

  private func levels(_ computed: [Kind]) -> [Int] {
    var levels = [Int](repeating: 0, count: computed.count)
    for index in computed.indices where computed[index].isComputed {
      for (node, isValue) in reads(index, computed)
      where schedule.sections[node] == schedule.sections[index] && computed[node].isComputed {
        let climbs = computed[index].isElementwise ? !isValue && computed[node].isElementwise : true
        levels[index] = max(levels[index], levels[node] + (climbs ? 1 : 0))
      }
    }
    sink(&levels, computed)
    return levels
  }

  /// Moves elementwise nodes up to the first chain that reads them: 1 - y² to where the gradient comes by, so that y alone is kept.
  ///
  /// Only nodes that keep no more operands of full size waiting than they give results.
  private func sink(_ levels: inout [Int], _ computed: [Kind]) {
    var first = [Int](repeating: Int.max, count: computed.count)
    var isStored = [Bool](repeating: false, count: computed.count)
    for output in schedule.outputs + schedule.carried.map(\.value) { isStored[place(output)] = true }
    for index in computed.indices.reversed() where computed[index].isComputed {
      let reads = reads(index, computed)
      if computed[index].isElementwise, !isStored[index], first[index] > levels[index], first[index] != Int.max {
        let count = schedule.nodes[index].shape.count
        let large = Set(reads.map(\.node).filter { computed[$0].isComputed && schedule.nodes[$0].shape.count >= count })
        if large.count <= 1 || count == 1 { levels[index] = first[index] }
      }
      for (node, isValue) in reads {
        if isValue { first[node] = min(first[node], levels[index]) } else { isStored[node] = true }
      }
    }
  }

  // MARK: Chains

  /// The operations, in order of their first members.
  private func chains(_ computed: [Kind], _ levels: [Int]) -> [Operation] {
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
      for (node, isValue) in reads(index, computed) where isValue && levels[node] == levels[index] {
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
    return operations
  }

  // MARK: Order

  /// The operations with what they read and store, each at the place of its last member unless it is needed before.
  private func order(_ found: [Operation]) -> [Operation] {
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
