import Catalogues
import Graphs
import Networks
import Training

/// What is pulled back through a network.
enum Cotangent: String, Keyword {
  /// Independent N(0, 1) entries at the network's output: neither the head nor the loss contaminates what is seen.
  case random
  /// 1 at every entry of the output: the gradient of the sum of all outputs.
  case ones
  /// The gradient of the subject's loss.
  case loss
}

/// Gathers what the measurements of a cell need from one program.
public final class MeasurementContext {
  /// The gradients with respect to everything of a network.
  struct Gradients {
    fileprivate let values: [Tensor: Tensor]
    /// The cotangent at the network's output.
    let output: Tensor

    /// The gradient with respect to the input, or to one of the layers' `variables`.
    func callAsFunction(_ tensor: Tensor) -> Tensor {
      guard let gradient = values[tensor] else { preconditionFailure("the gradient with respect to a tensor of no layer") }
      return gradient
    }
  }

  public let subject: SubjectGraph
  private(set) var outputs: [Tensor] = []
  /// The leaves that measurements added to the network's.
  private(set) var feeds: [Feed] = []
  /// The programs that measurements run themselves.
  private(set) var requests: [AuxiliaryRequest] = []
  /// The program of the Hessian's products, once somebody asked for it.
  var hessian: Int?
  private var indices: [Tensor: Int] = [:]
  private var gradients: [Cotangent: Gradients] = [:]

  /// How the subject is trained; nil when it is looked at as it is initialized.
  let training: TrainingSettings?
  /// Whether the updates of a step are to be kept for the readers.
  private(set) var keepsUpdates = false
  /// The losses of `watch`.
  private(set) var watches: [Double] = []

  init(_ subject: SubjectGraph, training: TrainingSettings? = nil) {
    self.subject = subject
    self.training = training
  }

  /// The number of the step at which the readings are taken, as a node.
  private(set) lazy var count = subject.graph.input(StepBuilder.countName, [])

  /// Lets readers see the updates of the step that follows.
  func keepUpdates() { keepsUpdates = true }

  /// Watches the loss at every step; the index is that of the first step below among `TrainingView.crossings`.
  func watch(lossBelow value: Double) -> Int {
    watches.append(value)
    return watches.count - 1
  }

  /// The subject's layers, for a `LayerMeasurement`: its validation refused a subject without.
  public var network: NetworkPart {
    guard let network = subject.network else { preconditionFailure("the layers of a subject without any") }
    return network
  }

  /// The index of the output that gives a tensor; asked for twice, it is one output.
  func output(_ tensor: Tensor) -> Int {
    if let index = indices[tensor] { return index }
    indices[tensor] = outputs.count
    outputs.append(tensor)
    return outputs.count - 1
  }

  /// Adds a leaf that a stream fills.
  func leaf(_ feed: Feed) -> Tensor {
    feeds.append(feed)
    return subject.graph.input(feed.name, feed.shape)
  }

  /// A tensor of given elements, the same for all who ask.
  func constant(_ values: [Double], _ shape: Shape) -> Tensor {
    let filling = Filling.given(values)
    if let known = feeds.first(where: { $0.purpose == "constant" && $0.filling == filling && $0.shape == shape }),
      let tensor = subject.graph.input(named: known.name)
    {
      return tensor
    }
    let name = "constant \(feeds.count + 1)"
    return leaf(Feed(name: name, shape: shape, purpose: "constant", position: name, filling: filling))
  }

  func add(_ request: AuxiliaryRequest) -> Int {
    requests.append(request)
    return requests.count - 1
  }

  /// The gradients under a cotangent, one reverse sweep shared by all measurements; outputs that nobody asks for are not computed.
  func gradients(of cotangent: Cotangent) -> Gradients {
    if let known = gradients[cotangent] { return known }
    let tensors = [network.input] + network.layers.flatMap(\.variables) + [network.output]
    let found = pull(cotangent, to: tensors)
    let result = Gradients(
      values: Dictionary(zip(tensors, found)) { first, _ in first }, output: found[found.count - 1])
    gradients[cotangent] = result
    return result
  }

  private func pull(_ cotangent: Cotangent, to tensors: [Tensor]) -> [Tensor] {
    let (graph, output) = (subject.graph, network.output)
    func products(_ value: Tensor) -> [Tensor] {
      graph.vectorJacobianProducts(of: [output], cotangents: [value], withRespectTo: tensors)
    }
    switch cotangent {
    case .ones: return products(graph.constant(1, output.shape))
    case .random:
      feeds.append(
        Feed(
          name: "cotangent", shape: output.shape, purpose: "cotangent", position: "output",
          filling: .normal(mean: 0, standardDeviation: 1)))
      return products(graph.input("cotangent", output.shape))
    case .loss:
      guard let loss = subject.loss else { preconditionFailure("the gradient of a loss that the subject does not have") }
      return graph.gradients(of: loss, withRespectTo: tensors)
    }
  }
}
