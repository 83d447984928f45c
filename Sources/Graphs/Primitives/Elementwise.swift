import CKernels

// Elementwise functions of one operand. Each row: the kernel, the pullback (g: cotangent, y: result), the domain of its samples.

protocol Unary: Primitive {
  static var kernel: ravine_unary_operation { get }
  static var domain: ClosedRange<Double> { get }
  init()
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor?
}

extension Unary {
  static var domain: ClosedRange<Double> { -2...2 }
  var name: String { "\(Self.self)".lowercased() }
  var placement: Placement { .inPlace }
  var elementwise: ElementwiseOperation? { .unary(Self.kernel) }
  static var samples: [Sample] { [Sample(Self(), [.init([2, 3], domain)])] }
  func shape(of operands: [Shape]) -> Shape { operands[0] }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    [.unary(Self.kernel, count: result.shape.count, x: operands[0].offset, y: result.offset)]
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [pullback(cotangent, operands[0], result)]
  }
  /// A function of copies of a scalar is a copy of the function of the scalar.
  func simplified(operands: [Tensor]) -> Tensor? {
    operands[0].scalar.map { operands[0].graph.apply(self, to: [$0]).broadcast(to: operands[0].shape) }
  }
  func operations(operands: [Shape], result: Shape) -> Int { result.count }
}

struct Negate: Unary {
  static let kernel = RAVINE_NEGATE
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { -g }
}

/// |x|; the derivative is sign(x), 0 at 0.
struct Abs: Unary {
  static let kernel = RAVINE_ABS
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * x.sign() }
}

/// -1, 0 or 1; the derivative is 0.
struct Sign: Unary {
  static let kernel = RAVINE_SIGN
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { nil }
}

struct Sqrt: Unary {
  static let kernel = RAVINE_SQRT
  static let domain = 0.25...3.0
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { 0.5 * g / y }
}

struct Reciprocal: Unary {
  static let kernel = RAVINE_RECIPROCAL
  static let domain = 0.5...3.0
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { -(g * y.squared()) }
}

struct Square: Unary {
  static let kernel = RAVINE_SQUARE
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * (2 * x) }
}

/// max(x, 0); the derivative is step(x), 0 at 0.
struct Relu: Unary {
  static let kernel = RAVINE_RELU
  /// y is above 0 where x is, and x need not be kept.
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * y.step() }
}

/// 1 where x > 0, else 0; the derivative is 0.
struct Step: Unary {
  static let kernel = RAVINE_STEP
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { nil }
}

struct Exp: Unary {
  static let kernel = RAVINE_EXP
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * y }
}

struct Expm1: Unary {
  static let kernel = RAVINE_EXPM1
  // Not y + 1, which is 0 below -37 where the derivative is not.
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * x.exp() }
}

struct Log: Unary {
  static let kernel = RAVINE_LOG
  static let domain = 0.5...3.0
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g / x }
}

struct Log1p: Unary {
  static let kernel = RAVINE_LOG1P
  static let domain = -0.5...2.0
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g / (1 + x) }
}

struct Tanh: Unary {
  static let kernel = RAVINE_TANH
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * (1 - y.squared()) }
}

/// 1 / (1 + exp(-x)).
struct Sigmoid: Unary {
  static let kernel = RAVINE_SIGMOID
  // y(1 - y) is at most 1/4 after rounding too; y · sigmoid(-x) keeps more of the tail but can pass 1/4 by a unit in the last place.
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * (y * (1 - y)) }
}

/// log(1 + exp(x)).
struct Softplus: Unary {
  static let kernel = RAVINE_SOFTPLUS
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * x.sigmoid() }
}

struct Erf: Unary {
  static let kernel = RAVINE_ERF
  /// 2/√π.
  static let slope = 1.1283791670955126
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * (Self.slope * (-x.squared()).exp()) }
}

struct Sin: Unary {
  static let kernel = RAVINE_SIN
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { g * x.cos() }
}

struct Cos: Unary {
  static let kernel = RAVINE_COS
  func pullback(_ g: Tensor, _ x: Tensor, _ y: Tensor) -> Tensor? { -(g * x.sin()) }
}
