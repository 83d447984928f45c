extension Graph {
  /// The same values in a new graph, what all readers of a tensor have in common considered:
  ///  * a matrix that many small products read transposed is transposed once;
  ///  * an elementwise tensor of which only pieces are read is computed in pieces, where their readers' chains are.
  static func regrouped(_ outputs: [Tensor]) -> [Tensor] {
    guard let graph = outputs.first?.graph else { return [] }
    let readers = Readers(graph, outputs)
    guard readers.haveInCommon else { return outputs }
    return copied(outputs) { copy, node, operands in
      if let product = node.primitive.of(Matmul.self), readers.transposes(node) {
        let factors = [operands[0], operands[1].transposed()]
        return copy.apply(Matmul(transposesFirst: product.transposesFirst, transposesSecond: false), to: factors)
      }
      if let slice = node.primitive.of(Slice.self), readers.isReadInPieces(node.operands[0]) {
        let whole = operands[0].node
        return copy.apply(whole.primitive, to: operands[0].operands.map { $0.piece(slice.range) })
      }
      return copy.apply(node.primitive, to: operands)
    }
  }
}

/// How the nodes of a graph are read for some outputs.
private struct Readers {
  /// By node: the products that would pack it for few rows.
  private var packing: [Int]
  /// By node: how many of its rows slices read, and who else reads it.
  private var slicedRows: [Int]
  private var others: [Int]
  private var isSliced = false
  private let graph: Graph

  /// Whether there can be anything to do: in most programs there is not.
  var haveInCommon: Bool { isSliced || packing.contains { $0 >= Self.fewest } }

  init(_ graph: Graph, _ outputs: [Tensor]) {
    self.graph = graph
    let none = [Int](repeating: 0, count: graph.nodes.count)
    (packing, slicedRows, others) = (none, none, none)
    for output in outputs { others[output.id] += 1 }
    for id in graph.needed(for: outputs) {
      let node = graph.nodes[id]
      if packs(node) { packing[node.operands[1]] += 1 }
      if let slice = node.primitive.of(Slice.self), slice.axis == 0 {
        isSliced = true
        slicedRows[node.operands[0]] += slice.range.count
      } else {
        for operand in node.operands { others[operand] += 1 }
      }
    }
  }

  // MARK: Transposing once

  /// A product packs a transposed second factor to read it. For the 64 rows of a recurrent layer's time step that takes, of a matrix in the
  /// second cache, up to a third as long as the product itself, at every step (Zen 4: 27 µs instead of 19 for 64 × 128 × 128); with more rows
  /// it is only a few hundredths.
  private func packs(_ node: Graph.Node) -> Bool {
    guard let product = node.primitive.of(Matmul.self) else { return false }
    return product.transposesSecond && node.shape[0] <= 256
  }

  /// So many products make up for a transposed copy.
  private static var fewest: Int { 8 }

  /// Whether a product is to read its second factor from a transposed copy.
  func transposes(_ node: Graph.Node) -> Bool { packs(node) && packing[node.operands[1]] >= Self.fewest }

  // MARK: Pieces

  /// Whether an elementwise tensor is read by slices alone, which all together read no more than there is.
  ///
  /// Such as W x_t + b of all time steps: the bias is then added where a step reads it, in place of a pass through memory of its own.
  func isReadInPieces(_ id: Int) -> Bool {
    let node = graph.nodes[id]
    return node.primitive.elementwise != nil && others[id] == 0 && slicedRows[id] <= node.shape[0]
      && node.operands.allSatisfy { graph.nodes[$0].shape == node.shape }
  }
}

extension Tensor {
  /// Some of the rows; of one row that is repeated, fewer repetitions.
  fileprivate func piece(_ rows: Range<Int>) -> Tensor {
    guard node.primitive is Broadcast, operands[0].shape.rank < shape.rank || operands[0].shape[0] == 1 else {
      return sliced(rows)
    }
    return operands[0].broadcast(to: Shape([rows.count] + shape.dimensions.dropFirst()))
  }
}
