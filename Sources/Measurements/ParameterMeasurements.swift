import Catalogues
import Documents
import Networks
import Training

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
    /// What the state of a recurrent layer is multiplied by.
    case recurrentWeights

    var variable: Variable {
      switch self {
      case .weights: .weights
      case .bias: .bias
      case .recurrentWeights: .recurrentWeights
      }
    }
  }

  static let name = "weightMoment"
  static let summary = "the sample variance, or another statistic, of the weights or biases, by layer"
  var role = Role.weights
  var statistic = Moment.variance
  static var settings: [Setting<Self>] {
    [Setting("of", \.role, "which parameters"), Setting("statistic", \.statistic, "of their elements")]
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    let places = network.places(role.variable, per: .layer) { $0 }
    if places.isEmpty {
      problems.report(
        role == .bias
          ? "'\(Self.name)' looks at biases, but no layer has a bias"
          : "'\(Self.name)' looks at recurrent weights, but no layer is recurrent", at: location)
    } else if statistic == .variance, places.contains(where: { $0.tensor.shape.count < 2 }) {
      problems.report("a sample variance needs two elements; a layer here has one", at: location)
    }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let places = context.network.places(role.variable, per: .layer) { $0 }
    let statistic = statistic
    return context.reader(of: places, per: .layer) { buffer in
      switch statistic {
      case .variance: buffer.variance
      case .meanSquare: buffer.meanSquare
      case .mean: buffer.mean
      case .maximumMagnitude: buffer.maximumMagnitude
      case .norm: buffer.norm
      }
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
    if let training = context.training, training.batchSize == nil, !context.subject.differsInTraining {
      // The training step has just computed it, of the same nodes: no second pass through the network.
      return { buffers in
        guard let trainer = buffers.training?.trainer else { return Columns(axes: [], values: []) }
        return Columns(axes: [], values: [OutputBuffers(evaluator: trainer.evaluator)(StepProgram.lossOutput).mean])
      }
    }
    let output = context.output(loss)
    return { buffers in Columns(axes: [], values: [buffers(output).mean]) }
  }
}
