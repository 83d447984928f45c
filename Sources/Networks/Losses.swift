import Catalogues
import Documents
import Graphs

/// A scalar that training lowers.
public protocol Loss: Kind {
  /// How the target is filled, a tensor of the output's shape; nil after what does not fit was reported.
  ///
  /// - Parameters:
  ///   - output: the shape of an example's outputs.
  ///   - location: where the loss stands.
  func target(
    for input: Input, output: Shape, at location: Location?, _ problems: inout Problems
  ) -> Filling?
  /// The loss of outputs and targets of one shape, examples along the first axis.
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor
  /// What an output must exceed to mean class 1, where a single one tells two classes apart.
  var threshold: Double { get }
}

/// Every loss.
public enum Losses: Catalogued {
  public static let catalogue = Catalogue<any Loss>(
    "loss",
    [
      .init(MeanSquaredError.self) { $0 }, .init(HalfSquaredError.self) { $0 }, .init(SoftmaxCrossEntropy.self) { $0 },
      .init(BinaryCrossEntropy.self) { $0 },
    ]
  ) { $0 }
}

/// Target values without a size: the output's shape is theirs.
protocol Target: Kind {
  /// Nil: the dataset's own.
  var filling: Filling? { get }
}

enum Targets: Catalogued {
  static let catalogue = Catalogue<any Target>(
    "target",
    [
      .init(GaussianTarget.self) { $0 }, .init(UniformTarget.self) { $0 }, .init(ConstantTarget.self) { $0 },
      .init(DataTarget.self) { $0 },
    ]
  ) { $0 }
}

struct DataTarget: Target {
  static let name = "data"
  static let summary = "the targets of the input, a dataset; classes as 1 in their column, or 0 and 1 in a single one"
  var filling: Filling? { nil }
}

struct GaussianTarget: Target {
  static let name = "gaussian"
  static let summary = "independent N(0, standardDeviation²)"
  var standardDeviation = 1.0
  static var settings: [Setting<Self>] { [Setting("standardDeviation", \.standardDeviation, "of every element", .atLeast(0))] }
  var filling: Filling? { .normal(mean: 0, standardDeviation: standardDeviation) }
}

struct UniformTarget: Target {
  static let name = "uniform"
  static let summary = "independent and uniform between low and high"
  var low = -1.0
  var high = 1.0
  static var settings: [Setting<Self>] { [Setting("low", \.low, "the lower end"), Setting("high", \.high, "the upper end")] }
  func validate(at location: Location?, _ problems: inout Problems) { reportInterval(low, high, at: location, &problems) }
  var filling: Filling? { .uniform(low: low, high: high) }
}

struct ConstantTarget: Target {
  static let name = "constant"
  static let summary = "one value everywhere"
  var value = 0.0
  static var settings: [Setting<Self>] { [Setting("value", \.value, "of every element")] }
  var filling: Filling? { .constant(value) }
}
