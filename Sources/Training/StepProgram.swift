import Graphs
import Networks

/// One training step as a static program: from parameters and what the optimizer remembers to the loss there and the next values.
public struct StepProgram: Sendable {
  public let program: Program
  /// Outputs that become leaves for the next step; the parameters come first.
  let carried: [(output: Int, name: String, count: Int)]
  /// What the optimizer remembers: 0 before the first step.
  let states: [(name: String, count: Int)]
  /// The outputs that give what is subtracted from the parameters, if they are kept.
  public let updates: Range<Int>
  let parameterCount: Int

  /// The output that gives the loss before the step.
  static let lossOutput = 0

  /// - Parameters:
  ///   - keepsUpdates: whether the updates can be read after a step.
  ///   - threads: how many threads share each step; they reach no bit.
  /// - Precondition: the subject has a loss.
  /// - Throws: `ProgramError` when the program's memory cannot be counted.
  public init(
    _ subject: SubjectGraph, _ optimizer: OptimizerChain, _ precision: Precision, keepsUpdates: Bool,
    threads: Int = 1
  ) throws(ProgramError) {
    let builder = StepBuilder(subject)
    let updates = optimizer.updates(builder)
    var outputs = [builder.loss] + zip(subject.parameters, updates).map { $0.tensor - $1 }
    let names = subject.parameters.map(\.name) + builder.states.map(\.name)
    outputs += builder.states.map(\.next)
    let shapes = subject.parameters.map(\.shape) + builder.states.map(\.shape)
    carried = zip(names, shapes).enumerated().map { ($0.offset + 1, $0.element.0, $0.element.1.count) }
    states = builder.states.map { ($0.name, $0.shape.count) }
    parameterCount = subject.parameters.count
    self.updates = keepsUpdates ? outputs.count..<(outputs.count + updates.count) : 0..<0
    if keepsUpdates { outputs += updates }
    program = try Program(outputs: outputs, precision: precision, threads: threads)
  }
}
