import Catalogues
import Graphs
import Networks
import Random
import Testing

@testable import Training

/// Every layer and every optimizer, in small networks: what is shared is what can be, whether or not it pays.
@Suite("Threads within a training step") struct SharingTests {
  private func losses(_ subject: SubjectGraph, _ step: StepProgram) -> [Double] {
    let trainer = Trainer(step, examples: nil, batchSize: nil)
    for feed in subject.feeds where trainer.hasLeaf(feed.name) {
      trainer.setLeaf(feed.name, feed.filling.values(for: feed.shape, from: stream(feed.position)))
    }
    trainer.restart { stream("epoch \($0)") }
    return (0..<3).flatMap { _ in
      let loss = trainer.computeLoss()
      trainer.advance()
      return [loss] + subject.parameters.flatMap { trainer.values(of: $0.name) }
    }
  }

  private func check(_ build: () -> SubjectGraph, _ optimizer: OptimizerChain, _ precision: Precision) throws {
    var subject = build()
    let alone = losses(subject, try StepProgram(subject, optimizer, precision, keepsUpdates: false))
    for threads in [2, 3, 7] {
      // A step adds what the optimizer remembers to the subject's graph.
      subject = build()
      let step = try StepProgram(subject, optimizer, precision, keepsUpdates: false, threads: threads, sharesAll: true)
      #expect(step.program.races.map(\.description) == [], "\(threads) threads")
      #expect(losses(subject, step).map(\.bitPattern) == alone.map(\.bitPattern), "\(threads) threads")
    }
  }

  @Test(
    "They reach no bit of any layer, and touch nothing that another one writes", arguments: Layers.catalogue.entries.map(\.name))
  func layers(_ name: String) throws {
    let entry = try #require(Layers.catalogue.entries.first { $0.name == name })
    let sample = type(of: entry.standard()).sample
    for examples in [4, 7] {
      try check(
        { sample.subject(examples: examples) }, OptimizerChain(trying: GradientDescent()), examples == 7 ? .float32 : .float64)
    }
  }

  @Test("They reach no bit of any optimizer's step", arguments: Optimizers.catalogue.entries.map(\.name))
  func optimizers(_ name: String) throws {
    let entry = try #require(Optimizers.catalogue.entries.first { $0.name == name })
    let sample = type(of: try #require(Layers.catalogue.entries.first { $0.name == "dense" }).standard()).sample
    try check({ sample.subject(examples: 8) }, OptimizerChain(trying: entry.standard()), .float64)
  }
}
