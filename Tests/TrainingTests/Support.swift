import Catalogues
import Documents
import Graphs
import Networks
import Random
import Testing

@testable import Training

/// The optimizers by name, with rates at which each of them trains the landscapes below.
let famous = ["gradientDescent", "momentum", "nesterov", "rmsProp", "adam", "newton"]

func optimizer(_ text: String) throws -> OptimizerChain {
  var problems = Problems()
  let chain = OptimizerChain.decode(try JSONParser.parse(text), &problems)
  #expect(problems.list.map(\.message) == [])
  return try #require(chain)
}

/// A loss of a vector, as a subject.
func subject(_ count: Int, _ loss: (Tensor) -> Tensor) -> SubjectGraph {
  let graph = Graph()
  let x = graph.input("x", [count])
  let parameter = Parameter(name: "x", role: .coordinates, shape: [count], tensor: x, filling: .constant(0))
  return SubjectGraph(graph: graph, parameters: [parameter], loss: loss(x), feeds: [])
}

/// ½ Σ λ x².
func quadratic(_ eigenvalues: [Double]) -> (Tensor) -> Tensor {
  { x in
    let parts = eigenvalues.enumerated().map { index, value in (0.5 * value) * x.sliced(index..<(index + 1)).squared().sum() }
    return parts.dropFirst().reduce(parts[0], +)
  }
}

/// (1 - x)² + 100 (y - x²)², the foot at (1, 1).
func rosenbrock(_ x: Tensor) -> Tensor {
  let (a, b) = (x.sliced(0..<1).sum(), x.sliced(1..<2).sum())
  return (1 - a).squared() + 100 * (b - a.squared()).squared()
}

func trainer(_ subject: SubjectGraph, _ optimizer: OptimizerChain, from start: [Double], _ precision: Precision = .float64) throws
  -> Trainer
{
  let trainer = Trainer(try StepProgram(subject, optimizer, precision, keepsUpdates: true), examples: nil, batchSize: nil)
  trainer.setLeaf("x", start)
  trainer.restart { _ in stream() }
  return trainer
}

func stream(_ position: String = "") -> RandomStream {
  RandomStream(namespace: .pilot, seed: 0, replicate: 0, purpose: "batch", position: position)
}

extension Trainer {
  /// The parameters.
  var x: [Double] { values(of: "x") }

  /// The parameters after each of some steps.
  func path(_ steps: Int) -> [[Double]] {
    (0..<steps).map { _ in
      _ = computeLoss()
      advance()
      return x
    }
  }
}
