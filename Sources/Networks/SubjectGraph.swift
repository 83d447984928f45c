import Graphs

/// A subject as nodes of a graph, with names for what measurements and training look at: parameters and, if it has one, a scalar loss.
public struct SubjectGraph {
  public let graph: Graph
  /// What training changes, in order of creation.
  public let parameters: [Parameter]
  /// How many elements they have; of a subject built for inspection, as many as the whole one's.
  public let parameterCount: Int
  /// What training carries from step to step besides, such as running statistics.
  public let states: [CarriedState]
  /// A differentiable scalar of the parameters.
  public let loss: Tensor?
  /// Every leaf that a stream or a constant fills: input, target and parameters, the derived ones excepted.
  public let feeds: [Feed]
  /// Whether a training step computes something else than this graph, of the same examples.
  public let differsInTraining: Bool
  /// Input, output and layers; nil for a subject without layers, such as a landscape.
  public let network: NetworkPart?

  /// - Parameter parameterCount: the elements of the parameters given, when nil.
  public init(
    graph: Graph, parameters: [Parameter], parameterCount: Int? = nil, states: [CarriedState] = [], loss: Tensor?, feeds: [Feed],
    differsInTraining: Bool = false, network: NetworkPart? = nil
  ) {
    self.differsInTraining = differsInTraining
    self.graph = graph
    self.parameters = parameters
    self.parameterCount = parameterCount ?? parameters.reduce(0) { $0 + $1.shape.count }
    self.states = states
    self.loss = loss
    self.feeds = feeds
    self.network = network
  }

  /// The parameters that the forward pass derives.
  public var derivedParameters: [Parameter] { parameters.filter(\.filling.isDerived) }
}

/// What a network has beyond parameters and a loss.
///
/// Conventions: examples are the first axis. z_l = W_l h_{l-1} + b_l; layers are the affine ones, convolutions and recurrent layers
/// among them, counted from 1; h_0 is the input.
public struct NetworkPart {
  /// h_0, [examples] + the shape of an example.
  public let input: Tensor
  /// What the last layer gives, [examples] + the shape of an output.
  public let output: Tensor
  /// The affine layers in order of building, those of a residual block's shortcut behind its body's; the first has index 1.
  public let layers: [LayerTrace]
  /// How many there are; of a network built for inspection, as many as the whole one's.
  public let layerCount: Int
  /// What the loss compares the output with, when that is a class.
  public let labels: Labels?

  /// The names of the leaves whose rows are examples.
  public static let exampleLeaves = ["input", "target"]
}

/// The classes of the examples, for counting right answers.
public struct Labels {
  /// [examples, classes] with 1 in the class's column, or a single column of 0 and 1.
  public let target: Tensor
  /// In a single column, what the output must exceed to mean class 1.
  public let threshold: Double
}

/// A tensor that training changes.
public struct Parameter {
  /// The leaf's name, `repeat-1/3/dense-1/weight`.
  public let name: String
  public let role: ParameterRole
  public let shape: Shape
  /// The leaf; in an initialization graph the expression, when the parameter is derived.
  public let tensor: Tensor
  public let filling: Filling

  public init(name: String, role: ParameterRole, shape: Shape, tensor: Tensor, filling: Filling) {
    self.name = name
    self.role = role
    self.shape = shape
    self.tensor = tensor
    self.filling = filling
  }
}

/// A leaf besides the parameters that a step of training may give another value.
public struct CarriedState {
  /// The leaf's name, `batchNorm-1/runningMean`; a feed gives its first value.
  public let name: String
  public let shape: Shape
  /// The value behind a step; nil in a graph that does not train.
  public let next: Tensor?
}

/// A leaf and the random stream that fills it.
public struct Feed: Sendable {
  /// The leaf's name.
  public let name: String
  public let shape: Shape
  /// With the position, what the stream is keyed by: "weight", "bias", "input", "target", "cotangent".
  public let purpose: String
  public let position: String
  public let filling: Filling

  public init(name: String, shape: Shape, purpose: String, position: String, filling: Filling) {
    self.name = name
    self.shape = shape
    self.purpose = purpose
    self.position = position
    self.filling = filling
  }
}

/// An affine layer and what belongs to it.
public struct LayerTrace {
  /// How its weights act.
  public enum Operation: Sendable {
    case dense, convolution, recurrence
  }

  /// From 1.
  public let index: Int
  public let path: String
  public let operation: Operation
  /// z = W h + b, [examples, width]; of a convolution [examples, height, width, channels], of a recurrent layer
  /// [examples, steps, units], those of an LSTM's gates one after the other.
  public let preActivation: Tensor
  /// h: what goes into the next affine layer, the network's output behind the last one. In a plain network it is φ(z);
  /// behind a residual block it is the sum.
  public internal(set) var activation: Tensor
  /// The last activation before the next affine layer.
  public internal(set) var nonlinearity: Nonlinearity?
  /// What the input is multiplied by: one tensor, or one a gate.
  public let weights: [Parameter]
  /// What a recurrent layer's state is multiplied by: one tensor, or one a gate.
  public let recurrentWeights: [Parameter]
  /// None, one, or one a gate.
  public let biases: [Parameter]
  /// The time steps of a recurrent layer.
  public let recurrence: Recurrence?
}

/// A recurrent layer, unrolled: tensors of single time steps, each [examples, units].
public struct Recurrence {
  /// What goes into the nonlinearities at the steps 1 … T: one tensor, or one a gate.
  public let preActivations: [[Tensor]]
  /// h_0 … h_T.
  public let states: [Tensor]
  /// c_0 … c_T of an LSTM; empty without cells.
  public let cells: [Tensor]
}

/// An activation as it was applied.
public struct Nonlinearity {
  public let function: any Activation
  public let input: Tensor
  public let output: Tensor
}
