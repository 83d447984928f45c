import Catalogues
import Datasets
import Documents
import Graphs

struct MeanSquaredError: SquaredLoss {
  static let name = "meanSquaredError"
  static let summary = "the mean of (output - target)² over examples and features"
  var values = Chosen<Targets>(GaussianTarget())
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor { (output - target).squared().mean() }
}

struct HalfSquaredError: SquaredLoss {
  static let name = "halfSquaredError"
  static let summary = "half the mean of (output - target)² over examples and features: its gradient is the error"
  var values = Chosen<Targets>(GaussianTarget())
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor { 0.5 * (output - target).squared().mean() }
}

/// A loss of real targets.
protocol SquaredLoss: Loss {
  var values: Chosen<Targets> { get set }
}

extension SquaredLoss {
  static var settings: [Setting<Self>] { [Setting("target", \.values, "what the output is compared with")] }
  var threshold: Double { 0.5 }

  func target(for input: Input, output: Shape, at location: Location?, _ problems: inout Problems) -> Filling? {
    if let filling = values.value.filling {
      // A default that silently passes over the data's own targets would train on noise.
      guard input.dataset != nil, values.location == nil else { return filling }
      problems.report(
        "the input has targets of its own; write \"target\": \"data\" to compare with them, or name another target", at: location)
      return nil
    }
    guard let dataset = input.dataset else {
      problems.report("the target 'data' needs a dataset as input; this input has no targets", at: values.location ?? location)
      return nil
    }
    let width = output.count
    switch dataset.target {
    case .values(width): return .data(DataPart(dataset: dataset, column: .targets))
    case .classes(2) where width == 1: return .data(DataPart(dataset: dataset, column: .targets))
    case .classes(let count) where width == count: return .data(DataPart(dataset: dataset, column: .oneHot(classes: count)))
    case .values(let count):
      problems.report(
        "the data has \(counted(count, "target")) an example, the network \(counted(width, "output"))", at: location)
    case .classes(let count):
      problems.report("the data has \(count) classes, the network \(counted(width, "output"))", at: location)
    }
    return nil
  }
}

struct SoftmaxCrossEntropy: ClassLoss {
  static let name = "softmaxCrossEntropy"
  static let summary = "the mean over examples of -log softmax(output) at the example's class"
  var labels = Chosen<ClassTargets>(DataClasses())
  // Of several outputs the largest wins: nothing is compared with a threshold.
  var threshold: Double { .nan }

  func target(of dataset: any Dataset, classes: Int, width: Int) -> Filling? {
    width == classes && width > 1 ? .data(DataPart(dataset: dataset, column: .oneHot(classes: classes))) : nil
  }
  func mayBeRandom(width: Int) -> Bool { width > 1 }
  static let need = "needs an output for each class"

  /// The logarithm is taken of the sum, shifted by the largest logit, so that nothing overflows and no certain error becomes log 0.
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
    (target * output.logSoftmax(over: 1)).sum() * (-1 / Double(output.shape[0]))
  }
}

struct BinaryCrossEntropy: ClassLoss {
  static let name = "binaryCrossEntropy"
  static let summary = "the mean over examples of log(1 + exp(z)) - label · z, z the output: a logit, without a sigmoid behind it"
  var labels = Chosen<ClassTargets>(DataClasses())
  var threshold: Double { 0 }

  func target(of dataset: any Dataset, classes: Int, width: Int) -> Filling? {
    width == 1 && classes == 2 ? .data(DataPart(dataset: dataset, column: .targets)) : nil
  }
  func mayBeRandom(width: Int) -> Bool { width == 1 }
  static let need = "tells two classes apart by one output"

  /// softplus(z) - label · z: no sigmoid is rounded to 0 or 1 before its logarithm is taken.
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor { (output.softplus() - target * output).mean() }
}

/// A loss of classes.
protocol ClassLoss: Loss {
  var labels: Chosen<ClassTargets> { get set }
  /// How the classes of a dataset are filled in for so many outputs; nil when they do not fit.
  func target(of dataset: any Dataset, classes: Int, width: Int) -> Filling?
  /// Whether classes may be drawn for so many outputs.
  func mayBeRandom(width: Int) -> Bool
  /// What it asks of the outputs, in words.
  static var need: String { get }
}

extension ClassLoss {
  static var settings: [Setting<Self>] { [Setting("target", \.labels, "where the classes come from")] }

  func target(for input: Input, output: Shape, at location: Location?, _ problems: inout Problems) -> Filling? {
    guard output.rank == 1 else {
      problems.report("'\(Self.name)' needs a vector of outputs, \(output) comes out; 'flatten' makes one of it", at: location)
      return nil
    }
    let width = output.count
    if labels.value is RandomClasses {
      if mayBeRandom(width: width) { return .randomClasses }
      problems.report("'\(Self.name)' \(Self.need): the network has \(counted(width, "output"))", at: location)
      return nil
    }
    guard let dataset = input.dataset, case .classes(let classes) = dataset.target else {
      problems.report(
        "'\(Self.name)' needs classes: a dataset such as 'twoMoons' as input, or \"target\": \"randomClasses\"", at: location)
      return nil
    }
    if let filling = target(of: dataset, classes: classes, width: width) { return filling }
    problems.report(
      "'\(Self.name)' \(Self.need): the data has \(counted(classes, "class", "classes")), the network \(counted(width, "output"))",
      at: location)
    return nil
  }
}

/// Where the classes of a loss come from.
protocol ClassTarget: Kind {}

enum ClassTargets: Catalogued {
  static let catalogue = Catalogue<any ClassTarget>(
    "class target", [.init(DataClasses.self) { $0 }, .init(RandomClasses.self) { $0 }]
  ) { $0 }
}

struct DataClasses: ClassTarget {
  static let name = "data"
  static let summary = "the classes of the input, a dataset"
}

struct RandomClasses: ClassTarget {
  static let name = "randomClasses"
  static let summary =
    "a class for every example, each as likely, whatever the input: labels to be learned by heart (Zhang et al. 2017)"
}

/// "1 output", "3 outputs".
private func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}
