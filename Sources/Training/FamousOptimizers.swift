import Catalogues

// The optimizers by their famous names, each a chain of links.

public struct GradientDescent: Alias {
  public static let name = "gradientDescent"
  public static let summary = "θ ← θ - η g"
  public var learningRate = LearningRate(0.1)
  public static var settings: [Setting<Self>] { [rateSetting(\.learningRate)] }
  public init() {}
  var chain: [any UpdateStep] { [Rate(learningRate: learningRate)] }
}

struct Momentum: Alias {
  static let name = "momentum"
  static let summary = "θ ← θ - η v, v ← β v + g (classic, Polyak 1964) or v ← β v + (1 - β) g (exponentialAverage)"
  var learningRate = LearningRate(0.1)
  var beta = 0.9
  var form = VelocityForm.classic
  static var settings: [Setting<Self>] {
    [rateSetting(\.learningRate), betaSetting(\.beta), Setting("form", \.form, "how gradients are accumulated")]
  }
  var chain: [any UpdateStep] { [Velocity(beta: beta, form: form), Rate(learningRate: learningRate)] }
}

struct Nesterov: Alias {
  static let name = "nesterov"
  static let summary = "θ ← θ - η (g + β v), v ← β v + g (Nesterov 1983; Sutskever et al. 2013)"
  var learningRate = LearningRate(0.1)
  var beta = 0.9
  static var settings: [Setting<Self>] { [rateSetting(\.learningRate), betaSetting(\.beta)] }
  var chain: [any UpdateStep] { [LookAhead(beta: beta), Rate(learningRate: learningRate)] }
}

struct RMSProp: Alias {
  static let name = "rmsProp"
  static let summary = "θ ← θ - η g / (√s + ε), s ← ρ s + (1 - ρ) g² (Hinton 2012)"
  var learningRate = LearningRate(0.001)
  var rho = 0.9
  var epsilon = 1e-8
  static var settings: [Setting<Self>] { [rateSetting(\.learningRate), rhoSetting(\.rho), epsilonSetting(\.epsilon)] }
  var chain: [any UpdateStep] { [RootMeanSquare(rho: rho, epsilon: epsilon), Rate(learningRate: learningRate)] }
}

struct Adam: Alias {
  static let name = "adam"
  static let summary = "θ ← θ - η m̂ / (√v̂ + ε), m̂ and v̂ the bias-corrected averages of g and g² (Kingma & Ba 2015, algorithm 1)"
  var learningRate = LearningRate(0.001)
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-8
  var biasCorrection = true
  static var settings: [Setting<Self>] {
    [rateSetting(\.learningRate)] + momentSettings(\.beta1, \.beta2, \.epsilon, \.biasCorrection)
  }
  var chain: [any UpdateStep] {
    [
      AdaptiveMoments(beta1: beta1, beta2: beta2, epsilon: epsilon, biasCorrection: biasCorrection),
      Rate(learningRate: learningRate),
    ]
  }
}

struct Newton: Alias {
  static let name = "newton"
  static let summary = "θ ← θ - η H⁻¹ g, H the dense Hessian: for few parameters"
  var learningRate = LearningRate(1)
  static var settings: [Setting<Self>] { [rateSetting(\.learningRate)] }
  var chain: [any UpdateStep] { [NewtonDirection(), Rate(learningRate: learningRate)] }
}

private func rateSetting<Root>(_ path: WritableKeyPath<Root, LearningRate>) -> Setting<Root> {
  Setting("learningRate", path, "η: a number, or a schedule")
}
