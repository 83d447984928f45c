import Catalogues
import Documents
import Graphs

/// A scalar that training lowers.
public protocol Loss: Kind {
  /// How the target is filled, a tensor of the output's shape.
  var target: Filling { get }
  /// The loss of outputs and targets, both [examples, features].
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor
}

/// Every loss.
public enum Losses: Catalogued {
  public static let catalogue = Catalogue<any Loss>("loss", [.init(MeanSquaredError.self) { $0 }]) { $0 }
}

struct MeanSquaredError: Loss {
  static let name = "meanSquaredError"
  static let summary = "the mean of (output - target)² over examples and features"
  var values = Chosen<Targets>(GaussianTarget())
  static var settings: [Setting<Self>] { [Setting("target", \.values, "what the output is compared with")] }
  var target: Filling { values.value.filling }
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor { (output - target).squared().mean() }
}

/// Target values without a size: the output's shape is theirs.
protocol Target: Kind {
  var filling: Filling { get }
}

enum Targets: Catalogued {
  static let catalogue = Catalogue<any Target>(
    "target", [.init(GaussianTarget.self) { $0 }, .init(UniformTarget.self) { $0 }, .init(ConstantTarget.self) { $0 }]
  ) { $0 }
}

struct GaussianTarget: Target {
  static let name = "gaussian"
  static let summary = "independent N(0, standardDeviation²)"
  var standardDeviation = 1.0
  static var settings: [Setting<Self>] { [Setting("standardDeviation", \.standardDeviation, "of every element", .atLeast(0))] }
  var filling: Filling { .normal(mean: 0, standardDeviation: standardDeviation) }
}

struct UniformTarget: Target {
  static let name = "uniform"
  static let summary = "independent and uniform between low and high"
  var low = -1.0
  var high = 1.0
  static var settings: [Setting<Self>] { [Setting("low", \.low, "the lower end"), Setting("high", \.high, "the upper end")] }
  func validate(at location: Location?, _ problems: inout Problems) { reportInterval(low, high, at: location, &problems) }
  var filling: Filling { .uniform(low: low, high: high) }
}

struct ConstantTarget: Target {
  static let name = "constant"
  static let summary = "one value everywhere"
  var value = 0.0
  static var settings: [Setting<Self>] { [Setting("value", \.value, "of every element")] }
  var filling: Filling { .constant(value) }
}
