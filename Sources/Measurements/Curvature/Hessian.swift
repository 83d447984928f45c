import Catalogues
import Documents
import Graphs
import Networks

/// How eigenvalues are found.
enum EigenvalueMethod: String, Keyword {
  /// Krylov spaces with full reorthogonalization: few products for a few eigenvalues at the ends of the spectrum.
  case lanczos
  /// Repeated products: simple, slow where eigenvalues lie close.
  case power
  /// A product for each parameter, then Jacobi rotations: all eigenvalues of a small subject.
  case dense
}

/// Which eigenvalues are on top.
enum EigenvalueOrder: String, Keyword {
  case value, magnitude

  var order: SymmetricMap.Order { self == .value ? .value : .magnitude }
}

/// Finds the top eigenvalues of the Hessian of a subject's loss with respect to all its parameters.
struct HessianSettings {
  /// A dense Hessian of more parameters would take minutes and memory for what Lanczos finds at once.
  static let largestDense = 1000

  var count = 1
  var method = EigenvalueMethod.lanczos
  var order = EigenvalueOrder.value
  var steps = 200
  var tolerance = 1e-10

  func validate(against subject: SubjectGraph, _ name: String, at location: Location?, _ problems: inout Problems) {
    validateLoss(subject, name, at: location, &problems)
    let parameters = subject.parameterCount
    if count > parameters {
      problems.report("'\(name)' asks for \(count) eigenvalues, and the subject has \(parameters) parameters", at: location)
    } else if method == .dense && parameters > Self.largestDense {
      problems.report(
        "'dense' is for at most \(Self.largestDense) parameters, and the subject has \(parameters): take 'lanczos'", at: location)
    } else if method == .lanczos && count > steps {
      problems.report("'\(name)' asks for \(count) eigenvalues in \(steps) steps; Lanczos needs a step for each", at: location)
    }
  }

  /// The eigenvalues at the time of reading, in order.
  func prepare(_ context: MeasurementContext) -> (OutputBuffers) -> [Double] {
    let parameters = ParameterVector(context.subject)
    let program = context.hessianProgram()
    let outputs = Array(parameters.names.indices)
    let starts = method == .dense ? [] : context.draws("eigenvector").map(\.output)
    let settings = self
    return { buffers in
      let evaluator = buffers.program(program)
      let map = SymmetricMap(size: parameters.count) { vector, product in
        parameters.set(vector, in: evaluator, prefix: MeasurementContext.direction)
        evaluator.run()
        parameters.gather(outputs, from: evaluator, into: &product)
      }
      let start = parameters.gather(starts, from: buffers.evaluator)
      return switch settings.method {
      case .dense: Array(map.dense(settings.order.order).prefix(settings.count))
      case .lanczos:
        map.lanczos(settings.count, start: start, steps: settings.steps, tolerance: settings.tolerance, settings.order.order)
      case .power:
        map.power(settings.count, start: start, steps: settings.steps, tolerance: settings.tolerance, settings.order.order)
      }
    }
  }
}

extension MeasurementContext {
  /// What the names of the Hessian's directions begin with.
  static let direction = "hessian direction "

  /// The program of the products of the loss's Hessian with a direction, one output for each parameter; shared by all who ask.
  fileprivate func hessianProgram() -> Int {
    if let hessian { return hessian }
    guard let loss = subject.loss else { preconditionFailure("the curvature of a loss that the subject does not have") }
    let directions = subject.parameters.map { subject.graph.input(Self.direction + $0.name, $0.shape) }
    let products = subject.graph.hessianVectorProducts(
      of: loss, along: directions, withRespectTo: subject.parameters.map(\.tensor))
    let index = program(products, free: subject.parameters.map { Self.direction + $0.name })
    hessian = index
    return index
  }
}

/// Reports a loss that is not there.
func validateLoss(_ subject: SubjectGraph, _ name: String, at location: Location?, _ problems: inout Problems) {
  if subject.loss == nil { problems.report("'\(name)' looks at the loss, but the subject has no 'loss'", at: location) }
}

/// A measurement of eigenvalues of the loss's Hessian.
protocol HessianMeasurement: Measurement {
  var hessian: HessianSettings { get set }
}

extension HessianMeasurement {
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    hessian.validate(against: subject, Self.name, at: location, &problems)
  }

  /// The settings of a measurement that looks at the largest eigenvalue, λ, alone.
  static var largestEigenvalueSettings: [Setting<Self>] {
    [
      Setting("method", \.hessian.method, "how λ is found"),
      Setting("steps", \.hessian.steps, "the most products with the Hessian", .atLeast(1)),
      Setting("tolerance", \.hessian.tolerance, "of the residual, relative, at which iterations stop", .above(0)),
    ]
  }
}

struct HessianEigenvalues: HessianMeasurement {
  static let name = "hessianEigenvalues"
  static let summary = "the top eigenvalues of the loss's Hessian with respect to all parameters; index counts them from 1"
  var hessian = HessianSettings()
  static var settings: [Setting<Self>] {
    [
      Setting("count", \.hessian.count, "how many", .atLeast(1)),
      Setting("method", \.hessian.method, "how they are found; 'dense' for a small subject"),
      Setting("order", \.hessian.order, "by value or by magnitude, the largest first"),
      Setting("steps", \.hessian.steps, "the most products with the Hessian (for each eigenvalue, by 'power')", .atLeast(1)),
      Setting("tolerance", \.hessian.tolerance, "of the residual, relative, at which iterations stop", .above(0)),
    ]
  }

  var axes: [String] { ["index"] }

  func prepare(_ context: MeasurementContext) -> Reader {
    let eigenvalues = hessian.prepare(context)
    return { buffers in
      let values = eigenvalues(buffers)
      return Columns(axes: [Columns.Axis("index", values.indices.map { Double($0 + 1) })], values: values)
    }
  }
}

struct Sharpness: HessianMeasurement {
  static let name = "sharpness"
  static let summary =
    "λ, the largest eigenvalue of the loss's Hessian; gradient descent on a quadratic diverges above a rate of 2/λ"
  var hessian = HessianSettings()
  static var settings: [Setting<Self>] { largestEigenvalueSettings }

  var axes: [String] { [] }

  func prepare(_ context: MeasurementContext) -> Reader {
    let eigenvalues = hessian.prepare(context)
    return { buffers in Columns(axes: [], values: Array(eigenvalues(buffers).prefix(1))) }
  }
}

struct Stability: HessianMeasurement {
  static let name = "stability"
  static let summary =
    "λη/2, λ the sharpness and η the learning rate of the update that follows: gradient descent is stable below 1"
  static let needsTraining = true
  var hessian = HessianSettings()
  static var settings: [Setting<Self>] { largestEigenvalueSettings }

  var axes: [String] { [] }

  func prepare(_ context: MeasurementContext) -> Reader {
    guard let optimizer = context.training?.optimizer else { preconditionFailure("the stability of no training") }
    let eigenvalues = hessian.prepare(context)
    let rate = context.output(optimizer.learningRate(at: context.count))
    return { buffers in Columns(axes: [], values: eigenvalues(buffers).prefix(1).map { $0 * buffers(rate).mean / 2 }) }
  }
}
