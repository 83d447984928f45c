/// A small generator of reproducible values (SplitMix64).
package struct Values {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func uniform(_ range: ClosedRange<Double> = -1...1) -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    z ^= z >> 31
    return range.lowerBound + (range.upperBound - range.lowerBound) * Double(z >> 11) * 0x1p-53
  }

  package mutating func uniform(_ count: Int, _ range: ClosedRange<Double> = -1...1) -> [Double] {
    (0..<count).map { _ in uniform(range) }
  }

  /// Evenly spaced values in random order, operand number `index` of `operands` moved by a part of the spacing, so that no two of a sample
  /// nearly meet and, over an interval about 0, an even number of them stays clear of 0.
  package mutating func spread(_ count: Int, over range: ClosedRange<Double>, operand index: Int, of operands: Int) -> [Double] {
    var order = Array(0..<count)
    for last in order.indices.dropFirst().reversed() { order.swapAt(last, Int(uniform(0...1) * Double(last + 1))) }
    let width = (range.upperBound - range.lowerBound) / Double(max(count, 1))
    return order.map { range.lowerBound + width * (Double($0) + (Double(index) + 0.5) / Double(operands)) }
  }
}

/// A function as a graph, to be tried: f = Σ w · function(operands) with a random w, and its directional derivatives of orders one to three.
package struct Trial {
  package let graph = Graph()
  /// f, then its derivative along the first direction, that one's along the second, and so on.
  package let derivatives: [Tensor]
  /// What each input is bound to; the weights w are the last of the variables.
  package var values: [String: [Double]] = [:]
  package let variables: [Tensor]
  /// The value of the function.
  package let result: Tensor
  package let directions: [[Tensor]]

  package init(_ sample: Sample, orders: Int = 3) {
    self.init(sample.operands, orders: orders) { graph, operands in graph.apply(sample.primitive, to: operands) }
    values["sample"] = [0.5, -1, 2, 0.25, 3, -0.5]
  }

  package init(_ operands: [Sample.Operand], orders: Int = 3, _ function: (Graph, [Tensor]) -> Tensor) {
    var random = Values(seed: 7)
    var variables: [Tensor] = []
    for (index, operand) in operands.enumerated() {
      variables.append(graph.input("x\(index)", operand.shape))
      values["x\(index)"] =
        operand.held ?? random.spread(operand.shape.count, over: operand.domain, operand: index, of: operands.count)
    }
    let result = function(graph, variables)
    self.result = result
    let weights = graph.input("w", result.shape)
    values["w"] = random.uniform(result.shape.count)
    variables.append(weights)
    var derivatives = [(weights * result).sum()]
    var directions: [[Tensor]] = []
    for order in 0..<orders {
      var along: [Tensor] = []
      for (index, variable) in variables.enumerated() {
        along.append(graph.input("v\(order)_\(index)", variable.shape))
        // What is held does not move.
        let isHeld = index < operands.count && operands[index].held != nil
        values["v\(order)_\(index)"] =
          isHeld ? Array(repeating: 0, count: variable.shape.count) : random.uniform(variable.shape.count)
      }
      let gradients = graph.gradients(of: derivatives[order], withRespectTo: variables)
      let products = zip(gradients, along).map { ($0 * $1).sum() }
      derivatives.append(products.dropFirst().reduce(products[0], +))
      directions.append(along)
    }
    (self.variables, self.derivatives, self.directions) = (variables, derivatives, directions)
  }

  /// An evaluator of some tensors with every input bound.
  package func evaluator(_ outputs: [Tensor], _ precision: Precision = .float64) throws -> Evaluator {
    let evaluator = Evaluator(try Program(outputs: outputs, precision: precision))
    bind(evaluator)
    return evaluator
  }

  package func bind(_ evaluator: Evaluator) {
    for (name, _) in evaluator.program.inputs { evaluator.setInput(name, values[name] ?? []) }
  }
}
