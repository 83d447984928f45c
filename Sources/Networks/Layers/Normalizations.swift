import Catalogues
import Documents
import Graphs

/// The factor and the term of every feature behind a normalization, 1 and 0 at first.
private func gammaAndBeta(_ features: Shape, _ builder: NetworkBuilder) -> (gamma: Tensor, beta: Tensor) {
  (
    builder.parameter(.gamma, features, .constant(1), before: nil).tensor,
    builder.parameter(.beta, features, .constant(0), before: nil).tensor
  )
}

/// Which mean and variance an evaluation outside of training steps normalizes by.
enum NormalizingStatistics: String, Keyword {
  /// Those of the examples that it sees, as a training step does.
  case batch
  /// The averages that training accumulated: mean 0 and variance 1 before its first step.
  case running
}

/// Batch normalization (Ioffe & Szegedy 2015): over the examples, and of images and sequences over their places too.
struct BatchNorm: Layer {
  static let name = "batchNorm"
  static let summary =
    "γ (x - mean) / √(variance + ε) + β, mean and biased variance of every feature or channel over examples and places"
  var statistics = NormalizingStatistics.batch
  var affine = true
  var epsilon = 1e-5
  var momentum = 0.1
  var label: String?
  static var settings: [Setting<Self>] {
    [
      Setting(
        "statistics", \.statistics,
        "of an evaluation outside of training steps, which always take their batch's: 'batch', those of the examples seen, "
          + "also at initialization; 'running', the averages that training accumulated, as PyTorch's evaluation mode"),
      Setting("affine", \.affine, "whether γ and β are there and trained, 1 and 0 at first"),
      Setting("epsilon", \.epsilon, "ε", .above(0)),
      Setting(
        "momentum", \.momentum,
        "the share of a step's mean and unbiased variance in the running ones: running ← (1 - momentum) running + momentum step",
        .between(0, 1)),
      Setting("name", \.label, "keeps its parameters' names the same wherever it stands"),
    ]
  }

  static let sample = LayerSample(BatchNorm(), on: [3, 2, 2])

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    let axes = Array(0..<x.shape.rank - 1)
    let features: Shape = [x.shape[axes.count]]
    let (mean, variance) = (x.mean(over: axes), x.variance(over: axes))
    var (center, spread) = (mean, variance)
    if statistics == .running {
      let trains = builder.isTraining
      let count = Double(x.shape.count / features[0])
      // As PyTorch: batches are normalized by the biased variance, the unbiased one is accumulated. One number alone has none.
      let unbiased = (variance * (count / max(count - 1, 1))).stoppingGradient()
      func average(_ purpose: String, from first: Double, of value: Tensor) -> Tensor {
        builder.state(
          purpose, features, value: first, next: trains ? { (1 - momentum) * $0 + momentum * value } : nil)
      }
      let runningMean = average("runningMean", from: 0, of: mean.stoppingGradient())
      let runningVariance = average("runningVariance", from: 1, of: unbiased)
      if !trains { (center, spread) = (runningMean, runningVariance) }
    }
    let slope = (spread + epsilon).sqrt().reciprocal()
    let affine = affine ? gammaAndBeta(features, builder) : nil
    // γ joins the slope before both meet the examples: one pass over them less, and one in the gradient.
    let gain = affine.map { $0.gamma * slope } ?? slope
    // (x - c) gain = (x - c₀) gain - (c - c₀) gain for any constant c₀, and the second part is a number a feature, 0 for c₀ = c:
    // so written, the gradient of the center is found without a pass over the examples.
    let constant = center.stoppingGradient()
    let rest = (center - constant) * gain
    return (x - constant) * gain + (affine.map { $0.beta - rest } ?? -rest)
  }
}

struct LayerNorm: Layer {
  static let name = "layerNorm"
  static let summary =
    "γ (x - mean) / √(variance + ε) + β, mean and biased variance over the numbers of each example, of a sequence those of each step "
    + "(Ba et al. 2016)"
  var affine = true
  var epsilon = 1e-5
  var label: String?
  static var settings: [Setting<Self>] { exampleSettings(\.affine, \.epsilon, \.label) }
  static let sample = LayerSample(LayerNorm(), on: [6])

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    normalizedByGroup(x, groups: 1, epsilon: epsilon, affine: affine, builder)
  }
}

struct GroupNorm: Layer {
  static let name = "groupNorm"
  static let summary =
    "as layerNorm, for each of some groups of neighboring features or channels by itself (Wu & He 2018)"
  var groups = 1
  var affine = true
  var epsilon = 1e-5
  var label: String?
  static var settings: [Setting<Self>] {
    [Setting("groups", \.groups, "how many; they divide the features", .atLeast(1), isRequired: true)]
      + exampleSettings(\.affine, \.epsilon, \.label)
  }
  static let sample = LayerSample(GroupNorm(groups: 2), on: [2, 3, 4])

  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? {
    let features = input[input.rank - 1]
    if features % groups == 0 { return input }
    problems.report("\(groups) groups do not divide \(features) \(input.rank == 3 ? "channels" : "features")", at: location)
    return nil
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    normalizedByGroup(x, groups: groups, epsilon: epsilon, affine: affine, builder)
  }
}

private func exampleSettings<Root>(
  _ affine: WritableKeyPath<Root, Bool>, _ epsilon: WritableKeyPath<Root, Double>, _ label: WritableKeyPath<Root, String?>
) -> [Setting<Root>] {
  [
    Setting("affine", affine, "whether γ and β, one of each a feature or channel, are there and trained, 1 and 0 at first"),
    Setting("epsilon", epsilon, "ε", .above(0)),
    Setting("name", label, "keeps its parameters' names the same wherever it stands"),
  ]
}

/// x less the mean and over the standard deviation of its group: of a vector, of a step of a sequence, of a whole image.
private func normalizedByGroup(
  _ x: Tensor, groups: Int, epsilon: Double, affine: Bool, _ builder: NetworkBuilder
) -> Tensor {
  let features = x.shape[x.shape.rank - 1]
  // The steps of a sequence count as examples, the pixels of an image do not.
  let examples = x.shape.rank == 3 ? x.shape[0] * x.shape[1] : x.shape[0]
  let grouped = x.reshaped([examples, x.shape.count / features / max(examples, 1), groups, features / groups])
  let centered = grouped - grouped.mean(over: [1, 3], keepingDimensions: true)
  let variance = centered.squared().mean(over: [1, 3], keepingDimensions: true)
  let normalized = (centered * (variance + epsilon).sqrt().reciprocal()).reshaped(x.shape)
  guard affine else { return normalized }
  let (gamma, beta) = gammaAndBeta([features], builder)
  return normalized * gamma + beta
}
