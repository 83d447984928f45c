import Catalogues
import Documents
import Networks

/// Something that is read off a subject.
///
/// A measurement says which tensors the program must give, and turns their buffers into readings. Reductions are taken in float64 by
/// the kernels, whatever the precision of the buffers.
public protocol Measurement: Kind {
  /// The names of the readings' own axes, "layer" for example; none for a single value.
  var axes: [String] { get }
  /// Reports why the subject has nothing to be measured; `network` was built for inspection, its repeats cut short.
  func validate(against network: NetworkGraph, at location: Location?, _ problems: inout Problems)
  /// Asks the context for outputs, and gives what will read them after each run.
  func prepare(_ context: MeasurementContext) -> Reader
}

extension Measurement {
  public var axes: [String] { ["layer"] }
  public func validate(against network: NetworkGraph, at location: Location?, _ problems: inout Problems) {}
}

/// Takes the readings from the outputs of a run.
public typealias Reader = (OutputBuffers) -> Columns

/// Every measurement.
public enum Measurements: Catalogued {
  public static let catalogue = Catalogue<any Measurement>(
    "measurement",
    [
      .init(ForwardMoment.self) { $0 }, .init(BackwardMoment.self) { $0 }, .init(Gradient.self) { $0 },
      .init(GradientBound.self) { $0 }, .init(Saturation.self) { $0 }, .init(DeadUnits.self) { $0 },
      .init(WeightMoment.self) { $0 }, .init(LossValue.self) { $0 },
    ]
  ) { $0 }
}
