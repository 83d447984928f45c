import Graphs
import Testing

/// Every application that the list of primitives asks to be tried.
let samples: [Sample] = primitives.flatMap { $0.samples }

extension Sample: CustomTestStringConvertible {
  public var testDescription: String { title }
}

extension Trial {
  /// Binds the variables moved by a step along the direction of an order.
  func bind(_ evaluator: Evaluator, moved step: Double, order: Int) {
    for index in variables.indices {
      let name = index == variables.count - 1 ? "w" : "x\(index)"
      guard evaluator.hasInput(name), let x = values[name], let v = values["v\(order)_\(index)"] else { continue }
      evaluator.setInput(name, zip(x, v).map { $0 + step * $1 })
    }
  }
}

/// The outputs of a program, run once.
func evaluate(_ outputs: [Tensor], _ inputs: [String: [Double]] = [:], _ precision: Precision = .float64) throws -> [[Double]] {
  let evaluator = Evaluator(try Program(outputs: outputs, precision: precision))
  for (name, _) in evaluator.program.inputs { evaluator.setInput(name, try #require(inputs[name])) }
  evaluator.run()
  return outputs.indices.map(evaluator.output)
}

func evaluate(_ output: Tensor, _ inputs: [String: [Double]] = [:], _ precision: Precision = .float64) throws -> [Double] {
  try evaluate([output], inputs, precision)[0]
}

/// Equality of bits, with every NaN canonical.
func sameBits(_ a: [Double], _ b: [Double]) -> Bool { a.map(\.bitPattern) == b.map(\.bitPattern) }
