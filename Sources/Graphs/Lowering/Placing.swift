/// The place of every node. Invariants:
///  1. a place is given back only after the last step that reads it, through whatever views;
///  2. the places of leaves and outputs are never given back;
///  3. a step writes where one of its operands lies only if its primitive allows it and nothing reads that operand later.
struct Placing {
  var offsets: [Int] = []
  var bytes: Int { plan.bytes }
  private var plan = BufferPlan()

  init(_ schedule: Schedule, _ precision: Precision) throws(ProgramError) {
    let nodes = schedule.nodes
    let owners = Placing.owners(nodes)
    let sizes = try Placing.sizes(nodes, precision)
    let lastReads = Placing.lastReads(nodes, owners, outputs: schedule.outputs)
    offsets = [Int](repeating: 0, count: nodes.count)

    // Leaves first, together: the rest of memory is then free for reuse.
    for index in nodes.indices where nodes[index].primitive.placement == .fixed {
      offsets[index] = try take(sizes[index], for: nodes[index])
    }
    for index in nodes.indices where nodes[index].primitive.placement != .fixed {
      let node = nodes[index]
      if owners[index] != index {
        offsets[index] = offsets[owners[index]]
      } else {
        let dying = Placing.distinct(node.operands.map { owners[$0] }).filter { lastReads[$0] == index }
        let heir = node.primitive.placement == .inPlace ? dying.first { sizes[$0] == sizes[index] } : nil
        offsets[index] = if let heir { offsets[heir] } else { try take(sizes[index], for: node) }
        for owner in dying where owner != heir { plan.release(offsets[owner], sizes[owner]) }
      }
    }
  }

  private mutating func take(_ bytes: Int, for node: Graph.Node) throws(ProgramError) -> Int {
    guard let offset = plan.take(bytes) else { throw .tooLarge(primitive: node.primitive.name, shape: node.shape) }
    return offset
  }

  /// For each node, the one whose place it shares: itself, unless it is a view.
  private static func owners(_ nodes: [Graph.Node]) -> [Int] {
    var owners = Array(nodes.indices)
    for index in nodes.indices where nodes[index].primitive.placement == .view {
      owners[index] = owners[nodes[index].operands[0]]
    }
    return owners
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

  /// For each owner, the last step that reads its place; `Int.max` for leaves and outputs.
  private static func lastReads(_ nodes: [Graph.Node], _ owners: [Int], outputs: [Int]) -> [Int] {
    var last = Array(nodes.indices)
    for index in nodes.indices {
      for operand in nodes[index].operands { last[owners[operand]] = index }
    }
    for index in nodes.indices where nodes[index].primitive.placement == .fixed { last[index] = Int.max }
    for output in outputs { last[owners[output]] = Int.max }
    return last
  }

  private static func distinct(_ values: [Int]) -> [Int] {
    values.indices.filter { values[..<$0].contains(values[$0]) == false }.map { values[$0] }
  }
}
