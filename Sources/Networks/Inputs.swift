import Catalogues
import Documents
import Graphs

/// What a network is fed: examples as rows of a matrix [examples, features].
public protocol Input: Kind {
  var features: Int { get }
  var examples: Int { get }
  var filling: Filling { get }
}

/// Every input.
public enum Inputs: Catalogued {
  public static let catalogue = Catalogue<any Input>(
    "input", [.init(GaussianInput.self) { $0 }, .init(UniformInput.self) { $0 }, .init(ConstantInput.self) { $0 }]
  ) { $0 }
}

struct GaussianInput: Input {
  static let name = "gaussian"
  static let summary = "independent N(0, standardDeviation²)"
  var features = 1
  var examples = 1
  var standardDeviation = 1.0
  static var settings: [Setting<Self>] {
    [
      Setting("features", \.features, "the units of layer 0", .atLeast(1), isRequired: true),
      Setting("examples", \.examples, "the rows", .atLeast(1)),
      Setting("standardDeviation", \.standardDeviation, "of every element", .atLeast(0)),
    ]
  }
  var filling: Filling { .normal(mean: 0, standardDeviation: standardDeviation) }
}

struct UniformInput: Input {
  static let name = "uniform"
  static let summary = "independent and uniform between low and high"
  var features = 1
  var examples = 1
  var low = -1.0
  var high = 1.0
  static var settings: [Setting<Self>] {
    [
      Setting("features", \.features, "the units of layer 0", .atLeast(1), isRequired: true),
      Setting("examples", \.examples, "the rows", .atLeast(1)),
      Setting("low", \.low, "the lower end"), Setting("high", \.high, "the upper end"),
    ]
  }
  func validate(at location: Location?, _ problems: inout Problems) { reportInterval(low, high, at: location, &problems) }
  var filling: Filling { .uniform(low: low, high: high) }
}

struct ConstantInput: Input {
  static let name = "constant"
  static let summary = "one value everywhere"
  var value = 1.0
  var features = 1
  var examples = 1
  static var settings: [Setting<Self>] {
    [
      Setting("value", \.value, "of every element"),
      Setting("features", \.features, "the units of layer 0", .atLeast(1), isRequired: true),
      Setting("examples", \.examples, "the rows", .atLeast(1)),
    ]
  }
  var filling: Filling { .constant(value) }
}
