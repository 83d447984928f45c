/// A tensor that scalars move: start + Σ coordinate · direction.
package struct MovedTensor {
  let start: Tensor
  let moves: [(coordinate: Tensor, direction: Tensor)]

  /// - Parameter moves: scalars, and directions of the shape of `start`.
  package init(_ start: Tensor, moves: [(coordinate: Tensor, direction: Tensor)]) {
    precondition(moves.allSatisfy { $0.coordinate.shape == [] && $0.direction.shape == start.shape }, "a move of another shape")
    (self.start, self.moves) = (start, moves)
  }

  /// f of the tensor, for a linear f: f(start) + Σ coordinate · f(direction).
  func mapped(_ f: (Tensor) -> Tensor) -> Tensor { moves.reduce(f(start)) { $0 + $1.coordinate * f($1.direction) } }
}

extension Graph {
  /// Tensors as they are when others, which scalars move, stand in the place of some of the nodes that they need, leaves for example.
  ///
  ///     graph.substituting([w: MovedTensor(w, moves: [(t, v)])], in: [loss])     // the loss along a line, a function of t
  ///
  /// What a moved tensor is multiplied with may stay where it is, as the data do that a network's first layer reads. Then the product moves along
  /// a line too, x (w + t v) = x w + t (x v), and where only t varies from run to run, both products are computed once.
  ///
  /// - Parameter replacements: each of the shape of what it replaces; what these need themselves is not replaced.
  package func substituting(_ replacements: [Tensor: MovedTensor], in tensors: [Tensor]) -> [Tensor] {
    // Looked up, never iterated but for this check.
    precondition(replacements.allSatisfy { $0.shape == $1.start.shape }, "a tensor is replaced by one of another shape")
    var images: [Int: Tensor] = [:]
    for id in needed(for: tensors) {
      let tensor = Tensor(graph: self, id: id)
      let (primitive, operands) = (tensor.node.primitive, tensor.operands)
      let replaced = operands.map { images[$0.id] ?? $0 }
      let moving = operands.indices.filter { replaced[$0] != operands[$0] }
      if let moved = replacements[tensor] {
        images[id] = moved.mapped { $0 }
      } else if primitive.isProduct, moving.count == 1, let moved = replacements[operands[moving[0]]] {
        images[id] = moved.mapped { factor in
          apply(primitive, to: operands.indices.map { $0 == moving[0] ? factor : operands[$0] })
        }
      } else {
        images[id] = moving.isEmpty ? tensor : apply(primitive, to: replaced)
      }
    }
    return tensors.map { images[$0.id] ?? $0 }
  }
}
