import Catalogues
import Documents
import Graphs
import Measurements
import Networks

/// What is computed in one cell, but for its seed and replicate: nothing of how it is shown.
public struct CellSettings: Group {
  public static let title = "an experiment"

  public var subject = Chosen<Subjects>(Network())
  public var measurements: [Chosen<Measurements>] = []
  public var precision = Precision.float64

  public static var settings: [Setting<Self>] {
    [
      Setting("subject", \.subject, "what is studied: a network", isRequired: true),
      Setting("measurements", \.measurements, "what is read off it", .notEmpty, isRequired: true),
      Setting("precision", \.precision, "of every number: float64 or float32"),
    ]
  }

  public init() {}

  public func validate(at location: Location?, _ problems: inout Problems) {
    CellRunner.validate(subject: subject.value, measurements: measurements, at: location, &problems)
  }
}

extension Precision: Keyword {}
