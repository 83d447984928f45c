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

  func target(for input: Input, width: Int, at location: Location?, _ problems: inout Problems) -> Filling? {
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

struct SoftmaxCrossEntropy: Loss {
  static let name = "softmaxCrossEntropy"
  static let summary = "the mean over examples of -log softmax(output) at the example's class"
  // Of several outputs the largest wins: nothing is compared with a threshold.
  var threshold: Double { .nan }

  func target(for input: Input, width: Int, at location: Location?, _ problems: inout Problems) -> Filling? {
    guard let (dataset, classes) = classes(of: input, Self.name, at: location, &problems) else { return nil }
    if width == classes, width > 1 { return .data(DataPart(dataset: dataset, column: .oneHot(classes: classes))) }
    problems.report(
      "'\(Self.name)' needs an output for each class: the data has \(counted(classes, "class", "classes")), "
        + "the network \(counted(width, "output"))", at: location)
    return nil
  }

  /// The logarithm is taken of the sum, shifted by the largest logit, so that nothing overflows and no certain error becomes log 0.
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor {
    (target * output.logSoftmax(over: 1)).sum() * (-1 / Double(output.shape[0]))
  }
}

struct BinaryCrossEntropy: Loss {
  static let name = "binaryCrossEntropy"
  static let summary = "the mean over examples of log(1 + exp(z)) - label · z, z the output: a logit, without a sigmoid behind it"
  var threshold: Double { 0 }

  func target(for input: Input, width: Int, at location: Location?, _ problems: inout Problems) -> Filling? {
    guard let (dataset, classes) = classes(of: input, Self.name, at: location, &problems) else { return nil }
    if width == 1, classes == 2 { return .data(DataPart(dataset: dataset, column: .targets)) }
    problems.report(
      "'\(Self.name)' tells two classes apart by one output: the data has \(counted(classes, "class", "classes")), "
        + "the network \(counted(width, "output"))", at: location)
    return nil
  }

  /// softplus(z) - label · z: no sigmoid is rounded to 0 or 1 before its logarithm is taken.
  func callAsFunction(_ output: Tensor, _ target: Tensor) -> Tensor { (output.softplus() - target * output).mean() }
}

/// The input's dataset and the number of its classes.
private func classes(
  of input: Input, _ loss: String, at location: Location?, _ problems: inout Problems
) -> (any Dataset, Int)? {
  if let dataset = input.dataset, case .classes(let count) = dataset.target { return (dataset, count) }
  problems.report("'\(loss)' needs classes: a dataset such as 'twoMoons' as input", at: location)
  return nil
}

/// "1 output", "3 outputs".
private func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}
