import Catalogues
import Documents
import Networks

/// What of a layer is looked at.
enum Signal: String, Keyword {
  /// z_l, for layers from 1.
  case preActivation
  /// h_l, for layers from 0, the input.
  case activation
}

struct ForwardMoment: LayerMeasurement {
  static let name = "forwardMoment"
  static let summary = "the mean square per unit and example of h_l (or z_l), by layer; layer 0 is the input"
  var signal = Signal.activation
  static var settings: [Setting<Self>] { [Setting("of", \.signal, "what is squared")] }

  func prepare(_ context: MeasurementContext) -> Reader {
    let network = context.network
    let tensors =
      switch signal {
      case .activation: [network.input] + network.layers.map(\.activation)
      case .preActivation: network.layers.map(\.preActivation)
      }
    let outputs = tensors.map(context.output)
    let first = signal == .activation ? 0 : 1
    return { buffers in
      Columns(layers: outputs.indices.map { $0 + first }, values: outputs.map { buffers($0).meanSquare })
    }
  }
}

struct BackwardMoment: LayerMeasurement {
  static let name = "backwardMoment"
  static let summary = "the mean square per unit and example of the gradient with respect to z_l (or h_l), by layer"
  var signal = Signal.preActivation
  var cotangent = Cotangent.random
  static var settings: [Setting<Self>] {
    [
      Setting("of", \.signal, "what the gradient is taken with respect to"),
      Setting("cotangent", \.cotangent, "what is pulled back"),
    ]
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    cotangent.validate(against: subject, measurement: Self.name, at: location, &problems)
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let gradients = context.gradients(of: cotangent)
    let outputs = (signal == .activation ? gradients.activations : gradients.preActivations).map(context.output)
    let first = signal == .activation ? 0 : 1
    return { buffers in
      Columns(layers: outputs.indices.map { $0 + first }, values: outputs.map { buffers($0).meanSquare })
    }
  }
}

extension Cotangent {
  /// Reports a loss that is not there.
  func validate(against subject: SubjectGraph, measurement: String, at location: Location?, _ problems: inout Problems) {
    if self == .loss, subject.loss == nil {
      problems.report("'\(measurement)' pulls back the loss, but the subject has no 'loss'", at: location)
    }
  }
}
