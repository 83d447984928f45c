import CKernels
import Catalogues
import Documents
import Graphs
import Networks
import Training

// What is looked at along training. Unless a measurement says otherwise it looks at all examples, whatever the batches.

struct Accuracy: Measurement {
  static let name = "accuracy"
  static let summary =
    "the share of examples whose class the output says: by its largest column, or by one logit above its threshold"
  var axes: [String] { [] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    if subject.network?.labels == nil {
      problems.report(
        "'\(Self.name)' needs classes: a dataset such as 'twoMoons' as input, and a loss of its classes", at: location)
    }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    guard let labels = context.network.labels else { preconditionFailure("the accuracy of a subject without classes") }
    let (output, target) = (context.output(context.network.output), context.output(labels.target))
    return { buffers in
      let (scores, classes) = (buffers.rows(output).map(\.values), buffers.rows(target).map(\.values))
      let hits = zip(scores, classes).count { scores, classes in
        // A score that is NaN is above nothing: such an example is missed.
        scores.count == 1
          ? scores[0].isNaN ? false : (scores[0] > labels.threshold) == (classes[0] > 0.5)
          : scores.indices.allSatisfy { classes[$0] > 0.5 || scores[$0] < Self.score(scores, classes) }
      }
      return Columns(axes: [], values: [Double(hits) / Double(scores.count)])
    }
  }

  /// The score of the right class.
  private static func score(_ scores: [Double], _ classes: [Double]) -> Double {
    classes.firstIndex { $0 > 0.5 }.map { scores[$0] } ?? .nan
  }
}

struct Trajectory: Measurement {
  static let name = "trajectory"
  static let summary = "every parameter's value, by index from 1 in the order of the parameters"
  /// More than this is a picture of nothing and a record of gigabytes.
  static let mostParameters = 1000
  var axes: [String] { ["index"] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    let count = subject.parameterCount
    if count > Self.mostParameters {
      problems.report("'\(Self.name)' is for up to \(Self.mostParameters) parameters; the subject has \(count)", at: location)
    }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let outputs = context.subject.parameters.map { context.output($0.tensor) }
    return { buffers in
      let values = outputs.flatMap { buffers($0).values }
      return Columns(axes: [.init("index", values.indices.map { Double($0 + 1) })], values: values)
    }
  }
}

struct Coordinate: Measurement {
  static let name = "coordinate"
  static let summary = "one parameter's value: two of them are the x and y of a path"
  var index = 1
  static var settings: [Setting<Self>] {
    [Setting("index", \.index, "which, from 1 in the order of the parameters", .atLeast(1), isRequired: true)]
  }
  var axes: [String] { [] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    let count = subject.parameterCount
    if index > count { problems.report("there is no parameter number \(index): the subject has \(count)", at: location) }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    var offset = index - 1
    for parameter in context.subject.parameters {
      if offset < parameter.shape.count {
        let (output, offset) = (context.output(parameter.tensor), offset)
        return { buffers in Columns(axes: [], values: [buffers(output).values[offset]]) }
      }
      offset -= parameter.shape.count
    }
    preconditionFailure("parameter number \(index) of a subject that has fewer")
  }
}

struct GradientNorm: Measurement {
  static let name = "gradientNorm"
  static let summary = "the Euclidean norm of the loss's gradient over all parameters together, before any clipping"
  var axes: [String] { [] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    if subject.loss == nil { problems.report("'\(Self.name)' needs a loss, but the subject has no 'loss'", at: location) }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    guard let loss = context.subject.loss else { preconditionFailure("the gradient of a loss that the subject does not have") }
    let parameters = context.subject.parameters.map(\.tensor)
    let outputs = context.subject.graph.gradients(of: loss, withRespectTo: parameters).map(context.output)
    return { buffers in Columns(axes: [], values: [norm(outputs.map { buffers($0).norm })]) }
  }
}

struct ParameterNorm: Measurement {
  static let name = "parameterNorm"
  static let summary = "the Euclidean norm of all parameters together"
  var axes: [String] { [] }

  func prepare(_ context: MeasurementContext) -> Reader {
    let outputs = context.subject.parameters.map { context.output($0.tensor) }
    return { buffers in Columns(axes: [], values: [norm(outputs.map { buffers($0).norm })]) }
  }
}

struct UpdateNorm: Measurement {
  static let name = "updateNorm"
  static let summary =
    "the Euclidean norm of the update that follows, of all parameters together: that of step t leads from θ_t to θ_{t+1}"
  static let needsTraining = true
  var axes: [String] { [] }

  func prepare(_ context: MeasurementContext) -> Reader {
    context.keepUpdates()
    return { buffers in
      guard let trainer = buffers.training?.trainer else { return Columns(axes: [], values: []) }
      let step = OutputBuffers(evaluator: trainer.evaluator)
      return Columns(axes: [], values: [norm(trainer.step.updates.map { step($0).norm })])
    }
  }
}

struct LearningRateValue: Measurement {
  static let name = "learningRate"
  static let summary = "the learning rate of the update that follows: a schedule's at step t, counted from 0"
  static let needsTraining = true
  var axes: [String] { [] }

  func prepare(_ context: MeasurementContext) -> Reader {
    guard let optimizer = context.training?.optimizer else { preconditionFailure("the learning rate of no training") }
    let output = context.output(optimizer.learningRate(at: context.count))
    return { buffers in Columns(axes: [], values: [buffers(output).mean]) }
  }
}

struct StepsUntil: Measurement {
  static let name = "stepsUntil"
  static let summary =
    "the first step at which the loss (of the batch, if there are batches) is below a value; infinite while it never was"
  static let needsTraining = true
  static let standardWhen = When.end
  static let mayBeInfinite = true
  var lossBelow = 0.0
  static var settings: [Setting<Self>] { [Setting("lossBelow", \.lossBelow, "the value", isRequired: true)] }
  var axes: [String] { [] }

  func prepare(_ context: MeasurementContext) -> Reader {
    let watch = context.watch(lossBelow: lossBelow)
    return { buffers in
      Columns(axes: [], values: [(buffers.training?.crossings[watch]).map(Double.init) ?? .infinity])
    }
  }
}

/// The norm of what has these norms together, scaled so that it neither overflows nor underflows.
private func norm(_ norms: [Double]) -> Double { ravine_norm(RAVINE_FLOAT64, norms.count, norms) }
