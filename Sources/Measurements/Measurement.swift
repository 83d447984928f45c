import Catalogues
import Documents
import Networks

/// Something that is read off a subject.
///
/// A measurement says which tensors the program must give, and turns their buffers into readings. Reductions are taken in float64 by
/// the kernels, whatever the precision of the buffers.
public protocol Measurement: Kind {
  /// The steps at which it is taken in an experiment with training, when nothing is written.
  static var standardWhen: When { get }
  /// Whether it is about training and makes no sense without.
  static var needsTraining: Bool { get }
  /// Whether an infinite reading is an answer, and not a divergence.
  static var mayBeInfinite: Bool { get }
  /// The names of the readings' own axes, "layer" for example; none for a single value.
  var axes: [String] { get }
  /// Between which values an axis certainly lies; nil where that is not known before a run. `subject` was built for inspection.
  func extent(of axis: String, in subject: SubjectGraph) -> ClosedRange<Double>?
  /// Reports why the subject has nothing to be measured; `subject` was built for inspection, its repeats cut short.
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems)
  /// Asks the context for outputs, and gives what will read them after each run.
  func prepare(_ context: MeasurementContext) -> Reader
}

extension Measurement {
  public static var standardWhen: When { .startAndEnd }
  public static var needsTraining: Bool { false }
  public static var mayBeInfinite: Bool { false }
  public var axes: [String] { ["layer"] }
  public func extent(of axis: String, in subject: SubjectGraph) -> ClosedRange<Double>? {
    guard axis == "layer", let network = subject.network else { return nil }
    return 0...Double(network.layerCount)
  }
  public func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {}
}

/// A measurement of a network's layers.
public protocol LayerMeasurement: Measurement {
  /// Reports why the network has nothing to be measured.
  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems)
}

extension LayerMeasurement {
  public func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    guard let network = subject.network else {
      problems.report("'\(Self.name)' looks at the layers of a network, but the subject has no layers", at: location)
      return
    }
    validate(against: network, of: subject, at: location, &problems)
  }

  public func validate(
    against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems
  ) {}
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
      .init(WeightMoment.self) { $0 }, .init(LossValue.self) { $0 }, .init(HessianEigenvalues.self) { $0 },
      .init(Sharpness.self) { $0 }, .init(DirectionalDerivatives.self) { $0 }, .init(LossSurface.self) { $0 },
      .init(LossSlice.self) { $0 },
      .init(Accuracy.self) { $0 }, .init(Trajectory.self) { $0 }, .init(Coordinate.self) { $0 }, .init(Stability.self) { $0 },
      .init(GradientNorm.self) { $0 },
      .init(ParameterNorm.self) { $0 },
      .init(UpdateNorm.self) { $0 }, .init(LearningRateValue.self) { $0 }, .init(StepsUntil.self) { $0 },
    ]
  ) { $0 }
}
