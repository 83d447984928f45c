/// Where nodes stand within the places of others: views in their operands', the pieces of concatenations in these, what is carried in the leaves.
struct Hosts {
  /// Carried tensors that must be copied to their leaves; the others are computed there.
  private(set) var copies: [(value: Int, leaf: Int)] = []
  /// For each node, the one that has a place of its own in which it stands.
  private(set) var roots: [Int] = []
  /// In bytes, by node.
  let sizes: [Int]

  private let schedule: Schedule
  private let fusion: Fusion
  private var operations: [Fusion.Operation] { fusion.operations }
  /// For a node that stands within another's place: that node, and how many elements into it.
  private var hosts: [(node: Int, start: Int)?]

  /// - Throws: `ProgramError` when the bytes of a tensor cannot be counted.
  init(_ schedule: Schedule, _ fusion: Fusion, _ precision: Precision) throws(ProgramError) {
    (self.schedule, self.fusion) = (schedule, fusion)
    sizes = try Hosts.sizes(schedule.nodes, precision)
    hosts = schedule.nodes.indices.map { index in
      guard let selection = schedule.selections[index], selection.isContiguous else { return nil }
      return (schedule.nodes[index].operands[0], selection.start)
    }
    assemble()
    settleInLeaves()
    roots = schedule.nodes.indices.map { host(of: $0).node }
  }

  private static func sizes(_ nodes: [Graph.Node], _ precision: Precision) throws(ProgramError) -> [Int] {
    var sizes: [Int] = []
    for node in nodes {
      let (bytes, overflow) = node.shape.count.multipliedReportingOverflow(by: precision.bytes)
      if overflow { throw .tooLarge(primitive: node.primitive.name, shape: node.shape) }
      sizes.append(bytes)
    }
    return sizes
  }

  /// The offsets of all nodes from those of the roots.
  func offsets(_ places: [Int], _ precision: Precision) -> [Int] {
    roots.indices.map { index in
      let (root, start) = host(of: index)
      return places[root] &+ start &* precision.bytes
    }
  }

  // MARK: Places within places

  /// The node that has a place of its own in which a node stands, and how many elements into it.
  private func host(of index: Int) -> (node: Int, start: Int) {
    var (node, start) = (index, 0)
    while let host = hosts[node] { (node, start) = (host.node, start + host.start) }
    return (node, start)
  }

  /// Gives the operands of concatenations their places in them, where they have no other; concatenations of pieces that lie side by side
  /// already are views.
  private mutating func assemble() {
    let concatenations = operations.filter {
      $0.members.count == 1 && schedule.nodes[$0.members[0]].primitive.of(Concatenate.self)?.axis == 0
    }
    // The longest first: shorter ones are then often a part of it.
    for operation in concatenations.sorted(by: {
      schedule.nodes[$0.members[0]].operands.count > schedule.nodes[$1.members[0]].operands.count
    }) {
      let index = operation.members[0]
      let node = schedule.nodes[index]
      if isSideBySide(node.operands) {
        hosts[index] = (node.operands[0], 0)
        continue
      }
      var start = 0
      for operand in node.operands {
        let (root, offset) = host(of: operand)
        if root != host(of: index).node, offset == 0, !schedule.isLeaf(root), schedule.nodes[root].shape.count > 0,
          areTogether(schedule.sections[root], schedule.sections[index]),
          schedule.nodes[root].shape.count == schedule.nodes[operand].shape.count
        {
          hosts[root] = (index, start)
        }
        start += schedule.nodes[operand].shape.count
      }
    }
  }

  /// Whether a piece is computed as often as its concatenation, in the same section or in the run before the commit.
  private func areTogether(_ piece: Schedule.Section, _ whole: Schedule.Section) -> Bool {
    piece == whole || piece == .run && whole == .commit
  }

  private func isSideBySide(_ operands: [Int]) -> Bool {
    var (root, end) = host(of: operands[0])
    // A leaf that is carried to changes at a commit.
    guard root != operands[0], schedule.carried.isEmpty || !schedule.isLeaf(root), schedule.nodes[root].shape.count > 0 else {
      return false
    }
    for operand in operands {
      let (next, start) = host(of: operand)
      if next != root || start != end { return false }
      end += schedule.nodes[operand].shape.count
    }
    return true
  }

  /// Lets carried tensors be computed in their leaves' places, where nothing reads the leaf afterwards.
  private mutating func settleInLeaves() {
    var writer = [Int](repeating: -1, count: schedule.nodes.count)
    for (time, operation) in operations.enumerated() {
      for member in operation.stored { writer[member] = time }
    }
    let reads = lastReads(schedule.nodes.indices.map { host(of: $0).node }, operations, leavesLast: false)
    var isTaken = Set<Int>()
    for (value, leaf) in schedule.carried {
      let (root, start) = host(of: value)
      let isOwn = start == 0 && writer[root] >= 0 && schedule.nodes[root].shape.count == schedule.nodes[leaf].shape.count
      if isOwn, schedule.sections[root] == .commit, isTaken.insert(leaf).inserted,
        reads[leaf] < writer[root] || reads[leaf] == writer[root] && inherits(root, leaf, operations[writer[root]])
      {
        hosts[root] = (leaf, 0)
      } else {
        copies.append((value, leaf))
      }
    }
  }

  // MARK: Time

  /// For each place, the last of the operations that reads it, these in an order in which they can run; `Int.max` for what is read after a run.
  func lastReads(_ operations: [Fusion.Operation]) -> [Int] { lastReads(roots, operations, leavesLast: true) }

  private func lastReads(_ roots: [Int], _ operations: [Fusion.Operation], leavesLast: Bool) -> [Int] {
    var last = [Int](repeating: -1, count: roots.count)
    for (time, operation) in operations.enumerated() {
      for node in operation.stored { last[roots[node]] = max(last[roots[node]], time) }
      for node in operation.reads {
        let root = roots[node]
        let isLeft = schedule.sections[root] == .prelude && operation.section != .prelude
        last[root] = isLeft ? Int.max : max(last[root], time)
      }
    }
    for index in roots.indices where leavesLast && schedule.isLeaf(index) { last[index] = Int.max }
    for output in schedule.outputs { last[roots[output]] = Int.max }
    for (value, _) in copies { last[roots[value]] = Int.max }
    return last
  }

  /// Whether a stored member may be written where an operand of the operation lies.
  func inherits(_ member: Int, _ root: Int, _ operation: Fusion.Operation) -> Bool {
    guard operation.isChain else { return schedule.nodes[member].primitive.placement == .inPlace }
    // Element by element, and not before the last member that reads it.
    for reader in operation.members {
      for operand in schedule.nodes[reader].operands {
        guard case .memory(let node, let selection) = fusion.memoryOperand(operand, of: reader) else { continue }
        if host(of: node).node == root,
          selection != nil || operation.time(reader) > member
            || schedule.nodes[node].shape.count != schedule.nodes[member].shape.count
        {
          return false
        }
      }
    }
    return true
  }
}
