import Graphs
import Training

/// Measurements that are taken at the same steps, by one program.
final class ReadingGroup {
  let evaluator: Evaluator
  private let plan: CellPlan.Group
  private let programs: [AuxiliaryProgram]
  /// For each watched value, the first step at which the loss was below it.
  private var crossings: [Int?]

  init(_ plan: CellPlan.Group) {
    self.plan = plan
    evaluator = Evaluator(plan.program)
    programs = plan.auxiliaries.map(AuxiliaryProgram.init)
    crossings = plan.watches.map { _ in nil }
  }

  func restart() { crossings = plan.watches.map { _ in nil } }

  func wants(_ step: Int, isLast: Bool) -> Bool { plan.when.includes(step, isLast: isLast) }

  /// Notes the loss of a step.
  func watch(_ loss: Double, at step: Int) {
    var index = 0
    while index < crossings.count {
      if crossings[index] == nil, loss < plan.watches[index] { crossings[index] = step }
      index += 1
    }
  }

  /// Takes the readings of all its measurements, at the trainer's parameters if there is one.
  func read(at step: Int, training trainer: Trainer?) -> [Readings] {
    if let trainer {
      for leaf in plan.carried { trainer.copyLeaf(leaf.name, count: leaf.count, to: evaluator) }
      if evaluator.hasInput(StepBuilder.countName) { evaluator.setInput(StepBuilder.countName, [Double(step)]) }
    }
    evaluator.run()
    let buffers = OutputBuffers(
      evaluator: evaluator, programs: programs, training: trainer.map { TrainingView(trainer: $0, crossings: crossings) })
    return plan.members.map { member in
      let columns = member.reader(buffers)
      return Readings(measurement: member.index, step: step, axes: columns.axes, values: columns.values)
    }
  }

  /// Whether the readings say that the subject diverged: one is NaN, or infinite where that is no answer.
  func diverged(_ readings: [Readings]) -> Bool {
    zip(plan.members, readings).contains { member, reading in
      reading.values.contains { member.mayBeInfinite ? $0.isNaN : !$0.isFinite }
    }
  }
}
