import Graphs
import Networks
import Random
import Training

/// The pins of one kind of thing; their hashes stand in `Tests/Golden/<name>.tsv`.
public struct PinTable: Sendable {
  public let name: String
  let pins: @Sendable () -> [Pin]

  /// Every table. What the lists of primitives, optimizers and layers hold is pinned by being listed.
  public static let all = [
    PinTable(name: "primitives") { primitives.flatMap { $0.samples }.flatMap(primitive) },
    PinTable(name: "optimizers") { Optimizers.catalogue.entries.flatMap { optimizer($0.name, $0.standard()) } },
    PinTable(name: "layers") { Layers.catalogue.entries.flatMap { layer($0.name, type(of: $0.standard()).sample) } },
  ]

  /// The value of a primitive, its derivatives along two directions, and the gradient of the first.
  private static func primitive(_ sample: Sample) -> [Pin] {
    let trial = Trial(sample, orders: 2)
    let gradients = trial.graph.gradients(of: trial.derivatives[1], withRespectTo: trial.variables)
    return inEveryPrecision(sample.title) { precision, threads in
      let outputs = [trial.result] + trial.derivatives + gradients
      let program = try Program(outputs: outputs, precision: precision, threads: threads, sharesAll: true)
      return {
        let evaluator = Evaluator(program)
        trial.bind(evaluator)
        evaluator.run()
        var fingerprint = Fingerprint()
        for index in outputs.indices { fingerprint.add(evaluator.output(index)) }
        return fingerprint
      }
    }
  }

  /// Ten steps along Rosenbrock's valley, (1 - x)² + 100 (y - x²)².
  private static func optimizer(_ name: String, _ link: any UpdateStep) -> [Pin] {
    inEveryPrecision(name) { precision, threads in
      try steps(Landscapes.sample.build(for: .operation), OptimizerChain(trying: link), precision, threads)
    }
  }

  /// Ten steps of gradient descent on a small network around the layer.
  private static func layer(_ name: String, _ sample: LayerSample) -> [Pin] {
    inEveryPrecision(name) { precision, threads in
      try steps(sample.subject(examples: 12), OptimizerChain(trying: GradientDescent()), precision, threads)
    }
  }

  private static func inEveryPrecision(
    _ name: String, _ compile: @escaping (Precision, _ threads: Int) throws -> () -> Fingerprint
  ) -> [Pin] {
    Precision.allCases.map { precision in Pin(name: name, precision: precision) { try compile(precision, $0) } }
  }

  /// The losses and parameters along ten steps.
  private static func steps(
    _ subject: SubjectGraph, _ optimizer: OptimizerChain, _ precision: Precision, _ threads: Int
  ) throws -> () -> Fingerprint {
    let step = try StepProgram(subject, optimizer, precision, keepsUpdates: false, threads: threads, sharesAll: true)
    return {
      let trainer = Trainer(step, examples: nil, batchSize: nil)
      for feed in subject.feeds where trainer.hasLeaf(feed.name) {
        trainer.setLeaf(feed.name, feed.filling.values(for: feed.shape, from: stream(feed.purpose, feed.position)))
      }
      trainer.restart { stream("batch", "epoch/\($0)") }
      var fingerprint = Fingerprint()
      for _ in 0..<10 {
        fingerprint.add([trainer.computeLoss()])
        trainer.advance()
        for parameter in subject.parameters { fingerprint.add(trainer.values(of: parameter.name)) }
      }
      return fingerprint
    }
  }

  private static func stream(_ purpose: String, _ position: String) -> RandomStream {
    RandomStream(namespace: .pilot, seed: 1, replicate: 0, purpose: purpose, position: position)
  }
}
