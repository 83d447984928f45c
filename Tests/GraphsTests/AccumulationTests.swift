import Graphs
import Testing

@Suite("Accumulation of gradients") struct AccumulationTests {
  /// h ← tanh(x W + h U + b), the mean of its squares at every step being the loss.
  private struct Chain {
    let graph = Graph()
    let loss: Tensor
    let parameters: [Tensor]
    let states: [Tensor]
    var inputs: [String: [Double]] = [:]

    init(steps: Int, features: Int = 3, width: Int = 4, batch: Int = 2) {
      let x = graph.input("x", [steps * batch, features])
      let parameters = [graph.input("W", [features, width]), graph.input("U", [width, width]), graph.input("b", [width])]
      var states = [graph.constant(0, [batch, width])]
      var loss = graph.constant(0)
      for step in 0..<steps {
        let input = x.sliced((step * batch)..<((step + 1) * batch))
        let sum = input.matmul(parameters[0]) + states[step].matmul(parameters[1]) + parameters[2]
        states.append(sum.tanh())
        loss = loss + states[step + 1].squared().sum()
      }
      (self.parameters, self.states, self.loss) = (parameters, states, loss / Double(steps))
      var random = Values(seed: 11)
      for (name, shape) in [("x", x.shape)] + zip(["W", "U", "b"], parameters.map(\.shape)) {
        inputs[name] = random.uniform(shape.count, -0.5...0.5)
      }
    }
  }

  private func count(_ word: String, _ program: Program) -> Int {
    program.description.split(separator: "\n").count { $0.contains(" = \(word)") }
  }

  @Test("A recurrent chain of a thousand steps has as many nodes as ten of a hundred, and one product for each weight")
  func nodesAreLinear() throws {
    func program(_ steps: Int) throws -> (nodes: Int, program: Program) {
      let chain = Chain(steps: steps)
      let gradients = chain.graph.gradients(of: chain.loss, withRespectTo: chain.parameters)
      return (chain.graph.nodes.count, try Program(outputs: [chain.loss] + gradients, precision: .float64))
    }
    let (short, long) = (try program(100), try program(1000))
    #expect(long.nodes < 11 * short.nodes)
    for (steps, program) in [(100, short.program), (1000, long.program)] {
      #expect(count("matmul ᵀ·", program) == 2)
      // x and the states before each step are there already, and the cotangents are computed one below the other.
      #expect(count("concatenate", program) <= 2)
      #expect(count("matmul", program) <= 3 * steps + 2)
      #expect(!program.description.contains(" = pad"))
    }
    #expect(long.program.peakBytes < 11 * short.program.peakBytes)
  }

  @Test("The gradient of a thousand steps equals finite differences along a direction")
  func finiteDifferences() throws {
    let chain = Chain(steps: 1000)
    let gradients = chain.graph.gradients(of: chain.loss, withRespectTo: chain.parameters)
    let exact = try evaluate(gradients, chain.inputs)
    let evaluator = Evaluator(try Program(outputs: [chain.loss], precision: .float64))
    var random = Values(seed: 5)
    let directions = exact.map { random.uniform($0.count) }
    func value(_ step: Double) throws -> Double {
      for (name, values) in chain.inputs { evaluator.setInput(name, values) }
      for (name, direction) in zip(["W", "U", "b"], directions) {
        evaluator.setInput(name, try zip(#require(chain.inputs[name]), direction).map { $0 + step * $1 })
      }
      evaluator.run()
      return evaluator.output(0)[0]
    }
    let h = 1e-4
    let expected = try (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
    let product = zip(exact, directions).map { zip($0, $1).map(*).reduce(0, +) }.reduce(0, +)
    #expect(abs(product - expected) < 1e-10 * max(1, abs(expected)))
  }

  @Test("The joined gradient is the sum over the uses, and so are its own derivatives")
  func explicitSums() throws {
    let chain = Chain(steps: 6)
    let graph = chain.graph
    let gradients = graph.gradients(of: chain.loss, withRespectTo: chain.parameters)
    // A weight of its own for every step: the gradient of the shared one is the sum of theirs.
    let apart = Graph()
    let x = apart.input("x", [12, 3])
    var (h, loss) = (apart.constant(0, [2, 4]), apart.constant(0))
    let own = (0..<6).map { step in
      [apart.input("W\(step)", [3, 4]), apart.input("U\(step)", [4, 4]), apart.input("b\(step)", [4])]
    }
    for step in 0..<6 {
      h = (x.sliced((2 * step)..<(2 * step + 2)).matmul(own[step][0]) + h.matmul(own[step][1]) + own[step][2]).tanh()
      loss = loss + h.squared().sum()
    }
    loss = loss / 6
    var inputs = chain.inputs
    for step in 0..<6 {
      for name in ["W", "U", "b"] { inputs[name + "\(step)"] = inputs[name] }
    }
    let sums = (0..<3).map { parameter in
      let parts = apart.gradients(of: loss, withRespectTo: own.map { $0[parameter] })
      return parts.dropFirst().reduce(parts[0], +)
    }
    for (joined, sum) in zip(try evaluate(gradients, chain.inputs), try evaluate(sums, inputs)) {
      for (a, b) in zip(joined, sum) { #expect(abs(a - b) <= 1e-15 * 6) }
    }
    let weights = chain.parameters.map { $0.shape.count }
    let product = zip(gradients, chain.parameters).map { ($0 * $1.stoppingGradient()).sum() }.reduce(graph.constant(0), +)
    let second = try evaluate(graph.gradients(of: product, withRespectTo: chain.parameters), chain.inputs)
    let step = 1e-5
    func moved(_ step: Double) throws -> [[Double]] {
      var inputs = chain.inputs
      for name in ["W", "U", "b"] { inputs[name] = inputs[name]?.map { $0 * (1 + step) } }
      return try evaluate(gradients, inputs)
    }
    let (up, down) = (try moved(step), try moved(-step))
    for (index, count) in weights.enumerated() {
      for element in 0..<count {
        #expect(abs(second[index][element] - (up[index][element] - down[index][element]) / (2 * step)) < 1e-8)
      }
    }
  }

  @Test("Cotangents of ranges become one concatenation, with zeros in the gaps; overlapping ones are added", arguments: [0, 1])
  func ranges(_ axis: Int) throws {
    let graph = Graph()
    let x = graph.input("x", [7, 7])
    let parts = [5..<6, 1..<3, 3..<4].map { x.sliced($0, along: axis).squared().sum() }
    let apart = graph.gradients(of: parts[0] + parts[1] + parts[2], withRespectTo: [x])[0]
    let program = try Program(outputs: [apart], precision: .float64)
    #expect(count("concatenate", program) == 1 && count("add", program) == 0 && count("pad", program) == 0)
    let overlapping = graph.gradients(of: parts[0] + parts[1] + x.sliced(2..<6, along: axis).sum(), withRespectTo: [x])[0]
    let values = (0..<49).map { Double($0) }
    func expected(_ factor: (Int) -> Double, _ ones: Range<Int>) -> [Double] {
      (0..<49).map { index in
        let place = axis == 0 ? index / 7 : index % 7
        return factor(place) * 2 * values[index] + (ones.contains(place) ? 1 : 0)
      }
    }
    #expect(try evaluate(apart, ["x": values]) == expected({ [1, 2, 3, 5].contains($0) ? 1 : 0 }, 0..<0))
    #expect(try evaluate(overlapping, ["x": values]) == expected({ [1, 2, 5].contains($0) ? 1 : 0 }, 2..<6))
  }
}
