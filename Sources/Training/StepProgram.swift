import Graphs
import Networks

/// One training step as a static program: from parameters and what the optimizer remembers to the loss there and the next values.
public struct StepProgram: Sendable {
  public let program: Program
  /// The leaves that are trained.
  let parameters: [(name: String, count: Int)]
  /// What the optimizer remembers: 0 before the first step.
  let states: [(name: String, count: Int)]
  /// The outputs that give what is subtracted from the parameters, if they are kept.
  public let updates: Range<Int>

  /// The output that gives the loss before the step.
  package static let lossOutput = 0

  /// - Parameters:
  ///   - keepsUpdates: whether the updates can be read after a step.
  ///   - takesBatches: whether each step has examples of its own; else what depends on the examples alone is computed once.
  ///   - threads: how many threads share each step; they reach no bit.
  /// - Precondition: the subject has a loss.
  /// - Throws: `ProgramError` when the program's memory cannot be counted.
  public init(
    _ subject: SubjectGraph, _ optimizer: OptimizerChain, _ precision: Precision, keepsUpdates: Bool, takesBatches: Bool = false,
    threads: Int = 1
  ) throws(ProgramError) {
    try self.init(
      subject, optimizer, precision, keepsUpdates: keepsUpdates, takesBatches: takesBatches, threads: threads, sharesAll: false)
  }

  /// - Parameter sharesAll: whether threads share also what they do not make faster: for tests.
  package init(
    _ subject: SubjectGraph, _ optimizer: OptimizerChain, _ precision: Precision, keepsUpdates: Bool, takesBatches: Bool = false,
    threads: Int, sharesAll: Bool
  ) throws(ProgramError) {
    let builder = StepBuilder(subject)
    let updates = optimizer.updates(builder)
    let next = zip(subject.parameters, updates).map { (tensor: $0.tensor - $1, leaf: $0.name) }
    parameters = subject.parameters.map { ($0.name, $0.shape.count) }
    states = builder.states.map { ($0.name, $0.shape.count) }
    let outputs = [builder.loss] + (keepsUpdates ? updates : [])
    self.updates = 1..<outputs.count
    program = try Program(
      outputs: outputs, precision: precision, threads: threads, varying: takesBatches ? NetworkPart.exampleLeaves : [],
      carried: next + builder.states.map { (tensor: $0.next, leaf: $0.name) }
        // The subject's own states start with what their feeds give.
        + subject.states.compactMap { state in state.next.map { (tensor: $0, leaf: state.name) } }, sharesAll: sharesAll)
  }
}
