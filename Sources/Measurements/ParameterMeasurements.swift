import Catalogues
import Documents
import Networks

struct WeightMoment: LayerMeasurement {
  enum Moment: String, Keyword {
    /// Around the sample's mean, divided by count - 1.
    case variance
    /// Around 0.
    case meanSquare
    case mean, maximumMagnitude, norm
  }

  enum Role: String, Keyword {
    case weights, bias
  }

  static let name = "weightMoment"
  static let summary = "the sample variance, or another statistic, of the weights or biases, by layer"
  var role = Role.weights
  var statistic = Moment.variance
  static var settings: [Setting<Self>] {
    [Setting("of", \.role, "which parameters"), Setting("statistic", \.statistic, "of their elements")]
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    let parameters = parameters(network).map(\.parameter)
    if parameters.isEmpty {
      problems.report("'\(Self.name)' looks at biases, but no layer has a bias", at: location)
    } else if statistic == .variance, parameters.contains(where: { $0.shape.count < 2 }) {
      problems.report("a sample variance needs two elements; a layer here has one", at: location)
    }
  }

  private func parameters(_ network: NetworkPart) -> [(layer: Int, parameter: Parameter)] {
    network.layers.compactMap { layer in
      (role == .weights ? layer.weights : layer.bias).map { (layer.index, $0) }
    }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let parameters = parameters(context.network).map { (layer: $0.layer, output: context.output($0.parameter.tensor)) }
    let statistic = statistic
    return { buffers in
      Columns(
        layers: parameters.map(\.layer),
        values: parameters.map { parameter in
          let buffer = buffers(parameter.output)
          return switch statistic {
          case .variance: buffer.variance
          case .meanSquare: buffer.meanSquare
          case .mean: buffer.mean
          case .maximumMagnitude: buffer.maximumMagnitude
          case .norm: buffer.norm
          }
        })
    }
  }
}

struct LossValue: Measurement {
  static let name = "loss"
  static let summary = "the subject's loss"
  var axes: [String] { [] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    if subject.loss == nil { problems.report("'loss' is measured, but the subject has no 'loss'", at: location) }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    guard let loss = context.subject.loss else { preconditionFailure("the loss of a subject without one") }
    let output = context.output(loss)
    return { buffers in Columns(axes: [], values: [buffers(output).mean]) }
  }
}
