// Leaves and the gradient's stop.

/// Values bound at run time, by name.
struct Input: Primitive {
  let label: String
  let shape: Shape

  var name: String { "input \"\(label)\"" }
  var placement: Placement { .fixed }
  static var samples: [Sample] { [Sample(Input(label: "sample", shape: [2, 3]), [])] }
  func shape(of operands: [Shape]) -> Shape { shape }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] { [] }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] { [] }
}

/// A scalar known when the graph is built; filled in once, before the first run.
struct Constant: Primitive {
  // The bits, not the value: 0 and -0 are different constants, and NaN is equal to itself.
  private let bits: UInt64

  init(_ value: Double) { bits = value.bitPattern }

  var value: Double { Double(bitPattern: bits) }
  var name: String { "constant \(value)" }
  var placement: Placement { .fixed }
  static var samples: [Sample] { [Sample(Constant(1.5), [])] }
  func shape(of operands: [Shape]) -> Shape { [] }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] { [.fill(count: 1, value: value, y: result.offset)] }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] { [] }
}

/// y = x, with a derivative of zero.
struct StopGradient: Primitive {
  var name: String { "stopGradient" }
  /// None: its derivative is zero by decree, so that finite differences disagree.
  static var samples: [Sample] { [] }
  func shape(of operands: [Shape]) -> Shape { operands[0] }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] { [] }
  func selection(from operand: Shape, result: Shape) -> Selection? { Selection(contiguous: result) }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] { [nil] }
  func simplified(operands: [Tensor]) -> Tensor? { operands[0] }
}
