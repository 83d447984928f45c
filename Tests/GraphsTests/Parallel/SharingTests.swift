import AllocationProbe
import CKernels
import Testing

@testable import Graphs

@Suite("Sharing steps") struct SharingTests {
  private func run(_ program: Program, _ inputs: [String: [Double]], times: Int = 1) throws -> Evaluator {
    let evaluator = Evaluator(program)
    for (name, _) in program.inputs { evaluator.setInput(name, try #require(inputs[name])) }
    for time in 0..<times {
      if time > 0 { evaluator.commit() }
      evaluator.run()
    }
    return evaluator
  }

  @Test("Threads reach no bit of a random graph, and touch nothing that another one writes", arguments: 0..<24 as Range<UInt64>)
  func randomGraphs(_ seed: UInt64) throws {
    let side = [4, 6, 14, 46][Int(seed % 4)]
    let (graph, outputs, inputs) = randomGraph(seed: seed, side: side)
    let x = try #require(graph.input(named: "x"))
    let carried = [(tensor: x - 0.1 * outputs[1], leaf: "x")]
    let isFusing = seed % 3 != 0
    func program(threads: Int) throws -> Program {
      try Program(
        outputs: outputs, precision: seed % 5 == 0 ? .float32 : .float64, threads: threads,
        varying: seed % 2 == 0 ? nil : ["row"],
        carried: carried, isFusing: isFusing, sharesAll: true)
    }
    let alone = try run(program(threads: 1), inputs, times: 3)
    for threads in [2, 3, 7] {
      let program = try program(threads: threads)
      #expect(program.divisions.allSatisfy { $0.parts == threads })
      #expect(program.races.map(\.description) == [])
      let shared = try run(program, inputs, times: 3)
      for index in outputs.indices { #expect(sameBits(shared.output(index), alone.output(index))) }
    }
  }

  /// A network of dense layers: its loss, and its parameters after a step of gradient descent.
  private func network(depth: Int, width: Int, batch: Int) -> (loss: Tensor, carried: [(tensor: Tensor, leaf: String)]) {
    let graph = Graph()
    var h = graph.input("x", [batch, width])
    var leaves: [(name: String, tensor: Tensor)] = []
    for layer in 0..<depth {
      leaves.append(("w\(layer)", graph.input("w\(layer)", [width, width])))
      leaves.append(("b\(layer)", graph.input("b\(layer)", [width])))
      h = (h.matmul(leaves[2 * layer].tensor) + leaves[2 * layer + 1].tensor).tanh()
    }
    let loss = h.logSoftmax(over: 1).sliced(0..<1, along: 1).mean()
    let gradients = graph.gradients(of: loss, withRespectTo: leaves.map(\.tensor))
    return (loss, zip(leaves, gradients).map { (tensor: $0.tensor - 0.1 * $1, leaf: $0.name) })
  }

  @Test("The forward pass of a network is one phase, and so is the chain of its deltas; their ends and the weights follow")
  func phases() throws {
    let (loss, carried) = network(depth: 12, width: 64, batch: 64)
    let program = try Program(outputs: [loss], precision: .float32, threads: 2, carried: carried)
    // The loss is a sum over the batch; the weight gradients read all rows.
    #expect(program.divisions[1].phases == 2 && program.divisions[2].phases == 2)
    #expect(program.races.isEmpty)
    let calls = (0..<2).map { program.divisions[1].calls(phase: 0, part: $0).count }
    #expect(calls[0] == calls[1] && calls[0] >= 24)
  }

  @Test("A network that is run through time passes no barrier between its steps")
  func recurrent() throws {
    let graph = Graph()
    let (x, w) = (graph.input("x", [32, 48]), graph.input("w", [48, 48]))
    var h = x
    for _ in 0..<20 { h = (h.matmul(w) + x).tanh() }
    let loss = h.squared().sum()
    let gradient = graph.gradients(of: loss, withRespectTo: [w])[0]
    let program = try Program(outputs: [loss], precision: .float64, threads: 2, carried: [(w - gradient, "w")])
    // One for the recurrent matrix, which is transposed before the steps.
    #expect(program.divisions[1].phases + program.divisions[2].phases <= 5)
    #expect(program.races.isEmpty)
  }

  @Test("What threads would not make faster is not shared, and one thread has the plan that it always had")
  func small() throws {
    let (loss, carried) = network(depth: 3, width: 4, batch: 8)
    let alone = try Program(outputs: [loss], precision: .float64, carried: carried)
    let shared = try Program(outputs: [loss], precision: .float64, threads: 2, carried: carried)
    #expect(alone.description == shared.description)
    #expect(shared.divisions.allSatisfy { $0.parts == 1 })
  }

  @Test("A shared run allocates no memory")
  func allocations() throws {
    #if canImport(Glibc)
      let (loss, carried) = network(depth: 4, width: 32, batch: 32)
      let program = try Program(outputs: [loss], precision: .float64, threads: 2, carried: carried, sharesAll: true)
      let evaluator = try run(
        program, Dictionary(uniqueKeysWithValues: program.inputs.map { ($0.name, Array(repeating: 0.1, count: $0.shape.count)) }),
        times: 2)
      evaluator.commit()
      #expect(
        !allocates {
          evaluator.run()
          evaluator.commit()
        })
    #endif
  }

  // MARK: The proof

  /// Two calls over an 8 × 8 matrix at 0, another at 512 and a third at 1024: y = x + 1 by rows, and what comes of y.
  private func races(_ second: KernelCall, phases: [Int], shares: [Share] = [.units(8), .units(8)]) -> [Division.Race] {
    let first = KernelCall.unary(RAVINE_NEGATE, count: 64, x: 0, y: 512)
    return Division(
      parts: 2, elementBytes: 8, [(phases[0], [first], [shares[0]]), (phases[1], [second], [shares[1]])]
    ).races(elementBytes: 8, ChainBuilder())
  }

  @Test("A transposed read that is taken for an aligned one is found, and so are other races")
  func planted() {
    let transposing = KernelCall.copy(Layout([8, 8], strides: [1, 8]), x: 512, y: 1024)
    #expect(!races(transposing, phases: [0, 0]).isEmpty)
    #expect(races(transposing, phases: [0, 1]).isEmpty)
    #expect(races(.unary(RAVINE_ABS, count: 64, x: 512, y: 1024), phases: [0, 0]).isEmpty)
    // Divided elsewhere, by another thread, in a place that is still read, through columns.
    #expect(
      !races(.unary(RAVINE_ABS, count: 64, x: 512, y: 1024), phases: [0, 0], shares: [.units(8), .whole(part: 0)]).isEmpty)
    #expect(
      !races(.unary(RAVINE_ABS, count: 64, x: 512, y: 1024), phases: [0, 0], shares: [.whole(part: 1), .whole(part: 0)]).isEmpty)
    #expect(!races(.copy(Layout([8, 8], strides: [1, 8]), x: 512, y: 0), phases: [0, 0]).isEmpty)
    #expect(!races(.fill(count: 64, value: 1, y: 64), phases: [0, 0]).isEmpty)
    let product = KernelCall.matmul(
      m: 8, n: 8, k: 8, a: .init(offset: 512, row: 8, column: 1), b: .init(offset: 0, row: 8, column: 1), c: 1024)
    #expect(races(product, phases: [0, 0]).isEmpty)
    let transposed = KernelCall.matmul(
      m: 8, n: 8, k: 8, a: .init(offset: 512, row: 1, column: 8), b: .init(offset: 0, row: 8, column: 1), c: 1024)
    #expect(!races(transposed, phases: [0, 0]).isEmpty)
  }

  @Test("A plan that joined its phases is found", arguments: [2, 3, 7])
  func joined(threads: Int) throws {
    let (loss, carried) = network(depth: 6, width: 16, batch: 24)
    let program = try Program(outputs: [loss], precision: .float64, threads: threads, carried: carried, sharesAll: true)
    #expect(program.races.isEmpty)
    for division in program.divisions where division.phases > 1 {
      #expect(!division.joined.races(elementBytes: 8, program.chains).isEmpty)
    }
  }
}

extension Division {
  /// The same calls without barriers.
  fileprivate var joined: Division {
    Division(
      parts: parts, phases: 1, (0..<parts).map { part in (0..<phases).flatMap { calls(phase: $0, part: part) } })
  }
}
