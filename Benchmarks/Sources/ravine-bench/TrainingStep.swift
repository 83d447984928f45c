import Graphs
import Networks
import Random
import Training

/// One training step, the loss before it included.
struct TrainingStep: Operation {
  let trainer: Trainer
  private let names: [(name: String, count: Int)]

  init(_ workload: Workload, threads: Int) throws {
    guard let training = workload.settings.training else { throw BenchError("the workload has no training") }
    let subject = workload.settings.subject.value.build(for: .operation)
    let step = try StepProgram(
      subject, training.optimizer, workload.settings.precision, keepsUpdates: false, takesBatches: training.batchSize != nil,
      threads: threads)
    trainer = Trainer(step, examples: subject.network?.input.shape[0], batchSize: training.batchSize)
    for (name, values) in workload.draws(for: subject) where trainer.hasLeaf(name) { trainer.setLeaf(name, values) }
    names = subject.parameters.map { ($0.name, $0.shape.count) }
    let seed = workload.seed
    trainer.restart { epoch in
      RandomStream(namespace: .confirm, seed: seed, replicate: 0, purpose: "batch", position: "epoch/\(epoch)")
    }
  }

  func run() throws {
    let loss = trainer.computeLoss()
    guard trainer.advance(), loss.isFinite else { throw BenchError("the training diverged at step \(trainer.count)") }
  }
}

extension TrainingStep {
  /// The present parameters, one after the other.
  var parameters: [Float] {
    names.flatMap { name, count in
      trainer.evaluator.withInput(name) { place in
        switch trainer.step.program.precision {
        case .float32: Array(UnsafeBufferPointer(start: place.assumingMemoryBound(to: Float.self), count: count))
        case .float64: UnsafeBufferPointer(start: place.assumingMemoryBound(to: Double.self), count: count).map(Float.init)
        }
      }
    }
  }
}

extension Workload {
  var seed: UInt64 { plan.manifest.experiments[0].seed }

  /// The values of a subject's leaves in the first replicate.
  func draws(for subject: SubjectGraph) -> [(name: String, values: [Double])] {
    subject.feeds.map { feed in
      let stream = RandomStream(
        namespace: .confirm, seed: seed, replicate: 0, purpose: feed.purpose, position: feed.position)
      return (feed.name, feed.filling.values(for: feed.shape, from: stream))
    }
  }
}
