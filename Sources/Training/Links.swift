import Catalogues
import Documents
import Graphs
import Networks

// The links that turn gradients into updates; the famous optimizers are chains of them. g is the update that comes in, u the one that goes out.

struct Rate: UpdateStep {
  static let name = "rate"
  static let summary = "u = learningRate · g"
  var learningRate = LearningRate(0.1)
  static var settings: [Setting<Self>] { [Setting("learningRate", \.learningRate, "a number, or a schedule", isRequired: true)] }
  var learningRates: [LearningRate] { [learningRate] }

  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    let rate = learningRate.value(at: builder.count)
    return updates.map { rate * $0 }
  }
}

/// How a velocity is accumulated.
enum VelocityForm: String, Keyword {
  /// v ← β v + g: a constant gradient is amplified up to 1 / (1 - β) times (Polyak 1964).
  case classic
  /// v ← β v + (1 - β) g: an average, which never exceeds a constant gradient.
  case exponentialAverage
}

struct Velocity: UpdateStep {
  static let name = "velocity"
  static let summary = "u = v, v ← β v + g (classic) or v ← β v + (1 - β) g (exponentialAverage), from 0"
  var beta = 0.9
  var form = VelocityForm.classic
  static var settings: [Setting<Self>] { [betaSetting(\.beta), Setting("form", \.form, "how gradients are accumulated")] }

  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    builder.remember("velocity", like: updates) { v, index in
      switch form {
      case .classic: beta * v + updates[index]
      case .exponentialAverage: beta * v + (1 - beta) * updates[index]
      }
    }
  }
}

struct LookAhead: UpdateStep {
  static let name = "lookAhead"
  static let summary =
    "u = g + β v, v ← β v + g: the gradient is taken where the velocity leads (Nesterov 1983; Sutskever et al. 2013)"
  var beta = 0.9
  static var settings: [Setting<Self>] { [betaSetting(\.beta)] }

  // Sutskever's equation 4 takes the gradient at θ + β v; written in terms of that point, which is what the parameters are here, it is this.
  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    let velocities = builder.remember("velocity", like: updates) { v, index in beta * v + updates[index] }
    return zip(updates, velocities).map { $0 + beta * $1 }
  }
}

struct RootMeanSquare: UpdateStep {
  static let name = "rootMeanSquare"
  static let summary = "u = g / (√s + ε), s ← ρ s + (1 - ρ) g², from 0 (Hinton 2012)"
  var rho = 0.9
  var epsilon = 1e-8
  static var settings: [Setting<Self>] { [rhoSetting(\.rho), epsilonSetting(\.epsilon)] }

  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    let squares = builder.remember("square", like: updates) { s, index in rho * s + (1 - rho) * updates[index].squared() }
    return zip(updates, squares).map { $0 / ($1.sqrt() + epsilon) }
  }
}

struct AdaptiveMoments: UpdateStep {
  static let name = "adaptiveMoments"
  static let summary =
    "u = m̂ / (√v̂ + ε), m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ) (Kingma & Ba 2015)"
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-8
  var biasCorrection = true
  static var settings: [Setting<Self>] { momentSettings(\.beta1, \.beta2, \.epsilon, \.biasCorrection) }

  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    let means = builder.remember("mean", like: updates) { m, index in beta1 * m + (1 - beta1) * updates[index] }
    let squares = builder.remember("square", like: updates) { v, index in beta2 * v + (1 - beta2) * updates[index].squared() }
    guard biasCorrection else { return zip(means, squares).map { $0 / ($1.sqrt() + epsilon) } }
    let (first, second) = (correction(beta1, builder), correction(beta2, builder))
    return zip(means, squares).map { $0 / first / (($1 / second).sqrt() + epsilon) }
  }

  /// 1 - βᵗ with t = 1 at the first step, as -expm1(t log β): no digit of 1 - β is lost, in float32 either.
  private func correction(_ beta: Double, _ builder: StepBuilder) -> Tensor {
    -((builder.count + 1) * builder.graph.constant(beta - 1).log1p()).expm1()
  }
}

struct NewtonDirection: UpdateStep {
  static let name = "newtonDirection"
  static let summary = "u = H⁻¹ g, H the loss's Hessian in all parameters, whatever its signs; not finite where H is singular"
  /// The Hessian is dense, and a step's graph has a gradient of the gradient for each of its rows.
  static let mostParameters = 200

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    let count = subject.parameters.map(\.shape.count).reduce(0, +)
    if count > Self.mostParameters {
      problems.report("Newton's method is for up to \(Self.mostParameters) parameters; the subject has \(count)", at: location)
    }
  }

  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    let parameters = builder.subject.parameters.map(\.tensor)
    let gradient = flat(builder.gradients)
    let count = gradient.shape.count
    let rows = (0..<count).map { row in
      flat(builder.graph.gradients(of: gradient.sliced(row..<(row + 1)).reshaped([]), withRespectTo: parameters)).reshaped([
        1, count,
      ])
    }
    let direction = concatenate(rows).inverse().matmul(flat(updates).reshaped([count, 1])).reshaped([count])
    var start = 0
    return updates.map { update in
      defer { start += update.shape.count }
      return direction.sliced(start..<(start + update.shape.count)).reshaped(update.shape)
    }
  }

  private func flat(_ tensors: [Tensor]) -> Tensor { concatenate(tensors.map { $0.reshaped([$0.shape.count]) }) }
}

func betaSetting<Root>(_ path: WritableKeyPath<Root, Double>) -> Setting<Root> {
  Setting("beta", path, "how much of the velocity is kept", .between(0, 1))
}

func rhoSetting<Root>(_ path: WritableKeyPath<Root, Double>) -> Setting<Root> {
  Setting("rho", path, "how much of the mean square is kept", .between(0, 1))
}

func epsilonSetting<Root>(_ path: WritableKeyPath<Root, Double>) -> Setting<Root> {
  Setting("epsilon", path, "keeps the divisor from 0, outside of the root", .atLeast(0))
}

func momentSettings<Root>(
  _ beta1: WritableKeyPath<Root, Double>, _ beta2: WritableKeyPath<Root, Double>, _ epsilon: WritableKeyPath<Root, Double>,
  _ biasCorrection: WritableKeyPath<Root, Bool>
) -> [Setting<Root>] {
  // Not up to 1: 1 - βᵗ is a divisor.
  let share = Rule<Double>("a number from 0 to below 1", ["minimum": 0, "exclusiveMaximum": 1]) { (0..<1).contains($0) }
  return [
    Setting("beta1", beta1, "how much of the mean is kept", share),
    Setting("beta2", beta2, "how much of the mean square is kept", share),
    epsilonSetting(epsilon),
    Setting("biasCorrection", biasCorrection, "whether the averages' start at 0 is made up for"),
  ]
}
