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
      return Computation(threads: program.threads) {
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
      let course = try Course(Landscapes.sample.build(for: .operation), OptimizerChain(trying: link), precision, threads)
      return Computation(threads: course.step.program.threads) { course.run().fingerprint }
    }
  }

  /// Ten steps of gradient descent on a small network around the layer, and what the network gives afterwards, when it is not trained.
  private static func layer(_ name: String, _ sample: LayerSample) -> [Pin] {
    inEveryPrecision(name) { precision, threads in
      let (whole, trained) = (sample.subject(examples: 12), sample.subject(examples: 12, for: .training(batch: nil)))
      let course = try Course(trained, OptimizerChain(trying: GradientDescent()), precision, threads)
      let program = try Program(
        outputs: [whole.network?.output].compactMap(\.self), precision: precision, threads: threads, sharesAll: true)
      return Computation(threads: min(course.step.program.threads, program.threads)) {
        var (fingerprint, trainer) = course.run()
        let evaluator = Evaluator(program)
        feed(whole) { if evaluator.hasInput($0) { evaluator.setInput($0, $1) } }
        for (name, shape) in program.inputs { trainer.copyLeaf(name, count: shape.count, to: evaluator) }
        evaluator.run()
        fingerprint.add(evaluator.output(0))
        return fingerprint
      }
    }
  }

  private static func inEveryPrecision(
    _ name: String, _ plan: @escaping (Precision, _ threads: Int) throws -> Computation
  ) -> [Pin] {
    Precision.allCases.map { precision in Pin(name: name, precision: precision) { try plan(precision, $0) } }
  }

  /// Ten training steps.
  private struct Course {
    let subject: SubjectGraph
    let step: StepProgram

    init(_ subject: SubjectGraph, _ optimizer: OptimizerChain, _ precision: Precision, _ threads: Int) throws(ProgramError) {
      self.subject = subject
      step = try StepProgram(subject, optimizer, precision, keepsUpdates: false, threads: threads, sharesAll: true)
    }

    /// The losses and parameters along the steps, and the trainer that made them.
    func run() -> (fingerprint: Fingerprint, trainer: Trainer) {
      let trainer = Trainer(step, examples: nil, batchSize: nil)
      feed(subject) { if trainer.hasLeaf($0) { trainer.setLeaf($0, $1) } }
      trainer.restart { stream("batch", "epoch/\($0)") }
      var fingerprint = Fingerprint()
      for _ in 0..<10 {
        fingerprint.add([trainer.computeLoss()])
        trainer.advance()
        for parameter in subject.parameters { fingerprint.add(trainer.values(of: parameter.name)) }
      }
      return (fingerprint, trainer)
    }
  }

  private static func feed(_ subject: SubjectGraph, _ set: (String, [Double]) -> Void) {
    for feed in subject.feeds { set(feed.name, feed.filling.values(for: feed.shape, from: stream(feed.purpose, feed.position))) }
  }

  private static func stream(_ purpose: String, _ position: String) -> RandomStream {
    RandomStream(namespace: .pilot, seed: 1, replicate: 0, purpose: purpose, position: position)
  }
}
