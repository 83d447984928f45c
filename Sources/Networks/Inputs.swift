import Catalogues
import Datasets
import Documents

/// What a network is fed: examples as rows of a matrix [examples, features].
public enum Input: Sendable {
  /// Elements drawn alike; the targets are the loss's.
  case plain(any PlainInput)
  /// Examples with targets of their own.
  case dataset(any Dataset)

  public var features: Int {
    switch self {
    case .plain(let input): input.features
    case .dataset(let dataset): dataset.features
    }
  }

  public var examples: Int {
    switch self {
    case .plain(let input): input.examples
    case .dataset(let dataset): dataset.examples
    }
  }

  /// How the inputs are filled.
  var filling: Filling {
    switch self {
    case .plain(let input): input.filling
    case .dataset(let dataset): .data(DataPart(dataset: dataset, column: .inputs))
    }
  }

  var dataset: (any Dataset)? { if case .dataset(let dataset) = self { dataset } else { nil } }

  var kind: any Kind {
    switch self {
    case .plain(let input): input
    case .dataset(let dataset): dataset
    }
  }
}

/// An input whose elements are drawn alike.
public protocol PlainInput: Kind {
  var features: Int { get }
  var examples: Int { get }
  var filling: Filling { get }
}

/// Every input: the plain ones and the datasets.
public enum Inputs: Catalogued {
  public static let catalogue = Catalogue<Input>(
    "input",
    [
      .init(GaussianInput.self) { .plain($0) }, .init(UniformInput.self) { .plain($0) }, .init(ConstantInput.self) { .plain($0) },
    ] + Datasets.catalogue.entries.map { .init($0) { .dataset($0) } }
  ) { $0.kind }
}

struct GaussianInput: PlainInput {
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

struct UniformInput: PlainInput {
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

struct ConstantInput: PlainInput {
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
