import Catalogues
import Graphs

// The identity and the bounded activations.

struct Identity: Activation {
  static let name = "identity"
  static let summary = "x: a linear network"
  func callAsFunction(_ x: Tensor) -> Tensor { x }
}

struct Sigmoid: Activation {
  static let name = "sigmoid"
  static let summary = "1 / (1 + exp(-x)), between 0 and 1; its derivative is at most 1/4, at 0"
  var steepestSlope: Double { 0.25 }
  func callAsFunction(_ x: Tensor) -> Tensor { x.sigmoid() }
}

struct Tanh: Activation {
  static let name = "tanh"
  static let summary = "the hyperbolic tangent, between -1 and 1"
  func callAsFunction(_ x: Tensor) -> Tensor { x.tanh() }
}

struct Softsign: Activation {
  static let name = "softsign"
  static let summary = "x / (1 + |x|), between -1 and 1 with polynomial tails (Bergstra et al. 2009)"
  var kinks: [Double] { [0] }
  func callAsFunction(_ x: Tensor) -> Tensor { x / (1 + x.abs()) }
}

struct HardTanh: Activation {
  static let name = "hardTanh"
  static let summary = "x held between -1 and 1; the derivative is 0 at and beyond the ends"
  var kinks: [Double] { [-1, 1] }
  func callAsFunction(_ x: Tensor) -> Tensor {
    // NaN is not inside, and its sign is NaN.
    select(greater(x.graph.constant(1), x.abs()), x, x.sign())
  }
}

struct Sine: Activation {
  static let name = "sine"
  static let summary = "sin(frequency · x) (Sitzmann et al. 2020)"
  var frequency = 1.0
  static var settings: [Setting<Self>] { [Setting("frequency", \.frequency, "the angular frequency", .above(0))] }
  var steepestSlope: Double { frequency }
  func callAsFunction(_ x: Tensor) -> Tensor { (frequency * x).sin() }
}
