import AllocationProbe
import Graphs
import Testing

@Suite("Evaluators") struct EvaluatorTests {
  @Test("Inputs keep their values from run to run, and outputs can be fed back")
  func inputsAndOutputs() throws {
    let graph = Graph()
    let (x, w) = (graph.input("x", [2]), graph.input("w", [2]))
    let evaluator = Evaluator(try Program(outputs: [x * w], precision: .float32))
    evaluator.setInput("x", [1, 2])
    evaluator.withInput("w") { pointer in
      pointer.assumingMemoryBound(to: Float.self)[0] = 3
      pointer.assumingMemoryBound(to: Float.self)[1] = 0.5
    }
    evaluator.run()
    #expect(evaluator.output(0) == [3, 1])
    evaluator.copyOutput(0, toInput: "x")
    evaluator.run()
    #expect(evaluator.output(0) == [9, 0.5])
    #expect(evaluator.withOutput(0) { $0.load(as: Float.self) } == 9)
    #expect(evaluator.hasInput("w") && !evaluator.hasInput("z"))
  }

  @Test("An output may be an input, a constant, a view, or named twice")
  func unusualOutputs() throws {
    let graph = Graph()
    let x = graph.input("x", [2, 1])
    let values = try evaluate([x, x.reshaped([1, 2]), graph.constant(7), x, graph.constant(2, [2])], ["x": [1, 2]])
    #expect(values == [[1, 2], [1, 2], [7], [1, 2], [2, 2]])
  }

  @Test("Every NaN is read with one bit pattern", arguments: Precision.allCases)
  func canonicalNaN(_ precision: Precision) throws {
    let graph = Graph()
    let x = graph.input("x", [2])
    let values = try evaluate(-(x / x), ["x": [0, .infinity]], precision)
    #expect(values.allSatisfy { $0.bitPattern == 0x7ff8_0000_0000_0000 })
  }

  @Test("Evaluators of one program run side by side on their own inputs")
  func sideBySide() async throws {
    let graph = Graph()
    let x = graph.input("x", [64])
    let program = try Program(outputs: [(x.tanh() * x).sum()], precision: .float64)
    let sums = await withTaskGroup(of: (Int, Double).self) { group in
      for task in 0..<8 {
        group.addTask {
          let evaluator = Evaluator(program)
          evaluator.setInput("x", [Double](repeating: Double(task), count: 64))
          evaluator.run()
          return (task, evaluator.output(0)[0])
        }
      }
      return await group.reduce(into: [Double](repeating: 0, count: 8)) { $0[$1.0] = $1.1 }
    }
    for (task, sum) in sums.enumerated() {
      #expect(try evaluate((x.tanh() * x).sum(), ["x": [Double](repeating: Double(task), count: 64)]) == [sum])
    }
  }

  #if canImport(Glibc)
    @Test("A run allocates no memory")
    func runAllocatesNothing() throws {
      let graph = Graph()
      let (x, w) = (graph.input("x", [8, 8]), graph.input("w", [8, 8]))
      let y = concatenate([x.matmul(w).tanh(), x.transposed() + w.sum(over: 0)], along: 1).softmax(over: 1)
      let loss = maximum(y, 0.1 * y.maximum()).log().mean()
      let evaluator = Evaluator(try Program(outputs: [loss] + graph.gradients(of: loss, withRespectTo: [w]), precision: .float64))
      for name in ["x", "w"] { evaluator.setInput(name, (0..<64).map { Double($0) / 64 }) }
      evaluator.run()
      #expect(!allocates {})
      #expect(!allocates { evaluator.run() })
      #expect(allocates { _ = evaluator.output(1) }, "the check sees an allocation")
    }
  #endif
}
