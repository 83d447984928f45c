import Graphs
import Networks
import Random

/// The product of the loss's Hessian with one direction, the pass through the network included.
struct HessianProduct: Operation {
  let evaluator: Evaluator

  init(_ workload: Workload, threads: Int) throws {
    let subject = workload.settings.subject.value.build(for: .operation)
    guard let loss = subject.loss else { throw BenchError("the workload has no loss") }
    let graph = subject.graph
    let directions = subject.parameters.map { graph.input("direction \($0.name)", $0.shape) }
    let products = graph.hessianVectorProducts(
      of: loss, along: directions, withRespectTo: subject.parameters.map(\.tensor))
    evaluator = Evaluator(try Program(outputs: products, precision: workload.settings.precision, threads: threads))
    for (name, values) in workload.draws(for: subject) + workload.directions(for: subject) where evaluator.hasInput(name) {
      evaluator.setInput(name, values)
    }
  }

  func run() { evaluator.run() }
}

extension Workload {
  /// A random direction, an element for each parameter.
  func directions(for subject: SubjectGraph) -> [(name: String, values: [Double])] {
    subject.parameters.map { parameter in
      let stream = RandomStream(
        namespace: .confirm, seed: seed, replicate: 0, purpose: "direction", position: parameter.name)
      return ("direction \(parameter.name)", stream.normal(count: parameter.shape.count))
    }
  }
}
