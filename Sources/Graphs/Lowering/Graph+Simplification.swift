extension Graph {
  /// The same values in a new graph of what they need, every node replaced by the simpler one that its primitive knows.
  ///
  /// Nodes that become equal become one, because the new graph is hash-consed too.
  static func simplified(_ outputs: [Tensor]) -> [Tensor] {
    copied(outputs) { simpler, node, operands in simpler.simplest(node.primitive, operands) }
  }

  /// The same values in a new graph of what they need.
  ///
  /// - Parameter image: makes the equal of a node in the new graph, of the equals of its operands.
  static func copied(_ outputs: [Tensor], _ image: (_ copy: Graph, _ node: Node, _ operands: [Tensor]) -> Tensor) -> [Tensor] {
    guard let graph = outputs.first?.graph else { return [] }
    precondition(outputs.allSatisfy { $0.graph === graph }, "the outputs of a program belong to one graph")
    let copy = Graph()
    var images = [Int](repeating: -1, count: graph.nodes.count)
    for id in graph.needed(for: outputs) {
      let node = graph.nodes[id]
      images[id] = image(copy, node, node.operands.map { Tensor(graph: copy, id: images[$0]) }).id
    }
    return outputs.map { Tensor(graph: copy, id: images[$0.id]) }
  }

  /// The nodes that some tensors need, in order of creation.
  func needed(for tensors: [Tensor]) -> [Int] {
    var needed = [Bool](repeating: false, count: (tensors.map(\.id).max() ?? -1) + 1)
    for tensor in tensors { needed[tensor.id] = true }
    for id in needed.indices.reversed() where needed[id] {
      for operand in nodes[id].operands { needed[operand] = true }
    }
    return needed.indices.filter { needed[$0] }
  }

  private func simplest(_ primitive: any Primitive, _ operands: [Tensor]) -> Tensor {
    guard var result = primitive.simplified(operands: operands) else { return apply(primitive, to: operands) }
    while let simpler = result.node.primitive.simplified(operands: result.operands) { result = simpler }
    return result
  }
}

extension Tensor {
  /// The scalar that every element of a non-scalar equals, if the graph shows it.
  var scalar: Tensor? {
    guard shape.rank > 0, shape.count == 1 else { return copiedScalar }
    return node.primitive is Reshape && operands[0].shape == [] ? operands[0] : reshaped([])
  }

  /// The scalar that this node copies.
  var copiedScalar: Tensor? {
    guard node.primitive.of(Broadcast.self) != nil else { return nil }
    let operand = Tensor(graph: graph, id: node.operands[0])
    return operand.shape.rank == 0 ? operand : nil
  }
}
