import Catalogues
import Documents
import Networks

/// What of a layer a moment is taken of.
enum Signal: String, Keyword {
  /// z_l, for layers from 1.
  case preActivation
  /// h_l, for layers from 0, the input.
  case activation
  /// h_t and c_t of recurrent layers, at all steps of time.
  case state, cell

  var variable: Variable {
    switch self {
    case .preActivation: .preActivation
    case .activation: .activation
    case .state: .state
    case .cell: .cell
    }
  }
}

/// What a moment is taken over: all of a layer, each example, or each step of time.
private func grainSetting<Root>(_ path: WritableKeyPath<Root, Grain>) -> Setting<Root> {
  Setting("per", path, "one reading for each layer, for each example of a layer, or for each time step of a recurrent layer")
}

struct ForwardMoment: LayerMeasurement {
  static let name = "forwardMoment"
  static let summary = "the mean square per unit and example of h_l (or z_l), by layer; layer 0 is the input"
  var signal = Signal.activation
  var grain = Grain.layer
  static var settings: [Setting<Self>] { [Setting("of", \.signal, "what is squared"), grainSetting(\.grain)] }
  var axes: [String] { grain.axes }

  func validate(at location: Location?, _ problems: inout Problems) {
    grain.validate(signal.variable, at: location, &problems)
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    grain.validate(signal.variable, in: network, measurement: Self.name, at: location, &problems)
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    context.reader(of: context.network.places(signal.variable, per: grain) { $0 }, per: grain, \.meanSquare)
  }
}

struct BackwardMoment: LayerMeasurement {
  static let name = "backwardMoment"
  static let summary = "the mean square per unit and example of the gradient with respect to z_l (or h_l), by layer"
  var signal = Signal.preActivation
  var cotangent = Cotangent.random
  var grain = Grain.layer
  static var settings: [Setting<Self>] {
    [
      Setting("of", \.signal, "what the gradient is taken with respect to"),
      Setting("cotangent", \.cotangent, "what is pulled back"), grainSetting(\.grain),
    ]
  }
  var axes: [String] { grain.axes }

  func validate(at location: Location?, _ problems: inout Problems) {
    grain.validate(signal.variable, at: location, &problems)
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    cotangent.validate(against: subject, measurement: Self.name, at: location, &problems)
    grain.validate(signal.variable, in: network, measurement: Self.name, at: location, &problems)
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let gradients = context.gradients(of: cotangent)
    return context.reader(
      of: context.network.places(signal.variable, per: grain, gradients.callAsFunction), per: grain, \.meanSquare)
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
