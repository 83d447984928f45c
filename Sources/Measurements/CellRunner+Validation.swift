import Catalogues
import Documents
import Networks
import Training

extension CellRunner {
  /// Reports what measurements and training cannot find in the subject, each problem at its own place.
  public static func validate(
    subject: any Subject, measurements: [ScheduledMeasurement], training: TrainingSettings? = nil, at location: Location?,
    _ problems: inout Problems
  ) {
    let graph = subject.build(for: .inspection)
    training?.validate(against: graph, &problems)
    for measurement in measurements {
      let place = measurement.location ?? location
      measurement.value.validate(against: graph, at: place, &problems)
      let name = type(of: measurement.value).name
      guard let training else {
        if type(of: measurement.value).needsTraining {
          problems.report("'\(name)' is about training, but the experiment has no 'training'", at: place)
        } else if let when = measurement.when, when != .start {
          problems.report("'when' asks for steps of a training, but the experiment has no 'training'", at: place)
        }
        continue
      }
      let last = training.stepCount(examples: graph.network?.input.shape[0])
      if case .steps(let steps) = measurement.when, let beyond = steps.last(where: { $0 > last }) {
        problems.report("'when' asks for step \(beyond), and the training ends with step \(last)", at: place)
      }
    }
  }

  /// The same for measurements of a subject as it is initialized.
  public static func validate(
    subject: any Subject, measurements: [any Measurement], at location: Location?, _ problems: inout Problems
  ) {
    validate(subject: subject, measurements: measurements.map { ScheduledMeasurement($0) }, at: location, &problems)
  }
}
