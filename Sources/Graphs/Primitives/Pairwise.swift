import CKernels

// Elementwise functions of two operands (and the choice by a third). An operand has the result's shape or is a scalar, which the kernel
// reads with a step of 0; other broadcasting is a node of its own. Each row: the kernel, the pullback, the domains of its samples.

protocol Binary: Primitive {
  static var kernel: ravine_binary_operation { get }
  static var domains: (ClosedRange<Double>, ClosedRange<Double>) { get }
  init()
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?]
}

extension Binary {
  static var domains: (ClosedRange<Double>, ClosedRange<Double>) { (-2...2, -2...2) }
  var name: String { "\(Self.self)".lowercased() }
  var placement: Placement { .inPlace }
  var elementwise: ElementwiseOperation? { .binary(Self.kernel) }
  static var samples: [Sample] {
    let (a, b) = domains
    return [
      Sample(Self(), [.init([2, 3], a), .init([2, 3], b)]), Sample(Self(), [.init([], a), .init([4], b)]),
      Sample(Self(), [.init([4], a), .init([], b)]), Sample(Self(), [.init([], a), .init([], b)]),
    ]
  }
  func shape(of operands: [Shape]) -> Shape {
    let (a, b) = (operands[0], operands[1])
    precondition(a == b || a == [] || b == [], "\(name) of shapes \(a) and \(b)")
    return a == [] ? b : a
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let (a, b) = (operands[0], operands[1])
    return [
      .binary(
        Self.kernel, count: result.shape.count, a: a.offset, aStep: a.shape == [] ? 0 : 1, b: b.offset,
        bStep: b.shape == [] ? 0 : 1,
        y: result.offset)
    ]
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    pullback(cotangent, operands[0], operands[1], result)
  }
  func simplified(operands: [Tensor]) -> Tensor? { withScalarsInPlace(operands) }

  /// Copies of a scalar are read in place.
  func withScalarsInPlace(_ operands: [Tensor]) -> Tensor? {
    guard operands.contains(where: { $0.scalar != nil }) else { return nil }
    return operands[0].graph.apply(self, to: operands.map { $0.scalar ?? $0 }).broadcast(to: shape(of: operands.map(\.shape)))
  }
  func operations(operands: [Shape], result: Shape) -> Int { result.count }
}

struct Add: Binary {
  static let kernel = RAVINE_ADD
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?] { [g, g] }
}

struct Subtract: Binary {
  static let kernel = RAVINE_SUBTRACT
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?] { [g, -g] }
}

struct Multiply: Binary {
  static let kernel = RAVINE_MULTIPLY
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?] { [g * b, g * a] }
  /// A product with 1 is exact; every gradient starts with one.
  func simplified(operands: [Tensor]) -> Tensor? {
    let shape = shape(of: operands.map(\.shape))
    for (one, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
      if other.shape == shape, let constant = (one.scalar ?? one).node.primitive as? Constant, constant.value == 1 {
        return other
      }
    }
    return withScalarsInPlace(operands)
  }
}

struct Divide: Binary {
  static let kernel = RAVINE_DIVIDE
  static let domains = (-2.0...2.0, 0.5...3.0)
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?] { [g / b, -(g / b * y)] }
}

/// The larger of two; NaN when either is. The derivative goes to the larger, half to each where they are equal.
struct Maximum: Binary {
  static let kernel = RAVINE_MAXIMUM
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?] {
    [g * share(a, over: b), g * share(b, over: a)]
  }
}

/// The smaller of two; NaN when either is. The derivative goes to the smaller, half to each where they are equal.
struct Minimum: Binary {
  static let kernel = RAVINE_MINIMUM
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?] {
    [g * share(b, over: a), g * share(a, over: b)]
  }
}

/// 1 where a > b, 1/2 where they are equal, 0 where a < b.
private func share(_ a: Tensor, over b: Tensor) -> Tensor { 0.5 * (1 + (greater(a, b) - greater(b, a))) }

/// 1 where a > b, else 0; the derivative is 0.
struct Greater: Binary {
  static let kernel = RAVINE_GREATER
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?] { [nil, nil] }
}

/// a^b. With a constant exponent the rule lowers the exponent, so that x³ has derivatives at 0; the exponent's own needs a > 0.
struct Power: Binary {
  static let kernel = RAVINE_POWER
  static let domains = (0.5...2.0, -2.0...2.0)
  func pullback(_ g: Tensor, _ a: Tensor, _ b: Tensor, _ y: Tensor) -> [Tensor?] {
    if let exponent = b.node.primitive as? Constant {
      return [g * (exponent.value * a.raised(to: exponent.value - 1)), nil]
    }
    return [g * (b * a.raised(to: b - 1)), g * (y * a.log())]
  }
}

/// a where the condition is above 0, else b, elementwise. The condition's derivative is 0.
struct Select: Primitive {
  var name: String { "select" }
  var elementwise: ElementwiseOperation? { .select }
  static var samples: [Sample] { [Sample(Select(), [.init([2, 3]), .init([2, 3]), .init([2, 3])])] }
  func shape(of operands: [Shape]) -> Shape {
    precondition(operands[0] == operands[1] && operands[1] == operands[2], "select of shapes \(operands)")
    return operands[0]
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    [
      .select(
        count: result.shape.count, condition: operands[0].offset, a: operands[1].offset, b: operands[2].offset, y: result.offset)
    ]
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    let zero = cotangent.graph.constant(0)
    return [nil, select(operands[0], cotangent, zero), select(operands[0], zero, cotangent)]
  }
  func operations(operands: [Shape], result: Shape) -> Int { result.count }
}
