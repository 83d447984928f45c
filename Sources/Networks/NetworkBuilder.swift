import Graphs

/// What a graph is built for.
public enum BuildStage: Sendable, Equatable {
  /// Derived parameters are expressions of the leaves before them: running their nodes gives their first values.
  case initialization
  /// Every parameter is a leaf.
  case operation
  /// The same for a training step, on so many examples at a time, or on all of them: what layers do only in training is done.
  case training(batch: Int?)
  /// As `operation`, to see what there is to measure and not to run: a repeat ends with the second round that leaves the shape as it is.
  /// A sweep over depth is checked by the ten thousand cells.
  case inspection

  /// The number of examples, when it is not the subject's own.
  var examples: Int? { if case .training(let batch) = self { batch } else { nil } }
  var isTraining: Bool { if case .training = self { true } else { false } }
  var derivesParameters: Bool { if case .initialization = self { true } else { false } }
}

/// Gathers a network's nodes while its layers are applied one after the other.
public final class NetworkBuilder {
  public let graph = Graph()
  let stage: BuildStage
  private var path: [String] = []
  private var parameters: [Parameter] = []
  private var layers: [LayerTrace] = []
  /// The layer whose activation is what comes next.
  private var open: Int?
  private var feeds: [Feed] = []
  private var states: [CarriedState] = []
  /// How many elements the parameters have, those of repetitions that an inspection left out included.
  private(set) var parameterCount = 0
  /// How many affine layers there are, counted likewise.
  private(set) var layerCount = 0

  private var differsInTraining = false

  public init(stage: BuildStage) { self.stage = stage }

  /// Whether a training step is built. Who asks builds something else there.
  var isTraining: Bool {
    differsInTraining = true
    return stage.isTraining
  }

  /// A leaf filled from the stream of a purpose and a position.
  func leaf(_ name: String, _ shape: Shape, purpose: String, position: String, _ filling: Filling) -> Tensor {
    feeds.append(Feed(name: name, shape: shape, purpose: purpose, position: position, filling: filling))
    return graph.input(name, shape)
  }

  /// Builds with one more step on the path of layers.
  func within<Result>(_ step: String, _ body: () -> Result) -> Result {
    path.append(step)
    defer { path.removeLast() }
    return body()
  }

  /// A parameter of the layer that is being built.
  ///
  /// - Parameter z: the pre-activation without this parameter, for a derived filling.
  func parameter(_ role: ParameterRole, _ shape: Shape, _ filling: Filling, before z: Tensor?) -> Parameter {
    let position = path.joined(separator: "/")
    let name = "\(position)/\(role.rawValue)"
    let tensor: Tensor
    if case .centered(let center) = filling {
      guard let z else { preconditionFailure("\(name) is derived from a pre-activation that does not exist yet") }
      // Every axis but that of the units: examples, and the places of an image.
      tensor =
        stage.derivesParameters
        ? (center - z.mean(over: Array(0..<z.shape.rank - 1))).stoppingGradient() : graph.input(name, shape)
    } else {
      tensor = leaf(name, shape, purpose: role.rawValue, position: position, filling)
    }
    let parameter = Parameter(name: name, role: role, shape: shape, tensor: tensor, filling: filling)
    parameters.append(parameter)
    countParameters(shape.count)
    return parameter
  }

  /// Counts elements of parameters, as many as an `Int` can.
  func countParameters(_ count: Int) {
    let (sum, overflow) = parameterCount.addingReportingOverflow(count)
    parameterCount = overflow ? .max : sum
  }

  /// Counts a round of layers that began at these counts as often again as an inspection leaves it out.
  func countAgain(_ times: Int, sinceParameters parameters: Int, layers: Int) {
    let (left, overflow) = (parameterCount - parameters).multipliedReportingOverflow(by: times)
    countParameters(overflow ? .max : left)
    // No more than `Network.mostLayers`: no overflow.
    layerCount += (layerCount - layers) * times
  }

  /// A leaf that is no parameter and keeps one value, unless a training step gives it another.
  ///
  /// - Parameter purpose: the last step of its name.
  func state(_ purpose: String, _ shape: Shape, value: Double) -> Tensor {
    let position = path.joined(separator: "/")
    return leaf("\(position)/\(purpose)", shape, purpose: purpose, position: position, .constant(value))
  }

  /// The same where a step of training may give it another value.
  ///
  /// - Parameter next: the value behind a step, from the one before; nil outside of training.
  func state(_ purpose: String, _ shape: Shape, value: Double, next: ((Tensor) -> Tensor)?) -> Tensor {
    let leaf = state(purpose, shape, value: value)
    states.append(CarriedState(name: (path + [purpose]).joined(separator: "/"), shape: shape, next: next?(leaf)))
    return leaf
  }

  /// Records an affine, convolutional or recurrent layer. Its input is the activation of the one before.
  func record(
    _ operation: LayerTrace.Operation, input: Tensor, preActivation: Tensor, weights: [Parameter],
    recurrentWeights: [Parameter] = [], biases: [Parameter], recurrence: Recurrence? = nil
  ) {
    open.map { layers[$0].activation = input }
    open = layers.count
    layerCount += 1
    layers.append(
      LayerTrace(
        index: layers.count + 1, path: path.joined(separator: "/"), operation: operation, preActivation: preActivation,
        activation: preActivation, weights: weights, recurrentWeights: recurrentWeights, biases: biases, recurrence: recurrence))
  }

  /// Records an activation; before the first affine layer it belongs to none.
  func recordActivation(_ function: any Activation, input: Tensor, output: Tensor) {
    open.map { layers[$0].nonlinearity = Nonlinearity(function: function, input: input, output: output) }
  }

  /// Builds layers aside of the main path: theirs is not the activation of the layer before, nor is what follows theirs.
  func aside(_ body: () -> Tensor) -> Tensor {
    let before = open
    open = nil
    defer { open = before }
    let output = body()
    open.map { layers[$0].activation = output }
    return output
  }

  /// The graph, once the output is known.
  func finish(input: Tensor, output: Tensor, loss: Tensor?, labels: Labels? = nil) -> SubjectGraph {
    open.map { layers[$0].activation = output }
    return SubjectGraph(
      graph: graph, parameters: parameters, parameterCount: parameterCount, states: states, loss: loss, feeds: feeds,
      differsInTraining: differsInTraining,
      network: NetworkPart(input: input, output: output, layers: layers, layerCount: layerCount, labels: labels))
  }
}
