extension Graph {
  /// Tensors as they are when others stand in the place of some of the nodes that they need, leaves for example.
  ///
  ///     graph.substituting([w: w + t * v], in: [loss])     // the loss along a line, a function of t
  ///
  /// - Parameter replacements: each of the shape of what it replaces; what these need themselves is not replaced.
  package func substituting(_ replacements: [Tensor: Tensor], in tensors: [Tensor]) -> [Tensor] {
    // Looked up, never iterated but for this check.
    precondition(replacements.allSatisfy { $0.shape == $1.shape }, "a tensor is replaced by one of another shape")
    var images: [Int: Tensor] = [:]
    for id in needed(for: tensors) {
      let tensor = Tensor(graph: self, id: id)
      let operands = tensor.operands
      let replaced = operands.map { images[$0.id] ?? $0 }
      images[id] = replacements[tensor] ?? (replaced == operands ? tensor : apply(tensor.node.primitive, to: replaced))
    }
    return tensors.map { images[$0.id] ?? $0 }
  }
}
