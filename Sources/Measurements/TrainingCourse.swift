import Graphs
import Random
import Training

/// A training from its first step to its last, and the readings on the way.
final class TrainingCourse {
  let trainer: Trainer
  private let settings: TrainingSettings
  private let last: Int

  init(_ plan: CellPlan.Course) {
    settings = plan.settings
    last = settings.stepCount(examples: plan.examples)
    trainer = Trainer(plan.step, examples: plan.examples, batchSize: settings.batchSize)
  }

  /// Trains from the parameters that the trainer's leaves hold.
  ///
  /// At every step first the loss is computed, which may end the training; then the readings are taken; then the update is made. A step
  /// that diverges has the readings that were asked for at that step by its number, but is not the end: nothing is read at an end then.
  func run(_ groups: [ReadingGroup], streams: @escaping (Int) -> RandomStream) -> CellResult {
    trainer.restart(streams: streams)
    for group in groups { group.restart() }
    var readings: [Readings] = []
    var divergence: Int?
    var step = 0
    while true {
      let loss = trainer.computeLoss()
      for group in groups { group.watch(loss, at: step) }
      if !(loss.isFinite && loss <= settings.divergesAbove ?? .infinity) { divergence = divergence ?? step }
      let isLost = divergence != nil && settings.stopOnDivergence
      let isLast = !isLost && (step == last || loss < settings.stopWhen?.lossBelow ?? -.infinity)
      var taken: [Readings] = []
      for group in groups where group.wants(step, isLast: isLast) {
        let own = group.read(at: step, training: trainer)
        if group.diverged(own) { divergence = divergence ?? step }
        taken += own
      }
      readings += taken.sorted { $0.measurement < $1.measurement }
      if isLost || isLast { break }
      step += 1
      if !trainer.advance() { divergence = divergence ?? step }
    }
    return CellResult(outcome: divergence.map { .diverged(step: $0) } ?? .finished, readings: readings)
  }
}
