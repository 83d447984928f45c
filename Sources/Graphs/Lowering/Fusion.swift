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

  let schedule: Schedule
  let kinds: [Kind]
  /// The most nodes of a chain: a third of its slots, for each may read three things and wait in a register.
  static let longest = 32

  enum Kind {
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
  func value(_ index: Int) -> Int {
    var index = index
    while kinds[index].isView, schedule.nodes[index].shape.count == schedule.nodes[schedule.nodes[index].operands[0]].shape.count
    {
      index = schedule.nodes[index].operands[0]
    }
    return index
  }

  /// The node in whose place a node stands.
  func place(_ index: Int) -> Int {
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
  func reads(_ index: Int, _ computed: [Kind]) -> [(node: Int, isValue: Bool)] {
    schedule.nodes[index].operands.map { operand in
      guard computed[index].isElementwise else { return (place(operand), false) }
      switch self.operand(operand, of: index) {
      case .value(let source): return (source, schedule.sections[source] == schedule.sections[index])
      case .memory(let node, _): return (place(node), false)
      }
    }
  }
}
