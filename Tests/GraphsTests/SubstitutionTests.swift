import Testing

@testable import Graphs

@Suite("Tensors in the place of others") struct SubstitutionTests {
  @Test("The loss along a line is a function of one number")
  func line() throws {
    let graph = Graph()
    let (w, v, t) = (graph.input("w", [2]), graph.input("v", [2]), graph.input("t", []))
    let loss = (w.squared() * w + graph.constant(1, [2])).sum()
    let moved = graph.substituting([w: MovedTensor(w, moves: [(t, v)])], in: [loss, v])
    // (1 + 2 · 3)³ + (-1 + 2 · 1)³ + 2
    #expect(try evaluate(moved, ["w": [1, -1], "v": [3, 1], "t": [2]]) == [[346], [3, 1]])
    #expect(graph.substituting([v: MovedTensor(w, moves: [])], in: [loss]) == [loss])
  }

  /// The products among the samples, and which of the operands moves.
  private static let factors = samples.filter(\.primitive.isProduct).flatMap { sample in
    sample.operands.indices.map { (sample, $0) }
  }

  @Test("A product with what stays moves along a line itself", arguments: factors)
  func products(_ sample: Sample, _ moving: Int) throws {
    let graph = Graph()
    let operands = sample.operands.enumerated().map { graph.input("operand \($0)", $1.shape) }
    let (s, t) = (graph.input("s", []), graph.input("t", []))
    let directions = ["u", "v"].map { graph.input($0, operands[moving].shape) }
    let moved = MovedTensor(operands[moving], moves: [(s, directions[0]), (t, directions[1])])
    let product = graph.apply(sample.primitive, to: operands)
    let along = graph.substituting([operands[moving]: moved], in: [product, product.squared()])
    let at = operands.indices.map { index in
      index == moving ? operands[index] + s * directions[0] + t * directions[1] : operands[index]
    }
    let whole = graph.apply(sample.primitive, to: at)
    for id in graph.needed(for: along) where graph.nodes[id].primitive.isProduct {
      #expect(Set(graph.needed(for: [Tensor(graph: graph, id: id)])).isDisjoint(with: [s.id, t.id]))
    }

    var values: [String: [Double]] = ["s": [0.5], "t": [-3]]
    let tensors = operands.enumerated().map { ("operand \($0)", $1) } + zip(["u", "v"], directions)
    for (index, (name, tensor)) in tensors.enumerated() {
      values[name] = (0..<tensor.shape.count).map { Double(($0 * 7 + index) % 11) - 5 }
    }
    // Small integers: every sum is exact.
    #expect(try evaluate(along, values) == evaluate([whole, whole.squared()], values))
  }

  @Test("Nothing else than a product with what stays is taken apart")
  func others() throws {
    let graph = Graph()
    let (x, w, v, t) = (graph.input("x", [2, 2]), graph.input("w", [2, 2]), graph.input("v", [2, 2]), graph.input("t", []))
    let at = w + t * v
    let products = [w.matmul(w), w.tanh().matmul(x), x.matmul(w).matmul(w)]
    let along = graph.substituting([w: MovedTensor(w, moves: [(t, v)])], in: products)
    #expect(along == [at.matmul(at), at.tanh().matmul(x), (x.matmul(w) + t * x.matmul(v)).matmul(at)])
  }
}
