import Catalogues
import Graphs

// The links that change gradients on their way: clipping and weight decay.

struct ClipNorm: UpdateStep {
  static let name = "clipNorm"
  static let summary = "u = g · min(1, maximum / ‖g‖), the norm over all parameters together (Pascanu et al. 2013)"
  var maximum = 1.0
  static var settings: [Setting<Self>] { [Setting("maximum", \.maximum, "the largest norm", .above(0), isRequired: true)] }

  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    let norm = norm(of: updates)
    // An update that is short enough is multiplied by 1: its bits stay.
    let factor = select(greater(norm, builder.graph.constant(maximum)), maximum / norm, builder.graph.constant(1))
    return updates.map { factor * $0 }
  }

  /// Scaled by the largest magnitude, so that squares neither overflow nor vanish: exploding gradients are what clipping is for.
  private func norm(of updates: [Tensor]) -> Tensor {
    let zero = updates[0].graph.constant(0)
    let largest = updates.map { $0.abs().maximum() }.reduce(zero) { Graphs.maximum($0, $1) }
    let scale = select(largest, largest, updates[0].graph.constant(1))
    return scale * updates.map { ($0 / scale).squared().sum() }.reduce(zero, +).sqrt()
  }
}

struct ClipValue: UpdateStep {
  static let name = "clipValue"
  static let summary = "u = max(-maximum, min(maximum, g)), element by element"
  var maximum = 1.0
  static var settings: [Setting<Self>] { [Setting("maximum", \.maximum, "the largest magnitude", .above(0), isRequired: true)] }

  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    let (low, high) = (builder.graph.constant(-maximum), builder.graph.constant(maximum))
    return updates.map { Graphs.maximum(low, minimum(high, $0)) }
  }
}

struct WeightDecay: UpdateStep {
  static let name = "weightDecay"
  static let summary =
    "u = g + decay · θ: before an optimizer the gradient of ½ decay |θ|², behind it decoupled (Loshchilov & Hutter 2019)"
  var decay = 0.01
  static var settings: [Setting<Self>] {
    [Setting("decay", \.decay, "the share of the parameters", .atLeast(0), isRequired: true)]
  }

  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    zip(updates, builder.subject.parameters).map { $0 + decay * $1.tensor }
  }
}
