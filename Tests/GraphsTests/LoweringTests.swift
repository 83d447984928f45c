import AllocationProbe
import Graphs
import Testing

/// A graph of random steps over square matrices of an even side, with views and copies that live on while other steps come and go.
func randomGraph(seed: UInt64, side: Int) -> (Graph, [Tensor], [String: [Double]]) {
  var random = Values(seed: seed)
  let graph = Graph()
  let (x, y) = (graph.input("x", [side, side]), graph.input("y", [side, side]))
  let (row, column) = (graph.input("row", [side]), graph.input("column", [side, 1]))
  var pool = [x, y, graph.constant(0.5, [side, side])]
  let (half, shape) = (side / 2, x.shape)
  func pick(_ count: Int) -> Int { Int(random.uniform(0...1) * Double(count)) }
  for _ in 0..<40 {
    // Late tensors more often, so that there are chains.
    let (a, b) = (pool[pool.count - 1 - pick(min(pool.count, 6))], pool[pick(pool.count)])
    switch pick(18) {
    case 0: pool.append(a.tanh())
    case 1: pool.append(a * b)
    case 2: pool.append(a + b.sum(over: 0))
    case 3: pool.append(a.matmul(b) / Double(side))
    case 4: pool.append(a.transposed())
    case 5: pool.append(a.reshaped([2, side * half]).sin().reshaped(shape))
    case 6: pool.append(a.stoppingGradient() - b)
    case 7: pool.append(concatenate([a.sliced(half - 1..<side - 1), b.sliced(0..<half)]))
    case 8: pool.append(maximum(a, b.mean()))
    case 9: pool.append(a.matmul(b.transposed()).softmax(over: 1))
    case 10: pool.append(a.reshaped([side * side]).reshaped([2, half, side]).permuted([1, 0, 2]).reshaped(shape))
    case 11: pool.append(a * row - column)
    case 12: pool.append(concatenate([a.sliced(0..<half, along: 1).exp(), (b * 0.5).sliced(half..<side, along: 1)], along: 1))
    case 13: pool.append(concatenate([a.sliced(0..<1).cos(), column.transposed() * row, (a + b).sliced(2..<side)]))
    case 14: pool.append((column * a.sum(over: 0)).sigmoid() + a)
    case 15: pool.append(a.sliced(1..<side - 1, along: 1).padded(before: 1, after: 1, along: 1))
    case 16: pool.append(a * row.sliced(0..<1).reshaped([]) + row.sum())
    default: pool.append(select(a, b, a.squared()))
    }
  }
  let loss = pool.suffix(5).map { $0.sum() }.reduce(graph.constant(0), +)
  let outputs = [loss] + graph.gradients(of: loss, withRespectTo: [x, y, pool[10], row, column])
  return (
    graph, outputs,
    [
      "x": random.uniform(side * side), "y": random.uniform(side * side), "row": random.uniform(side),
      "column": random.uniform(side),
    ]
  )
}

@Suite("Lowering") struct LoweringTests {
  private func run(_ program: Program, _ inputs: [String: [Double]]) throws -> Evaluator {
    let evaluator = Evaluator(program)
    for (name, _) in program.inputs { evaluator.setInput(name, try #require(inputs[name])) }
    evaluator.run()
    return evaluator
  }

  @Test("A program gives the same bits with chains as without", arguments: 0..<16 as Range<UInt64>, Precision.allCases)
  func chains(_ seed: UInt64, _ precision: Precision) throws {
    // Several blocks, with a remainder.
    let (_, outputs, inputs) = randomGraph(seed: seed, side: 46)
    let fused = try run(Program(outputs: outputs, precision: precision, isFusing: true, sharesAll: false), inputs)
    let plain = try run(Program(outputs: outputs, precision: precision, isFusing: false, sharesAll: false), inputs)
    for index in outputs.indices { #expect(sameBits(fused.output(index), plain.output(index))) }
  }

  @Test("A chain joins the one that alone reads it, if nothing else is computed in between", arguments: [true, false])
  func joining(_ isNear: Bool) throws {
    let graph = Graph()
    let names = ["x", "y", "z"]
    let inputs = names.map { graph.input($0, [20, 20]) }
    let (p, q) = (inputs[0].matmul(inputs[1]), inputs[0].matmul(inputs[2]))
    let e = q.tanh()
    // Two tensors that would wait for the sum, if the product were not stored before e's.
    let early = p * q
    let late = e.matmul(inputs[1])
    let output = (isNear ? q * p : early) + late
    let program = try Program(outputs: [output], precision: .float64)
    // p, q, e, its product, and p q + it: one chain or two.
    #expect(program.operationCount == (isNear ? 5 : 6))
    var random = Values(seed: 5)
    let values = Dictionary(uniqueKeysWithValues: names.map { ($0, random.uniform(400)) })
    let alone = try Program(outputs: [p, q, e, early, late, output], precision: .float64)
    #expect(sameBits(try run(program, values).output(0), try run(alone, values).output(5)))
  }

  @Test("A chain of any length, of rows, columns, scalars and constants, gives the same bits", arguments: Precision.allCases)
  func longChains(_ precision: Precision) throws {
    let graph = Graph()
    let (x, row, column) = (graph.input("x", [37, 53]), graph.input("row", [53]), graph.input("column", [37, 1]))
    var y = x
    for index in 0..<100 {
      y = (y * row + column).tanh() - select(y, column.broadcast(to: x.shape), graph.constant(Double(index)))
      if index % 10 == 0 { y = y + x.sliced(0..<1).reshaped([53]).sliced(7..<8).reshaped([]) }
    }
    var random = Values(seed: 2)
    let inputs = ["x": random.uniform(37 * 53), "row": random.uniform(53), "column": random.uniform(37)]
    let fused = try run(Program(outputs: [y], precision: precision, isFusing: true, sharesAll: false), inputs)
    let plain = try run(Program(outputs: [y], precision: precision, isFusing: false, sharesAll: false), inputs)
    #expect(sameBits(fused.output(0), plain.output(0)))
    #expect(fused.program.description.contains("└ "))
  }

  @Test("Slices of the first axis are views, and concatenations along it are computed in place: neither is a call")
  func viewsAndPlaces() throws {
    let graph = Graph()
    let x = graph.input("x", [6, 4])
    let parts = (0..<3).map { x.sliced((2 * $0)..<(2 * $0 + 2)).tanh() }
    let program = try Program(outputs: [concatenate(parts)], precision: .float64)
    #expect(program.description.contains("3 kernel calls"))
    #expect(program.peakBytes == 2 * 6 * 4 * 8)
    #expect(
      try evaluate(concatenate(parts), ["x": (0..<24).map { Double($0) / 24 }])
        == evaluate(x.tanh(), ["x": (0..<24).map { Double($0) / 24 }]))
    // A leaf, an operand that stands twice, and one that stands in another concatenation are copied.
    let shared = x.squared()
    let outputs = [concatenate([x, shared, shared]), concatenate([shared, x]), shared]
    let (values, squares) = ((0..<24).map(Double.init), (0..<24).map { Double($0 * $0) })
    #expect(try evaluate(outputs, ["x": values]) == [values + squares + squares, squares + values, squares])
  }

  @Test("What a run computes stands in the concatenation that the commit reads, however often it ran", arguments: [1, 3])
  func piecesOfCommits(_ runs: Int) throws {
    let graph = Graph()
    let (x, w) = (graph.input("x", [8, 4]), graph.input("w", [4, 4]))
    let first = x.sliced(0..<4).tanh()
    let second = first.matmul(w).tanh()
    let states = concatenate([first, second])
    let next = w - states.matmul(states * 0.25, transposingFirst: true)
    let program = try Program(outputs: [second.sum()], precision: .float64, carried: [(next, "w")])
    // Two chains, a product and a sum; then the product of the states, their quarter and the difference: nothing is copied.
    #expect(program.description.contains("7 kernel calls"), Comment(rawValue: program.description))
    var random = Values(seed: 4)
    let inputs = ["x": random.uniform(32), "w": random.uniform(16)]
    let evaluator = try run(program, inputs)
    for _ in 1..<runs { evaluator.run() }
    evaluator.commit()
    let expected = try evaluate(next, inputs)
    let values = evaluator.withInput("w") { place in
      Array(UnsafeBufferPointer(start: place.assumingMemoryBound(to: Double.self), count: 16))
    }
    #expect(sameBits(values, expected))
  }

  @Test("Carried tensors become the next values of their leaves, all at once")
  func carried() throws {
    let graph = Graph()
    let (a, b, c, _) = (graph.input("a", [2]), graph.input("b", [2]), graph.input("c", [2]), graph.input("unread", [2]))
    // a and b change places, c takes the old a, and its sum with itself is read as it was.
    let program = try Program(
      outputs: [(a * b + c).sum(), a + b], precision: .float64,
      carried: [(b, "a"), (a, "b"), (a + c, "c"), (a * 2, "unread")])
    let evaluator = try run(program, ["a": [1, 2], "b": [3, 4], "c": [10, 20]])
    #expect(evaluator.output(0) == [41] && evaluator.output(1) == [4, 6])
    evaluator.run()
    #expect(evaluator.output(0) == [41], "a run that is not committed changes nothing")
    evaluator.commit()
    evaluator.run()
    // a = [3, 4], b = [1, 2], c = [11, 22]
    #expect(evaluator.output(0) == [44] && evaluator.output(1) == [4, 6])
    evaluator.commit()
    evaluator.run()
    // a = [1, 2], b = [3, 4], c = [14, 26]
    #expect(evaluator.output(0) == [51])
    #expect(!program.inputs.map(\.name).contains("unread"))
  }

  @Test("An update that no one reads past is made in its leaf's place, with the bits of one that is copied")
  func updatesInPlace() throws {
    let graph = Graph()
    let (w, v, x) = (graph.input("w", [8, 8]), graph.input("v", [8, 8]), graph.input("x", [4, 8]))
    let loss = x.matmul(w).tanh().matmul(w).squared().sum()
    let gradient = graph.gradients(of: loss, withRespectTo: [w])[0]
    let velocity = 0.9 * v + gradient
    let next = w - 0.1 * velocity
    let carried = try Program(outputs: [loss], precision: .float32, carried: [(next, "w"), (velocity, "v")])
    let read = try Program(outputs: [loss, next, velocity], precision: .float32)
    #expect(!carried.description.contains("copy"))
    var random = Values(seed: 4)
    let inputs = ["w": random.uniform(64), "v": random.uniform(64), "x": random.uniform(32)]
    let (one, other) = (try run(carried, inputs), try run(read, inputs))
    for _ in 0..<5 {
      #expect(sameBits(one.output(0), other.output(0)))
      one.commit()
      one.run()
      other.copyOutput(1, toInput: "w")
      other.copyOutput(2, toInput: "v")
      other.run()
    }
    #if canImport(Glibc)
      #expect(
        !allocates {
          one.run()
          one.commit()
        })
    #endif
  }

  @Test(
    "An update is made as soon as its gradient is there: memory holds a few gradients, however many layers there are",
    arguments: [1, 2])
  func updatesEarly(_ threads: Int) throws {
    let side = 64
    func bytes(layers: Int) throws -> Int {
      let graph = Graph()
      let weights = (0..<layers).map { graph.input("w\($0)", [side, side]) }
      let averages = (0..<layers).map { graph.input("v\($0)", [side, side]) }
      let count = graph.input("count", [])
      let loss = weights.reduce(graph.input("x", [1, side])) { $0.matmul($1).tanh() }.squared().sum()
      let gradients = graph.gradients(of: loss, withRespectTo: weights)
      let next = zip(averages, gradients).map { 0.9 * $0 + 0.1 * $1 }
      let rate = (count + 1).sqrt()
      let updated = zip(weights, next).map { $0 - $1 / rate }
      let carried = (0..<layers).flatMap { [(updated[$0], "w\($0)"), (next[$0], "v\($0)")] } + [(count + 1, "count")]
      let program = try Program(
        outputs: [loss], precision: .float64, threads: threads, carried: carried.map { (tensor: $0.0, leaf: $0.1) },
        sharesAll: true)
      #expect(!program.description.contains("copy"))
      return program.peakBytes
    }
    // What a layer adds: its weights and averages, and its activations of one row; not its gradient.
    let matrix = side * side * 8
    #expect(try bytes(layers: 12) - bytes(layers: 6) < 6 * (2 * matrix + matrix / 4))
  }

  @Test(
    "What depends on no varying leaf is computed once, and again after another leaf was written",
    arguments: 0..<20 as Range<UInt64>)
  func prelude(_ seed: UInt64) throws {
    var (_, outputs, inputs) = randomGraph(seed: seed, side: 6)
    let varying = try run(Program(outputs: outputs, precision: .float64, varying: ["row"]), inputs)
    let plain = try run(Program(outputs: outputs, precision: .float64), inputs)
    var random = Values(seed: seed)
    for (name, count) in [("row", 6), ("row", 6), ("x", 36), ("row", 6), ("column", 6)] {
      inputs[name] = random.uniform(count)
      for evaluator in [varying, plain] {
        if evaluator.hasInput(name) { evaluator.setInput(name, inputs[name] ?? []) }
        evaluator.run()
        evaluator.run()
      }
      for index in outputs.indices { #expect(sameBits(varying.output(index), plain.output(index))) }
    }
  }
}
