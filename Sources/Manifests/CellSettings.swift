import Catalogues
import Documents
import Graphs
import Measurements
import Networks
import Training

/// What is computed in one cell, but for its seed and replicate: nothing of how it is shown.
public struct CellSettings: Group {
  public static let title = "an experiment"

  public var subject = Chosen<Subjects>(Network())
  /// Nil: the subject is looked at as it is initialized.
  public var training: TrainingSettings?
  public var measurements: [ScheduledMeasurement] = []
  public var precision = Precision.float64

  public static var settings: [Setting<Self>] {
    [
      Setting("subject", \.subject, "what is studied: a network, or a landscape", isRequired: true),
      Setting("training", \.training, "how it is trained; not at all when left out", leftOutWhenNull: true),
      Setting("measurements", \.measurements, "what is read off it", .notEmpty, isRequired: true),
      Setting("precision", \.precision, "of every number: float64 or float32"),
    ]
  }

  public init() {}

  /// With training, the steps of a measurement are part of what is computed, written or not.
  public static func decode(_ json: JSON, _ problems: inout Problems) -> CellSettings? {
    guard var settings = decodeWhole(json, &problems) else { return nil }
    guard settings.training != nil else { return settings }
    for index in settings.measurements.indices where settings.measurements[index].when == nil {
      settings.measurements[index].when = type(of: settings.measurements[index].value).standardWhen
    }
    return settings
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    CellRunner.validate(subject: subject.value, measurements: measurements, training: training, at: location, &problems)
  }
}

extension Precision: Keyword {}
