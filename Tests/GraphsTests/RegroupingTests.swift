import Graphs
import Testing

@Suite("Regrouping") struct RegroupingTests {
  private let graph = Graph()
  private var random = Values(seed: 11)

  /// States of h_t = tanh(x_t + h_{t-1} Uᵀ), given rows x_t of x.
  private func states(_ x: Tensor, _ u: Tensor, steps: Int, examples: Int) -> [Tensor] {
    var states = [x.sliced(0..<examples)]
    for step in 1..<steps {
      let fed = x.sliced(step * examples..<(step + 1) * examples)
      states.append((fed + states[step - 1].matmul(u, transposingSecond: true)).tanh())
    }
    return states
  }

  /// The operations of a program that add tensors of a shape.
  private func sums(of shape: String, for outputs: [Tensor], _ precision: Precision) throws -> Int {
    try Program(outputs: outputs, precision: precision).description.split(separator: "\n")
      .count { $0.contains("= add ") && $0.contains(": \(shape)") }
  }

  @Test("A matrix that many products read transposed is transposed once, with the same bits", arguments: Precision.allCases)
  mutating func transposing(_ precision: Precision) throws {
    let (steps, examples, units) = (12, 5, 7)
    let (x, u) = (graph.input("x", [steps * examples, units]), graph.input("u", [units, units]))
    let inputs = ["x": random.uniform(steps * examples * units), "u": random.uniform(units * units)]
    let last = states(x, u, steps: steps, examples: examples)[steps - 1]
    let program = try Program(outputs: [last], precision: precision)
    #expect(program.description.split(separator: "\n").count { $0.contains("permute [1, 0]") } == 1)
    #expect(!program.description.contains("matmul ·ᵀ"))

    // A program for each step alone has one product.
    let (first, before) = (try #require(inputs["x"]), graph.input("before", [examples, units]))
    var state = Array(first.prefix(examples * units))
    for step in 1..<steps {
      let next = (x.sliced(step * examples..<(step + 1) * examples) + before.matmul(u, transposingSecond: true)).tanh()
      let alone = try Program(outputs: [next], precision: precision)
      #expect(alone.description.contains("matmul ·ᵀ"))
      state = try evaluate(next, inputs.merging(["before": state]) { $1 }, precision)
    }
    #expect(sameBits(try evaluate(last, inputs, precision), state))
  }

  @Test("Products of many rows, and of few readers, pack their factor themselves", arguments: [(300, 12), (5, 7)])
  mutating func packing(_ rows: Int, _ products: Int) throws {
    let (a, u) = (graph.input("a", [rows, 4]), graph.input("u", [4, 4]))
    var sum = a
    for _ in 0..<products { sum = sum.matmul(u, transposingSecond: true) }
    #expect(!(try Program(outputs: [sum], precision: .float64).description.contains("permute")))
  }

  @Test("A tensor of which only pieces are read is computed in pieces, with the same bits", arguments: Precision.allCases)
  mutating func pieces(_ precision: Precision) throws {
    let (steps, examples, units) = (6, 5, 7)
    let (x, w) = (graph.input("x", [steps * examples, 3]), graph.input("w", [3, units]))
    let (bias, u) = (graph.input("bias", [units]), graph.input("u", [units, units]))
    let fed = x.matmul(w) + bias
    let last = states(fed, u, steps: steps, examples: examples)[steps - 1]
    let inputs = [
      "x": random.uniform(steps * examples * 3), "w": random.uniform(3 * units), "bias": random.uniform(units),
      "u": random.uniform(units * units),
    ]
    #expect(try sums(of: "[30, 7]", for: [last], precision) == 0)
    // Whoever else reads it has it computed whole, and the slices are views.
    #expect(try sums(of: "[30, 7]", for: [last, fed], precision) == 1)
    #expect(sameBits(try evaluate([last], inputs, precision)[0], try evaluate([last, fed], inputs, precision)[0]))
  }

  @Test("Pieces that overlap are read from the whole")
  func overlapping() throws {
    let (x, y) = (graph.input("x", [6, 2]), graph.input("y", [6, 2]))
    let sum = x + y
    let outputs = [sum.sliced(0..<4).tanh(), sum.sliced(2..<6).tanh()]
    #expect(try sums(of: "[6, 2]", for: outputs, .float64) == 1)
    #expect(try sums(of: "[6, 2]", for: [outputs[0]], .float64) == 0)
  }
}
