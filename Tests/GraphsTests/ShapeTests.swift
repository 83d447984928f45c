import Graphs
import Testing

@Suite("Shapes") struct ShapeTests {
  @Test(
    "Shapes broadcast by NumPy's rule",
    arguments: [
      ([3, 1], [4], [3, 4]), ([], [2, 2], [2, 2]), ([1], [5], [5]), ([8, 1, 6, 1], [7, 1, 5], [8, 7, 6, 5]), ([0], [1], [0]),
      ([2], [3], nil), ([0], [2], nil), ([2, 1], [8, 4, 3], nil),
    ] as [(Shape, Shape, Shape?)])
  func broadcasting(_ a: Shape, _ b: Shape, _ expected: Shape?) {
    #expect(Shape.broadcasting(a, b) == expected)
    #expect(Shape.broadcasting(b, a) == expected)
  }

  @Test("A count that does not fit saturates, and a dimension of zero makes it zero")
  func counts() {
    #expect(Shape([2, 3, 4]).count == 24)
    #expect(Shape([]).count == 1)
    #expect(Shape([1 << 40, 1 << 40]).count == Int.max)
    #expect(Shape([1 << 40, 1 << 40, 0]).count == 0)
    #expect("\(Shape([2, 3]))" == "[2, 3]")
  }

  @Test("Arithmetic broadcasts values")
  func values() throws {
    let graph = Graph()
    let (column, row) = (graph.input("column", [2, 1]), graph.input("row", [3]))
    let inputs = ["column": [10.0, 20], "row": [1.0, 2, 3]]
    #expect((column + row).shape == [2, 3])
    #expect(try evaluate(column + row, inputs) == [11, 12, 13, 21, 22, 23])
    #expect(try evaluate(column - 1, inputs) == [9, 19])
    #expect(try evaluate(1 / column, inputs) == [0.1, 0.05])
    #expect(try evaluate(row.broadcast(to: [2, 1, 3]), inputs) == [1, 2, 3, 1, 2, 3])
    #expect(try evaluate(select(row - 2, row, column), inputs) == [10, 10, 3, 20, 20, 3])
    #expect(try evaluate(graph.constant(1, [1, 1]) + graph.constant(2, [1]), inputs) == [3])
  }

  @Test("Reductions take any axes, counted from either end, and may keep them")
  func reductions() throws {
    let graph = Graph()
    let x = graph.input("x", [2, 3, 2])
    let inputs = ["x": (0..<12).map(Double.init)]
    #expect(x.sum(over: [0, 2]).shape == [3])
    #expect(x.sum(over: [0, -1], keepingDimensions: true).shape == [1, 3, 1])
    #expect(try evaluate(x.sum(over: [0, 2]), inputs) == [14, 22, 30])
    #expect(try evaluate(x.maximum(over: [0, 2]), inputs) == [7, 9, 11])
    #expect(try evaluate(x.mean(over: 1), inputs) == [2, 3, 8, 9])
    #expect(try evaluate(x.mean(), inputs) == [5.5])
    #expect(try evaluate(x.sum(over: []), inputs) == inputs["x"])
  }

  @Test("Slices, padding and concatenation work along every axis", arguments: [0, 1, 2, -1])
  func pieces(_ axis: Int) throws {
    let graph = Graph()
    let x = graph.input("x", [3, 4, 5])
    let inputs = ["x": (0..<60).map(Double.init)]
    let (head, tail) = (x.sliced(0..<2, along: axis), x.sliced(2..<x.shape.dimensions[axis < 0 ? axis + 3 : axis], along: axis))
    #expect(try evaluate(concatenate([head, tail], along: axis), inputs) == inputs["x"])
    #expect(try evaluate(x.padded(before: 2, after: 1, along: axis).sum(), inputs) == [1770])
    let length = x.shape.dimensions[axis < 0 ? axis + 3 : axis]
    #expect(try evaluate(x.padded(before: 2, after: 1, along: axis).sliced(2..<(2 + length), along: axis), inputs) == inputs["x"])
  }

  @Test("Transposed operands give the product of the transposes")
  func transposes() throws {
    let graph = Graph()
    let (a, b) = (graph.input("a", [2, 3]), graph.input("b", [2, 3]))
    let inputs = ["a": [1.0, 2, 3, 4, 5, 6], "b": [1.0, 0, 2, 0, 1, 0]]
    let expected = [7.0, 2, 16, 5]
    #expect(try evaluate(a.matmul(b.transposed()), inputs) == expected)
    #expect(try evaluate(a.matmul(b, transposingSecond: true), inputs) == expected)
    #expect(try evaluate(b.matmul(a, transposingSecond: true).transposed(), inputs) == expected)
    #expect(try evaluate(b.matmul(a.transposed()).transposed(), inputs) == expected)
    #expect(try evaluate(a.permuted([1, 0]).permuted([1, 0]), inputs) == inputs["a"])
  }

  @Test("Empty tensors flow through every step", arguments: Precision.allCases)
  func empty(_ precision: Precision) throws {
    let graph = Graph()
    let x = graph.input("x", [0, 3])
    let y = (x.tanh() * 2 + graph.constant(1, [3])).transposed()
    let products = x.matmul(graph.constant(1, [0, 2]), transposingFirst: true)
    let gradient = graph.gradients(of: y.squared().sum(), withRespectTo: [x])[0]
    let values = try evaluate([y, products, x.sum(over: 0), x.maximum(over: 0), gradient, x.sum()], ["x": []], precision)
    #expect(values == [[], [0, 0, 0, 0, 0, 0], [0, 0, 0], [-.infinity, -.infinity, -.infinity], [], [0]])
    #expect(try evaluate(concatenate([x, graph.constant(1, [1, 3])]), ["x": []], precision) == [1, 1, 1])
  }

  @Test("Softmax and its logarithm do not overflow")
  func softmax() throws {
    let graph = Graph()
    let x = graph.input("x", [2])
    let inputs = ["x": [1000.0, 1000]]
    #expect(try evaluate(x.softmax(over: 0), inputs) == [0.5, 0.5])
    #expect(try abs(evaluate(x.logSumExp(over: 0), inputs)[0] - 1000.6931471805599) < 1e-9)
    #expect(try abs(evaluate(x.logSoftmax(over: 0), inputs)[1] + 0.6931471805599453) < 1e-12)
    let gradient = graph.gradients(of: x.logSumExp(over: 0), withRespectTo: [x])[0]
    #expect(try evaluate(gradient, inputs) == [0.5, 0.5])
  }
}
