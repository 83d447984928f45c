import Catalogues
import Documents
import Networks

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

struct Gradient: LayerMeasurement {
  static let name = "gradient"
  static let summary = "a statistic of the gradient with respect to z_l, h_l, W_l or b_l, by layer (and example or time)"
  var variable = Variable.preActivation
  var statistic = Statistic.norm
  var cotangent = Cotangent.random
  var grain = Grain.layer
  static var settings: [Setting<Self>] {
    [
      Setting("of", \.variable, "what the gradient is taken with respect to"),
      Setting("statistic", \.statistic, "of the gradient's entries"),
      Setting("cotangent", \.cotangent, "what is pulled back"),
      Setting(
        "per", \.grain, "one reading for each layer, for each example of a layer, or for each time step of a recurrent layer"),
    ]
  }

  var axes: [String] { grain.axes }

  func validate(at location: Location?, _ problems: inout Problems) {
    grain.validate(variable, at: location, &problems)
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    cotangent.validate(against: subject, measurement: Self.name, at: location, &problems)
    grain.validate(variable, in: network, measurement: Self.name, at: location, &problems)
    if variable == .bias, network.layers.allSatisfy({ $0.biases.isEmpty }) {
      problems.report("the gradient of the bias is asked for, but no layer has a bias", at: location)
    }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let gradients = context.gradients(of: cotangent)
    return context.reader(
      of: context.network.places(variable, per: grain, gradients.callAsFunction), per: grain, statistic.callAsFunction)
  }
}
