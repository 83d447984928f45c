import Graphs

/// What a graph is built for.
public enum BuildStage: Sendable, Equatable {
  /// Derived parameters are expressions of the leaves before them: running their nodes gives their first values.
  case initialization
  /// Every parameter is a leaf.
  case operation
  /// The same with so many examples at a time: a training step on a part of them.
  case batch(examples: Int)
  /// As `operation`, to see what there is to measure and not to run: a repeat ends with the second round that leaves the shape as it is.
  /// A sweep over depth is checked by the ten thousand cells.
  case inspection

  /// The number of examples, when it is not the subject's own.
  var examples: Int? { if case .batch(let examples) = self { examples } else { nil } }
  var derivesParameters: Bool { if case .initialization = self { true } else { false } }
}

/// Gathers a network's nodes while its layers are applied one after the other.
public final class NetworkBuilder {
  public let graph = Graph()
  let stage: BuildStage
  private var path: [String] = []
  private var parameters: [Parameter] = []
  private var layers: [LayerTrace] = []
  private var feeds: [Feed] = []
  /// How many elements the parameters have, those of repetitions that an inspection left out included.
  private(set) var parameterCount = 0

  public init(stage: BuildStage) { self.stage = stage }

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
      tensor = stage.derivesParameters ? (center - z.mean(over: [0])).stoppingGradient() : graph.input(name, shape)
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

  /// Records an affine layer. Its input is the activation of the one before.
  func recordAffine(input: Tensor, preActivation: Tensor, weights: Parameter, bias: Parameter?) {
    layers.indices.last.map { layers[$0].activation = input }
    layers.append(
      LayerTrace(
        index: layers.count + 1, path: path.joined(separator: "/"), preActivation: preActivation, activation: preActivation,
        weights: weights, bias: bias))
  }

  /// Records an activation; before the first affine layer it belongs to none.
  func recordActivation(_ function: any Activation, input: Tensor, output: Tensor) {
    layers.indices.last.map { layers[$0].nonlinearity = Nonlinearity(function: function, input: input, output: output) }
  }

  /// The graph, once the output is known.
  func finish(input: Tensor, output: Tensor, loss: Tensor?, labels: Labels? = nil) -> SubjectGraph {
    layers.indices.last.map { layers[$0].activation = output }
    return SubjectGraph(
      graph: graph, parameters: parameters, parameterCount: parameterCount, loss: loss, feeds: feeds,
      network: NetworkPart(input: input, output: output, layers: layers, labels: labels))
  }
}
