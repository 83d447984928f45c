import Catalogues
import Documents

struct Zeros: Initializer {
  static let name = "zeros"
  static let summary = "0 everywhere"
  func filling(fanIn: Int, fanOut: Int) -> Filling { .constant(0) }
}

struct ConstantValue: Initializer {
  static let name = "constant"
  static let summary = "one value everywhere"
  var value = 0.0
  static var settings: [Setting<Self>] { [Setting("value", \.value, "the value of every element", isRequired: true)] }
  func filling(fanIn: Int, fanOut: Int) -> Filling { .constant(value) }
}

struct Normal: Initializer {
  static let name = "normal"
  static let summary = "independent N(mean, standardDeviation²)"
  var mean = 0.0
  var standardDeviation = 1.0
  static var settings: [Setting<Self>] {
    [
      Setting("mean", \.mean, "the mean"),
      Setting("standardDeviation", \.standardDeviation, "the standard deviation, not the variance", .atLeast(0)),
    ]
  }
  func filling(fanIn: Int, fanOut: Int) -> Filling { .normal(mean: mean, standardDeviation: standardDeviation) }
}

struct Uniform: Initializer {
  static let name = "uniform"
  static let summary = "independent and uniform between low and high"
  var low = -1.0
  var high = 1.0
  static var settings: [Setting<Self>] { [Setting("low", \.low, "the lower end"), Setting("high", \.high, "the upper end")] }
  func validate(at location: Location?, _ problems: inout Problems) { reportInterval(low, high, at: location, &problems) }
  func filling(fanIn: Int, fanOut: Int) -> Filling { .uniform(low: low, high: high) }
}

/// Reports an interval whose lower end is above the upper one.
func reportInterval(_ low: Double, _ high: Double, at location: Location?, _ problems: inout Problems) {
  if low > high {
    problems.report("'low' is \(JSON.ecmaScript(low)), above 'high', \(JSON.ecmaScript(high))", at: location)
  }
}

struct Orthogonal: Initializer {
  static let name = "orthogonal"
  static let summary =
    "gain · Q with orthonormal rows or columns, Haar-distributed (Saxe et al. 2013); a kernel's rows are the numbers of a window"
  static let fills: Set<ParameterRole> = [.weights, .recurrentWeights, .kernel]
  var gain = 1.0
  static var settings: [Setting<Self>] { [Setting("gain", \.gain, "every singular value")] }
  func filling(fanIn: Int, fanOut: Int) -> Filling { .orthogonal(gain: gain) }
}

struct NearIdentity: Initializer {
  static let name = "identity"
  static let summary = "scale · I + noise · G / √fanIn, the elements of G independent N(0, 1)"
  static let fills: Set<ParameterRole> = [.weights, .recurrentWeights]
  var scale = 1.0
  var noise = 0.0
  static var settings: [Setting<Self>] {
    [Setting("scale", \.scale, "the diagonal"), Setting("noise", \.noise, "the size of the noise", .atLeast(0))]
  }
  func filling(fanIn: Int, fanOut: Int) -> Filling { .identity(scale: scale, noise: noise) }
}

struct Centered: Initializer {
  static let name = "centered"
  static let summary = "the bias that brings the mean pre-activation over the examples to a value, derived from the forward pass"
  static let fills: Set<ParameterRole> = [.bias]
  var at = 0.0
  static var settings: [Setting<Self>] { [Setting("at", \.at, "the mean pre-activation of every unit")] }
  func filling(fanIn: Int, fanOut: Int) -> Filling { .centered(at: at) }
}
