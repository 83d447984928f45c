import Catalogues
import Datasets
import Documents
import Graphs

/// What a network is fed: examples along the first axis, [examples, features] for vectors.
public enum Input: Sendable {
  /// Elements drawn alike; the targets are the loss's.
  case plain(any PlainInput)
  /// Examples with targets of their own.
  case dataset(any Dataset)

  /// The shape of one example: [features], [steps, features] or [height, width, channels].
  public var shape: Shape {
    switch self {
    case .plain(let input): input.size.exampleShape
    case .dataset(let dataset): Shape(dataset.shape)
    }
  }

  public var examples: Int {
    switch self {
    case .plain(let input): input.size.examples
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
  var size: InputSize { get set }
  var filling: Filling { get }
}

/// How large the examples of an input are, and how many.
public struct InputSize: Sendable {
  var features: Int?
  var shape: [Int]?
  var examples = 1

  /// [features] without a shape.
  var exampleShape: Shape { Shape(shape ?? [features ?? 1]) }
}

extension PlainInput {
  static var sizeSettings: [Setting<Self>] {
    [
      Setting(
        "features", \.size.features, "the units of layer 0, for vectors; this or 'shape'",
        Rule("a whole number of at least 1", ["minimum": 1]) { $0.map { $0 >= 1 } ?? true }, leftOutWhenNull: true),
      Setting(
        "shape", \.size.shape, "of an example: [height, width, channels] of an image, [steps, features] of a sequence",
        Rule("one to three whole numbers of at least 1", ["minItems": 1, "maxItems": 3]) {
          $0.map { (1...3).contains($0.count) && $0.allSatisfy { $0 >= 1 } } ?? true
        }, leftOutWhenNull: true),
      Setting("examples", \.size.examples, "how many", .atLeast(1)),
    ]
  }

  func validateSize(at location: Location?, _ problems: inout Problems) {
    switch (size.features, size.shape) {
    case (nil, nil):
      problems.report(
        "'\(Self.name)' needs 'features', or 'shape' for images [height, width, channels] and sequences [steps, features]",
        at: location)
    case (.some, .some): problems.report("'\(Self.name)' takes either 'features' or 'shape', not both", at: location)
    default: break
    }
  }

  public func validate(at location: Location?, _ problems: inout Problems) { validateSize(at: location, &problems) }
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
  var size = InputSize()
  var standardDeviation = 1.0
  static var settings: [Setting<Self>] {
    sizeSettings + [Setting("standardDeviation", \.standardDeviation, "of every element", .atLeast(0))]
  }
  var filling: Filling { .normal(mean: 0, standardDeviation: standardDeviation) }
}

struct UniformInput: PlainInput {
  static let name = "uniform"
  static let summary = "independent and uniform between low and high"
  var size = InputSize()
  var low = -1.0
  var high = 1.0
  static var settings: [Setting<Self>] {
    sizeSettings + [Setting("low", \.low, "the lower end"), Setting("high", \.high, "the upper end")]
  }
  func validate(at location: Location?, _ problems: inout Problems) {
    validateSize(at: location, &problems)
    reportInterval(low, high, at: location, &problems)
  }
  var filling: Filling { .uniform(low: low, high: high) }
}

struct ConstantInput: PlainInput {
  static let name = "constant"
  static let summary = "one value everywhere"
  var value = 1.0
  var size = InputSize()
  static var settings: [Setting<Self>] { [Setting("value", \.value, "of every element")] + sizeSettings }
  var filling: Filling { .constant(value) }
}
