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
    /// Members that are computed by the instruction of the one member that reads them; few, and looked through quicker than hashed.
    var absorbed: [(member: Int, reader: Int)] = []

    func absorber(of member: Int) -> Int? { absorbed.first { $0.member == member }?.reader }

    /// The member at whose time a member reads.
    func time(_ member: Int) -> Int { absorber(of: member) ?? member }
  }

  /// In an order in which they can run, section by section.
  private(set) var operations: [Operation] = []

  let schedule: Schedule
  let kinds: [Kind]
  /// By node: how many elements it has.
  let counts: [Int]
  /// By node: the node whose elements, all in their order, it is.
  private let values: [Int]
  /// By node: the node in whose place it stands.
  private let places: [Int]
  /// By computed node: equal for those of one operation.
  private(set) var owners: [Int] = []
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
      if let selection = schedule.selections[index] {
        return selection.isContiguous ? .view : isFusing ? .selection(selection) : .whole
      }
      return isFusing && schedule.nodes[index].primitive.elementwise != nil ? .elementwise : .whole
    }
    self.kinds = kinds
    let counts = schedule.nodes.map(\.shape.count)
    self.counts = counts
    (values, places) = Fusion.origins(schedule, kinds, counts)
    let isWanted = wantedSelections()
    for index in kinds.indices where isWanted[index] { kinds[index] = .whole }
    // A chain still reads the operand of a selection that is in memory as well.
    let computed = kinds
    let levels = levels(computed)
    let found = chains(computed, levels)
    owners = [Int](repeating: -1, count: kinds.count)
    for (index, operation) in found.enumerated() {
      for member in operation.members { owners[member] = index }
    }
    operations = order(found)
  }

  /// Through views: the nodes of which nodes are all elements, and those in whose places they stand.
  private static func origins(_ schedule: Schedule, _ kinds: [Kind], _ counts: [Int]) -> (values: [Int], places: [Int]) {
    var (values, places) = (Array(kinds.indices), Array(kinds.indices))
    // Operands come before what is made of them.
    for index in kinds.indices where kinds[index].isView {
      let operand = schedule.nodes[index].operands[0]
      places[index] = places[operand]
      if counts[index] == counts[operand] { values[index] = values[operand] }
    }
    return (values, places)
  }

  // MARK: What nodes read

  /// The node in whose place a node stands.
  func place(_ index: Int) -> Int { places[index] }

  /// What an elementwise node reads as an operand.
  func operand(_ operand: Int, of index: Int) -> Operand {
    let source = values[operand]
    switch kinds[source] {
    case .elementwise where counts[source] == counts[index]: return .value(source)
    case .selection(let selection): return .memory(schedule.nodes[source].operands[0], selection)
    default: return .memory(operand, nil)
    }
  }

  /// What a member of a chain reads as an operand: values of other chains come from memory.
  func memoryOperand(_ operand: Int, of index: Int) -> Operand {
    let result = self.operand(operand, of: index)
    if case .value(let source) = result, owners[source] != owners[index] { return .memory(operand, nil) }
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

  /// Calls back with the nodes that a node reads: in registers, if they are of one chain, or in memory.
  func forEachRead(_ index: Int, _ computed: [Kind], _ body: (_ node: Int, _ isValue: Bool) -> Void) {
    for operand in schedule.nodes[index].operands {
      guard computed[index].isElementwise else {
        body(place(operand), false)
        continue
      }
      switch self.operand(operand, of: index) {
      case .value(let source): body(source, schedule.sections[source] == schedule.sections[index])
      case .memory(let node, _): body(place(node), false)
      }
    }
  }
}
