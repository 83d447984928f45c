import Graphs
import Testing

@Suite("Programs") struct ProgramTests {
  /// Every node's value computed alone, from its operands' values: no plan, no rewriting across nodes.
  private func interpret(_ graph: Graph, _ inputs: [String: [Double]], _ precision: Precision) throws -> [[Double]] {
    var values: [[Double]] = []
    for (id, node) in graph.nodes.enumerated() {
      let alone = Graph()
      var bound: [String: [Double]] = inputs
      let operands = node.operands.enumerated().map { index, operand in
        bound["operand \(index)"] = values[operand]
        return alone.input("operand \(index)", graph.nodes[operand].shape)
      }
      values.append(try evaluate(alone.apply(node.primitive, to: operands), bound, precision))
      #expect(values[id].count == node.shape.count)
    }
    return values
  }

  @Test(
    "A planned program gives the same bits as its nodes one by one, whether or not the intermediate values are outputs",
    arguments: samples, Precision.allCases)
  func plansAliasNothing(_ sample: Sample, _ precision: Precision) throws {
    let trial = Trial(sample, orders: 2)
    let expected = try interpret(trial.graph, trial.values, precision)
    let all = expected.indices.map { Tensor(graph: trial.graph, id: $0) }
    let alone = try trial.evaluator(trial.derivatives, precision)
    let together = try trial.evaluator(all, precision)
    alone.run()
    together.run()
    for (index, derivative) in trial.derivatives.enumerated() {
      #expect(sameBits(alone.output(index), expected[derivative.id]))
    }
    for index in expected.indices { #expect(sameBits(together.output(index), expected[index])) }
    #expect(alone.program.peakBytes <= together.program.peakBytes)
  }

  @Test("Random graphs and their gradients give the same bits planned as node by node", arguments: 0..<30 as Range<UInt64>)
  func randomGraphs(_ seed: UInt64) throws {
    let (graph, outputs, inputs) = randomGraph(seed: seed, side: 4)
    let expected = try interpret(graph, inputs, .float64)
    for (value, output) in zip(try evaluate(outputs, inputs), outputs) { #expect(sameBits(value, expected[output.id])) }
  }

  @Test("Running twice gives the same bits, and so does another evaluator of the same program", arguments: samples)
  func runsAreRepeatable(_ sample: Sample) throws {
    let trial = Trial(sample)
    let evaluator = try trial.evaluator(trial.derivatives)
    evaluator.run()
    let first = trial.derivatives.indices.map(evaluator.output)
    evaluator.run()
    let other = Evaluator(evaluator.program)
    trial.bind(other)
    other.run()
    for index in first.indices {
      #expect(sameBits(evaluator.output(index), first[index]))
      #expect(sameBits(other.output(index), first[index]))
    }
  }

  @Test("Both precisions agree to single precision", arguments: samples)
  func precisions(_ sample: Sample) throws {
    let trial = Trial(sample, orders: 2)
    let (double, single) = (try trial.evaluator(trial.derivatives), try trial.evaluator(trial.derivatives, .float32))
    double.run()
    single.run()
    for index in trial.derivatives.indices {
      let (a, b) = (double.output(index)[0], single.output(index)[0])
      #expect(abs(a - b) <= 1e-4 * max(1, abs(a)))
      #expect(b == Double(Float(b)))
    }
  }

  @Test("Common subexpressions are computed once and dead nodes not at all")
  func mergesAndPrunes() throws {
    let graph = Graph()
    let x = graph.input("x", [4])
    let unused = graph.input("unused", [1000]).exp()
    #expect(x.tanh() == x.tanh())
    let y = x.tanh() * x.tanh() + x.reshaped([2, 2]).reshaped([4]).tanh()
    let program = try Program(outputs: [y], precision: .float64)
    #expect(program.description.split(separator: "\n").filter { $0.contains("tanh") }.count == 1)
    #expect(program.inputs.map(\.name) == ["x"])
    #expect(program.outputShapes == [[4]])
    #expect(program.flops == 12)
    #expect(unused.shape == [1000])
  }

  @Test("Zero and minus zero are different constants, and NaN is one")
  func constants() throws {
    let graph = Graph()
    #expect(graph.constant(0) != graph.constant(-0.0))
    #expect(graph.constant(.nan) == graph.constant(.nan))
    #expect(try evaluate(1 / graph.constant(-0.0)) == [-.infinity])
  }

  @Test("Memory does not grow with depth when nothing is kept, and elementwise steps work in place")
  func reuse() throws {
    let graph = Graph()
    let (x, w) = (graph.input("x", [16, 16]), graph.input("w", [16, 16]))
    func bytes(depth: Int) throws -> Int {
      let y = (0..<depth).reduce(x) { h, _ in (h.matmul(w) + 1).tanh() }
      return try Program(outputs: [y], precision: .float64).peakBytes
    }
    let matrix = 16 * 16 * 8
    #expect(try bytes(depth: 1) == 3 * matrix + 64)
    #expect(try bytes(depth: 2) == 4 * matrix + 64)
    #expect(try bytes(depth: 50) == 4 * matrix + 64)
  }

  @Test("A program lists its steps, the same every time")
  func description() throws {
    func listing() throws -> String {
      let graph = Graph()
      let x = graph.input("x", [2, 2])
      let y = (x.matmul(x.transposed()) * 2).relu().sum()
      return try Program(outputs: [y], precision: .float32).description
    }
    let expected = """
      float32, 6 steps, 3 kernel calls, 256 bytes, 28 flops
      %0 = input "x" : [2, 2] @0
      %1 = matmul ·ᵀ %0 %0 : [2, 2] @128
      %2 = constant 2.0 : [] @64
      ┌ %3 = multiply %1 %2 : [2, 2]
      └ %4 = relu %3 : [2, 2] @128
      %5 = sum over [0, 1] %4 : [] @192
      outputs %5
      """
    #expect(try listing() == expected)
    #expect(try listing() == listing())
  }

  @Test(
    "A program that cannot be counted in bytes is refused",
    arguments: [[1 << 40, 1 << 40], [1 << 60], [1 << 59], [Int.max]] as [Shape])
  func overflow(_ shape: Shape) {
    let graph = Graph()
    let y = graph.input("x", shape) + graph.input("y", shape).sum()
    #expect(throws: ProgramError.self) { try Program(outputs: [y], precision: .float64) }
    do {
      _ = try Program(outputs: [y], precision: .float64)
    } catch {
      #expect(error.description.contains("of shape \(shape) needs more bytes than can be counted"))
    }
  }

  @Test("A program over its memory limit is refused, saying by how much")
  func memoryLimit() throws {
    let y = Graph().input("x", [1024])
    #expect(try Program(outputs: [y], precision: .float32, memoryLimit: 4096).peakBytes == 4096)
    let error = #expect(throws: ProgramError.self) { try Program(outputs: [y], precision: .float64, memoryLimit: 8191) }
    #expect(error?.description == "the program is too large for memory: it needs 8192 bytes, and may take 8191")
  }

  @Test("A program without outputs runs")
  func nothing() throws {
    let program = try Program(outputs: [], precision: .float64)
    Evaluator(program).run()
    #expect(program.peakBytes == 0)
  }
}
