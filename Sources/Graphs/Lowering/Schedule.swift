/// The nodes that some outputs need, in order of creation: forward passes come before the backward ones that read them, and the
/// order depends on nothing but how the graph was built.
struct Schedule {
  var nodes: [Graph.Node] = []
  var outputs: [Int] = []

  init(_ tensors: [Tensor]) {
    guard let graph = tensors.first?.graph else { return }
    var positions = [Int](repeating: -1, count: graph.nodes.count)
    for id in graph.needed(for: tensors) {
      let node = graph.nodes[id]
      positions[id] = nodes.count
      nodes.append(Graph.Node(primitive: node.primitive, operands: node.operands.map { positions[$0] }, shape: node.shape))
    }
    outputs = tensors.map { positions[$0.id] }
  }
}
