import Catalogues
import Documents
import Networks

/// What a gradient may be taken with respect to.
enum Variable: String, Keyword {
  case preActivation, activation, weights, bias
}

/// How the entries of a gradient become one number.
enum Statistic: String, Keyword {
  /// The Euclidean norm, scaled so that it neither overflows nor underflows.
  case norm
  case meanSquare
  /// The mean of the magnitudes: of a single entry its magnitude, exact down to the least subnormal.
  case meanMagnitude
  case maximumMagnitude

  func callAsFunction(_ buffer: OutputBuffer) -> Double {
    switch self {
    case .norm: buffer.norm
    case .meanSquare: buffer.meanSquare
    case .meanMagnitude: buffer.meanMagnitude
    case .maximumMagnitude: buffer.maximumMagnitude
    }
  }
}

/// What one reading is taken over.
enum Grain: String, Keyword {
  /// All examples of a layer together.
  case layer
  /// Each example of a layer by itself.
  case example
}

struct Gradient: LayerMeasurement {
  static let name = "gradient"
  static let summary = "a statistic of the gradient with respect to z_l, h_l, W_l or b_l, by layer (and example)"
  var variable = Variable.preActivation
  var statistic = Statistic.norm
  var cotangent = Cotangent.random
  var grain = Grain.layer
  static var settings: [Setting<Self>] {
    [
      Setting("of", \.variable, "what the gradient is taken with respect to"),
      Setting("statistic", \.statistic, "of the gradient's entries"),
      Setting("cotangent", \.cotangent, "what is pulled back"),
      Setting("per", \.grain, "one reading for each layer, or for each example of a layer"),
    ]
  }

  var axes: [String] { grain == .layer ? ["layer"] : ["layer", "example"] }

  func validate(at location: Location?, _ problems: inout Problems) {
    if grain == .example, variable == .weights || variable == .bias {
      problems.report("the gradient of the \(variable.rawValue) is a sum over examples; 'per' can only be 'layer'", at: location)
    }
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    cotangent.validate(against: subject, measurement: Self.name, at: location, &problems)
    if variable == .bias, network.layers.allSatisfy({ $0.bias == nil }) {
      problems.report("the gradient of the bias is asked for, but no layer has a bias", at: location)
    }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let gradients = context.gradients(of: cotangent)
    let tensors =
      switch variable {
      case .activation: gradients.activations.enumerated().map { ($0.offset, $0.element) }
      case .preActivation: gradients.preActivations.enumerated().map { ($0.offset + 1, $0.element) }
      case .weights: gradients.weights.enumerated().map { ($0.offset + 1, $0.element) }
      case .bias: gradients.biases.enumerated().compactMap { index, tensor in tensor.map { (index + 1, $0) } }
      }
    let layers = tensors.map(\.0)
    let outputs = tensors.map { context.output($0.1) }
    let (statistic, grain) = (statistic, grain)
    return { buffers in
      switch grain {
      case .layer: Columns(layers: layers, values: outputs.map { statistic(buffers($0)) })
      case .example: Columns(layers: layers, byExample: outputs.map { buffers.rows($0).map(statistic.callAsFunction) })
      }
    }
  }
}
