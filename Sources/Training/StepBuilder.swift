import Graphs
import Networks

/// Builds one training step on a subject's graph: leaves for what an optimizer remembers, and their next values.
public final class StepBuilder {
  /// A leaf that is given its next value after every step. Before the first step it is 0.
  struct State {
    let name: String
    let shape: Shape
    let next: Tensor
  }

  /// The leaf that holds the number of steps taken before this one.
  public static let countName = "training/count"

  public let subject: SubjectGraph
  public let loss: Tensor
  /// ∂loss/∂θ, one for each parameter.
  public let gradients: [Tensor]
  /// The number of steps taken before this one: 0, 1, ….
  public let count: Tensor
  private(set) var states: [State]

  var graph: Graph { subject.graph }

  /// - Precondition: the subject has a loss.
  init(_ subject: SubjectGraph) {
    guard let loss = subject.loss else { preconditionFailure("training a subject without a loss") }
    self.subject = subject
    self.loss = loss
    gradients = subject.graph.gradients(of: loss, withRespectTo: subject.parameters.map(\.tensor))
    count = subject.graph.input(Self.countName, [])
    states = [State(name: Self.countName, shape: [], next: count + 1)]
  }

  /// Something that an optimizer remembers of each parameter, 0 before the first step.
  ///
  /// - Parameter next: the new values from the old ones and the parameter's index.
  /// - Returns: the new values.
  func remember(_ what: String, like updates: [Tensor], next: (Tensor, Int) -> Tensor) -> [Tensor] {
    // Numbered, for a chain may have two links of one kind.
    let link = states.count
    return updates.enumerated().map { index, update in
      let name = "training/\(what)-\(link)/\(subject.parameters[index].name)"
      let value = next(graph.input(name, update.shape), index)
      states.append(State(name: name, shape: update.shape, next: value))
      return value
    }
  }
}
