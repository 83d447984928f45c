// Functions of every element, and arithmetic with broadcasting.

extension Tensor {
  public func exp() -> Tensor { map(Exp()) }
  /// exp(x) - 1, accurate near 0.
  public func expm1() -> Tensor { map(Expm1()) }
  public func log() -> Tensor { map(Log()) }
  /// log(1 + x), accurate near 0.
  public func log1p() -> Tensor { map(Log1p()) }
  public func tanh() -> Tensor { map(Tanh()) }
  /// 1 / (1 + exp(-x)).
  public func sigmoid() -> Tensor { map(Sigmoid()) }
  /// log(1 + exp(x)).
  public func softplus() -> Tensor { map(Softplus()) }
  public func erf() -> Tensor { map(Erf()) }
  public func sin() -> Tensor { map(Sin()) }
  public func cos() -> Tensor { map(Cos()) }
  public func sqrt() -> Tensor { map(Sqrt()) }
  /// 1 / x.
  public func reciprocal() -> Tensor { map(Reciprocal()) }
  /// x².
  public func squared() -> Tensor { map(Square()) }
  /// |x|, with derivative `sign()`.
  public func abs() -> Tensor { map(Abs()) }
  /// -1, 0 or 1, with derivative 0.
  public func sign() -> Tensor { map(Sign()) }
  /// max(x, 0), with derivative `step()`.
  public func relu() -> Tensor { map(Relu()) }
  /// 1 where x > 0, else 0, with derivative 0.
  public func step() -> Tensor { map(Step()) }
  /// The same values, seen as a constant by gradients.
  public func stoppingGradient() -> Tensor { graph.apply(StopGradient(), to: [self]) }

  /// x^exponent. The exponents 0, 1, 2, 1/2 and -1 take the primitive of their own.
  public func raised(to exponent: Double) -> Tensor {
    switch exponent {
    case 0: graph.constant(1, shape)
    case 1: self
    case 2: squared()
    case 0.5: sqrt()
    case -1: reciprocal()
    default: raised(to: graph.constant(exponent))
    }
  }

  /// x^exponent, elementwise; differentiable in the exponent where x > 0.
  public func raised(to exponent: Tensor) -> Tensor { combine(Power(), self, exponent) }

  public static func + (a: Tensor, b: Tensor) -> Tensor { combine(Add(), a, b) }
  public static func - (a: Tensor, b: Tensor) -> Tensor { combine(Subtract(), a, b) }
  public static func * (a: Tensor, b: Tensor) -> Tensor { combine(Multiply(), a, b) }
  public static func / (a: Tensor, b: Tensor) -> Tensor { combine(Divide(), a, b) }
  public static prefix func - (x: Tensor) -> Tensor { x.map(Negate()) }

  public static func + (a: Tensor, b: Double) -> Tensor { a + a.graph.constant(b) }
  public static func - (a: Tensor, b: Double) -> Tensor { a - a.graph.constant(b) }
  public static func * (a: Tensor, b: Double) -> Tensor { a * a.graph.constant(b) }
  public static func / (a: Tensor, b: Double) -> Tensor { a / a.graph.constant(b) }
  public static func + (a: Double, b: Tensor) -> Tensor { b.graph.constant(a) + b }
  public static func - (a: Double, b: Tensor) -> Tensor { b.graph.constant(a) - b }
  public static func * (a: Double, b: Tensor) -> Tensor { b.graph.constant(a) * b }
  public static func / (a: Double, b: Tensor) -> Tensor { b.graph.constant(a) / b }

  private func map(_ function: some Unary) -> Tensor { graph.apply(function, to: [self]) }
}

/// The larger of two, elementwise with broadcasting; its derivative is shared where they are equal.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { combine(Maximum(), a, b) }

/// The smaller of two, elementwise with broadcasting; its derivative is shared where they are equal.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { combine(Minimum(), a, b) }

/// 1 where a > b, else 0, elementwise with broadcasting; its derivative is 0.
public func greater(_ a: Tensor, _ b: Tensor) -> Tensor { combine(Greater(), a, b) }

/// a where the condition is above 0, else b, elementwise with broadcasting.
public func select(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  let shape = broadcast(broadcast(condition.shape, a.shape), b.shape)
  return condition.graph.apply(Select(), to: [condition, a, b].map { $0.broadcast(to: shape) })
}

/// A function of two operands, broadcast to one shape; scalars are left to the kernel.
private func combine(_ function: some Binary, _ a: Tensor, _ b: Tensor) -> Tensor {
  let shape = broadcast(a.shape, b.shape)
  return a.graph.apply(function, to: [a, b].map { $0.shape == [] ? $0 : $0.broadcast(to: shape) })
}

private func broadcast(_ a: Shape, _ b: Shape) -> Shape {
  guard let shape = Shape.broadcasting(a, b) else { preconditionFailure("shapes \(a) and \(b) do not broadcast together") }
  return shape
}
