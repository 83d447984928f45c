/// The nodes that some outputs and carried tensors need, in order of creation: forward passes come before the backward ones that read them,
/// and the order depends on nothing but how the graph was built.
struct Schedule {
  /// When a node is computed.
  enum Section: Int, Comparable {
    /// Once, and again after an input was written that does not vary.
    case prelude
    /// At every run: what outputs need.
    case run
    /// When a run is committed: what only carried tensors need.
    case commit

    static func < (a: Section, b: Section) -> Bool { a.rawValue < b.rawValue }
  }

  /// A node's operands are positions.
  private(set) var nodes: [Graph.Node] = []
  /// Leaves have no time; what stands here for them means nothing.
  private(set) var sections: [Section] = []
  private(set) var outputs: [Int] = []
  /// By node: where in its operand its elements stand, if it is nothing but elements of it.
  private(set) var selections: [Selection?] = []
  /// The positions of what becomes an input's next value, and of that input.
  private(set) var carried: [(value: Int, leaf: Int)] = []

  /// - Parameters:
  ///   - carried: those whose leaf nobody reads are left out.
  ///   - varying: the names of the inputs that change from run to run, besides those that are carried to; `nil` for all.
  init(outputs: [Tensor], carried: [(tensor: Tensor, leaf: String)], varying: [String]?) {
    let tensors = Graph.regrouped(Graph.simplified(outputs + carried.map(\.tensor)))
    guard let graph = tensors.first?.graph else { return }
    // Looked up, never iterated.
    var leaves: [String: Int] = [:]
    for id in carried.isEmpty ? [] : graph.needed(for: tensors) {
      if let input = graph.nodes[id].primitive.of(Input.self) { leaves[input.label] = id }
    }
    let targets = zip(tensors.dropFirst(outputs.count), carried).compactMap { value, carried in
      leaves[carried.leaf].map { (value: value, leaf: Tensor(graph: graph, id: $0)) }
    }
    var positions = [Int](repeating: -1, count: graph.nodes.count)
    for id in graph.needed(for: tensors.prefix(outputs.count) + targets.map(\.value)) {
      let node = graph.nodes[id]
      positions[id] = nodes.count
      nodes.append(Graph.Node(primitive: node.primitive, operands: node.operands.map { positions[$0] }, shape: node.shape))
    }
    self.outputs = tensors.prefix(outputs.count).map { positions[$0.id] }
    for (value, leaf) in targets where positions[leaf.id] >= 0 {
      precondition(value.shape == leaf.shape, "a tensor of shape \(value.shape) carried to a leaf of shape \(leaf.shape)")
      self.carried.append((value: apart(positions[value.id]), leaf: positions[leaf.id]))
    }
    selections = nodes.indices.map { selection($0) }
    sections = section(varying: varying.map { Set($0).union(carried.map(\.leaf)) })
  }

  /// The position of the same values outside of the places of leaves, which a commit overwrites.
  private mutating func apart(_ value: Int) -> Int {
    guard nodes[origin(of: value)].primitive.placement == .fixed else { return value }
    nodes.append(Graph.Node(primitive: Copy(), operands: [value], shape: nodes[value].shape))
    return nodes.count - 1
  }

  private func section(varying: Set<String>?) -> [Section] {
    var varies: [Bool] = []
    for node in nodes {
      if let input = node.primitive.of(Input.self) {
        varies.append(varying?.contains(input.label) ?? true)
      } else {
        // Where all inputs vary there are still constants: scalars of them take no room to speak of.
        let isLarge = varying == nil && node.shape.count > 1
        varies.append(isLarge || node.operands.contains { varies[$0] })
      }
    }
    var isRead = [Bool](repeating: false, count: nodes.count)
    for output in outputs { isRead[output] = true }
    for index in nodes.indices.reversed() where isRead[index] {
      for operand in nodes[index].operands { isRead[operand] = true }
    }
    return nodes.indices.map { varies[$0] ? isRead[$0] ? .run : .commit : .prelude }
  }

  func isLeaf(_ index: Int) -> Bool { nodes[index].primitive.placement == .fixed }

  private func selection(_ index: Int) -> Selection? {
    let node = nodes[index]
    guard node.operands.count == 1 else { return nil }
    return node.primitive.selection(from: nodes[node.operands[0]].shape, result: node.shape)
  }

  /// The node in whose place a node stands, through views.
  private func origin(of index: Int) -> Int {
    var index = index
    while selection(index)?.isContiguous == true { index = nodes[index].operands[0] }
    return index
  }
}

/// The same values in a place of their own; lowering's alone.
struct Copy: Primitive {
  var name: String { "copy" }
  static var samples: [Sample] { [] }
  func shape(of operands: [Shape]) -> Shape { operands[0] }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    copy([result.shape.count], strides: [1], x: operands[0].offset, y: result.offset)
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] { [cotangent] }
}
