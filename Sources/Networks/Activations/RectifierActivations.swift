import Catalogues
import Graphs

// The rectifier and its smooth and gated relatives: x for large x, bounded or nearly so below.

struct Relu: Activation {
  static let name = "relu"
  static let summary = "max(x, 0); the derivative at 0 is 0"
  var kinks: [Double] { [0] }
  func callAsFunction(_ x: Tensor) -> Tensor { x.relu() }
}

struct LeakyRelu: Activation {
  static let name = "leakyRelu"
  static let summary = "x for x > 0, slope · x elsewhere (Maas et al. 2013)"
  var slope = 0.01
  static var settings: [Setting<Self>] { [Setting("slope", \.slope, "the derivative at and below 0")] }
  var kinks: [Double] { [0] }
  var steepestSlope: Double { max(1, slope.magnitude) }
  func callAsFunction(_ x: Tensor) -> Tensor { select(x, x, slope * x) }
}

struct Elu: Activation {
  static let name = "elu"
  static let summary = "x for x > 0, alpha (exp(x) - 1) elsewhere (Clevert et al. 2016)"
  var alpha = 1.0
  static var settings: [Setting<Self>] { [Setting("alpha", \.alpha, "minus the limit at -∞", .above(0))] }
  var kinks: [Double] { [0] }
  var steepestSlope: Double { max(1, alpha) }
  func callAsFunction(_ x: Tensor) -> Tensor {
    // The exponential sees no positive x: there it would overflow, and infinity times the 0 of a choice not made is NaN.
    x.relu() + alpha * select(x, x.graph.constant(0), x).expm1()
  }
}

struct Selu: Activation {
  static let name = "selu"
  static let summary = "the ELU scaled so that zero mean and unit variance are a fixed point (Klambauer et al. 2017)"
  /// λ and α of the paper's equation 14.
  static let lambda = 1.0507009873554805
  static let alpha = 1.6732632423543772
  var kinks: [Double] { [0] }
  var steepestSlope: Double { Self.lambda * Self.alpha }
  func callAsFunction(_ x: Tensor) -> Tensor { Self.lambda * Elu(alpha: Self.alpha)(x) }
}

struct Softplus: Activation {
  static let name = "softplus"
  static let summary = "log(1 + exp(x)), a smooth ReLU whose derivative is the sigmoid"
  func callAsFunction(_ x: Tensor) -> Tensor { x.softplus() }
}

struct Swish: Activation {
  static let name = "swish"
  static let summary = "x · sigmoid(beta · x); with beta 1 also called SiLU (Ramachandran et al. 2017)"
  var beta = 1.0
  static var settings: [Setting<Self>] { [Setting("beta", \.beta, "the steepness of the gate", .above(0))] }
  /// The maximum of σ(u) + u σ(u) (1 - σ(u)), at u = 2.39936, whatever beta.
  var steepestSlope: Double { 1.0998393201288668 }
  func callAsFunction(_ x: Tensor) -> Tensor { x * (beta * x).sigmoid() }
}

struct Gelu: Activation {
  static let name = "gelu"
  static let summary = "x · Φ(x) with the normal distribution's Φ, exact, through erf (Hendrycks & Gimpel 2016)"
  /// Φ(√2) + √2 · density(√2), at x = √2.
  var steepestSlope: Double { 1.128904145185155 }
  func callAsFunction(_ x: Tensor) -> Tensor { 0.5 * x * (1 + (x * 0.5.squareRoot()).erf()) }
}
