import Graphs
import Testing

@Suite("Derivatives") struct DerivativeTests {
  /// Central differences along the direction of an order, with an error of h⁴.
  private func difference(_ trial: Trial, _ evaluator: Evaluator, order: Int) -> Double {
    let h = 1e-3
    func value(_ step: Double) -> Double {
      trial.bind(evaluator, moved: step, order: order)
      evaluator.run()
      return evaluator.output(order)[0]
    }
    let result = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
    trial.bind(evaluator)
    return result
  }

  @Test("Every primitive's derivatives agree with finite differences, to third order", arguments: samples)
  func finiteDifferences(_ sample: Sample) throws {
    try check(Trial(sample))
  }

  @Test("The derivatives of compositions agree with finite differences, to third order", arguments: Composition.all)
  func compositions(_ composition: Composition) throws {
    try check(Trial(composition.operands) { _, operands in composition.build(operands) })
  }

  private func check(_ trial: Trial) throws {
    let evaluator = try trial.evaluator(trial.derivatives)
    evaluator.run()
    let exact = trial.derivatives.indices.map { evaluator.output($0)[0] }
    for order in 0..<3 {
      let expected = difference(trial, evaluator, order: order)
      let tolerance = 1e-8 * max(1, abs(expected), abs(exact[order]))
      #expect(abs(exact[order + 1] - expected) <= tolerance, "order \(order + 1): \(exact[order + 1]), differences \(expected)")
    }
  }

  @Test("Every primitive's list entry has a sample to try, except the one whose derivative is zero by decree")
  func everyPrimitiveIsTried() {
    #expect(primitives.filter { $0.samples.isEmpty }.map { "\($0)" } == ["StopGradient"])
  }

  @Test("At a kink the derivative is the one that is documented")
  func kinks() throws {
    let graph = Graph()
    let (x, y) = (graph.input("x", [3]), graph.input("y", [3]))
    let inputs = ["x": [-1.0, 0, 1], "y": [1.0, 0, 1]]
    func slope(_ f: Tensor, _ x: Tensor) throws -> [Double] {
      try evaluate(graph.gradients(of: f.sum(), withRespectTo: [x])[0], inputs)
    }
    #expect(try slope(x.relu(), x) == [0, 0, 1])
    #expect(try slope(x.abs(), x) == [-1, 0, 1])
    #expect(try slope(x.step(), x) == [0, 0, 0])
    #expect(try slope(x.sign(), x) == [0, 0, 0])
    #expect(try slope(maximum(x, y), x) == [0, 0.5, 0.5])
    #expect(try slope(minimum(x, y), x) == [1, 0.5, 0.5])
    #expect(try slope(y.maximum(), y) == [0.5, 0, 0.5])
    #expect(try slope(x.raised(to: 3), x) == [3, 0, 3])
  }

  @Test("A power with a constant exponent can be differentiated away at zero")
  func powersAtZero() throws {
    let graph = Graph()
    let x = graph.input("x", [])
    var derivative = x.raised(to: 3)
    for expected in [0.0, 0, 6, 0] {
      derivative = graph.gradients(of: derivative, withRespectTo: [x])[0]
      #expect(try evaluate(derivative, ["x": [0]]) == [expected])
    }
  }

  @Test("A stopped gradient is zero, and so is one of what does not depend on the variable")
  func stoppedGradients() throws {
    let graph = Graph()
    let x = graph.input("x", [2])
    let z = graph.input("z", [2, 2])
    let y = (x * x.stoppingGradient()).sum()
    let gradients = graph.gradients(of: y, withRespectTo: [x, z])
    #expect(try evaluate(gradients, ["x": [2, 3]]) == [[2, 3], [0, 0, 0, 0]])
  }

  @Test("A gradient with respect to an inner node holds the rest fixed, also where a program passes the node over")
  func innerNodes() throws {
    let graph = Graph()
    let x = graph.input("x", [2, 3])
    let ones = graph.constant(1, [3, 2])
    let view = x.transposed()
    let reshaped = view.reshaped([6])
    let y = (reshaped.reshaped([3, 2]) * ones).tanh().matmul(graph.constant(2, [2, 1])).sum()
    let gradients = graph.gradients(of: y, withRespectTo: [view, reshaped, ones])
    let values = try evaluate(gradients, ["x": [0, 0, 0, 0, 0, 0]])
    #expect(values == [[2, 2, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2], [0, 0, 0, 0, 0, 0]])
  }

  @Test("Zeros are not built: the gradient of a sum adds no node of zeros")
  func absentCotangents() throws {
    let graph = Graph()
    let x = graph.input("x", [4])
    let y = (greater(x, graph.constant(0)) * x + x.stoppingGradient()).sum()
    let gradient = graph.gradients(of: y, withRespectTo: [x])[0]
    let program = try Program(outputs: [gradient], precision: .float64)
    #expect(!program.description.contains("add"))
    #expect(try evaluate(gradient, ["x": [-1, 2, -3, 4]]) == [0, 1, 0, 1])
  }

  @Test("A vector-Jacobian product weighs several outputs at once")
  func severalOutputs() throws {
    let graph = Graph()
    let x = graph.input("x", [2])
    let (u, v) = (graph.constant(3, [2]), graph.constant(5, []))
    let products = graph.vectorJacobianProducts(of: [x.squared(), x.sum()], cotangents: [u, v], withRespectTo: [x])
    #expect(try evaluate(products, ["x": [1, 2]]) == [[11, 17]])
  }

  @Test("A Jacobian-vector product is the derivative along a direction, and can be differentiated again")
  func jacobianVectorProduct() throws {
    let graph = Graph()
    let (x, w) = (graph.input("x", [3]), graph.input("w", [3, 3]))
    let (v, u) = (graph.input("v", [3]), graph.input("u", [3, 3]))
    let y = x.reshaped([1, 3]).matmul(w).tanh() / x.mean()
    let product = graph.jacobianVectorProducts(of: [y], along: [v, u], withRespectTo: [x, w])[0]
    #expect(product.shape == y.shape)
    let again = graph.gradients(of: product.sum(), withRespectTo: [x])[0]
    var random = Values(seed: 5)
    let inputs = ["x": random.uniform(3, 0.5...1), "w": random.uniform(9), "v": random.uniform(3), "u": random.uniform(9)]
    func moved(_ step: Double, _ output: Tensor) throws -> [Double] {
      var inputs = inputs
      for (name, direction) in [("x", "v"), ("w", "u")] {
        inputs[name] = try zip(#require(inputs[name]), #require(inputs[direction])).map { $0 + step * $1 }
      }
      return try evaluate(output, inputs)
    }
    let h = 1e-5
    let (exact, expected) = (try evaluate(product, inputs), try zip(moved(h, y), moved(-h, y)).map { ($0 - $1) / (2 * h) })
    #expect(zip(exact, expected).allSatisfy { abs($0 - $1) < 1e-8 })
    // The product's own gradient is that of the gradient along the direction.
    let gradient = graph.gradients(of: y.sum(), withRespectTo: [x])[0]
    let differences = try zip(moved(h, gradient), moved(-h, gradient)).map { ($0 - $1) / (2 * h) }
    #expect(try zip(evaluate(again, inputs), differences).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  @Test("The Hessian-vector product of a small network equals its dense Hessian by differences times the vector")
  func hessianVectorProduct() throws {
    let graph = Graph()
    let shapes: [Shape] = [[3, 4], [4], [4, 4], [4], [4, 2], [2]]
    let parameters = shapes.enumerated().map { graph.input("p\($0.offset)", $0.element) }
    let directions = shapes.enumerated().map { graph.input("v\($0.offset)", $0.element) }
    var hidden = graph.input("x", [5, 3])
    for layer in 0..<3 {
      hidden = hidden.matmul(parameters[2 * layer]) + parameters[2 * layer + 1]
      if layer < 2 { hidden = hidden.tanh() }
    }
    let loss = -(hidden.logSoftmax(over: -1) * graph.input("labels", [5, 2])).sum(over: -1).mean()
    let gradients = graph.gradients(of: loss, withRespectTo: parameters)
    let products = graph.hessianVectorProducts(of: loss, along: directions, withRespectTo: parameters)

    var random = Values(seed: 3)
    var inputs = ["x": random.uniform(15), "labels": [1, 0, 0, 1, 1, 0, 0, 1, 1, 0]]
    for (index, shape) in shapes.enumerated() {
      inputs["p\(index)"] = random.uniform(shape.count)
      inputs["v\(index)"] = random.uniform(shape.count)
    }
    let exact = try evaluate(products, inputs).flatMap { $0 }
    var expected = [Double](repeating: 0, count: exact.count)
    let evaluator = Evaluator(try Program(outputs: gradients, precision: .float64))
    for (name, _) in evaluator.program.inputs { evaluator.setInput(name, try #require(inputs[name])) }
    let h = 1e-5
    for (index, shape) in shapes.enumerated() {
      let (point, direction) = (try #require(inputs["p\(index)"]), try #require(inputs["v\(index)"]))
      for element in 0..<shape.count {
        func column(_ step: Double) -> [Double] {
          var moved = point
          moved[element] += step
          evaluator.setInput("p\(index)", moved)
          evaluator.run()
          return gradients.indices.flatMap(evaluator.output)
        }
        for (row, (up, down)) in zip(column(h), column(-h)).enumerated() {
          expected[row] += (up - down) / (2 * h) * direction[element]
        }
      }
      evaluator.setInput("p\(index)", point)
    }
    #expect(zip(exact, expected).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(exact.contains { abs($0) > 0.01 })
  }
}

/// A function built from primitives, to be tried like one.
struct Composition: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let operands: [Sample.Operand]
  let build: @Sendable ([Tensor]) -> Tensor

  init(_ name: String, _ shapes: [Shape], _ build: @escaping @Sendable ([Tensor]) -> Tensor) {
    (testDescription, operands, self.build) = (name, shapes.map { .init($0, 0.5...2) }, build)
  }

  static let all = [
    Composition("softmax", [[2, 3]]) { $0[0].softmax(over: 1) },
    Composition("logSoftmax", [[3, 2]]) { $0[0].logSoftmax(over: 0) },
    Composition("logSumExp", [[2, 3]]) { $0[0].logSumExp(over: -1) },
    Composition("mean over apart axes", [[2, 3, 2]]) { $0[0].squared().mean(over: [0, 2]) },
    Composition("maximum over apart axes", [[2, 3, 2]]) { $0[0].maximum(over: [0, 2], keepingDimensions: true) },
    Composition("concatenate and pad along the last axis", [[2, 2], [2, 1]]) {
      concatenate($0, along: 1).padded(before: 1, after: 0, along: 1).exp()
    },
    Composition("broadcast arithmetic", [[2, 1], [3], [1, 1]]) { $0[0] * $0[1] / $0[2] - $0[2] },
    Composition("powers", [[2, 2]]) { x in [0, 1, 2, 0.5, -1, 3, -2.5].map(x[0].raised(to:)).reduce(x[0], +) },
    Composition("one operand twice", [[2, 2]]) { ($0[0] * $0[0]).matmul($0[0], transposingSecond: true) },
  ]
}
