// Functions of rows, which lie along the last axis; other axes are brought to the end and back.

protocol RowPrimitive: Primitive {
  static var function: KernelCall.RowFunction { get }
  init()
}

extension RowPrimitive {
  static var samples: [Sample] { [Sample(Self(), [.init([2, 3])]), Sample(Self(), [.init([20], -3...3)])] }
  func shape(of operands: [Shape]) -> Shape {
    precondition(operands[0].rank > 0, "\(name) of a scalar")
    return operands[0]
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let (rows, columns, _) = operands[0].shape.extents(around: (operands[0].shape.rank - 1)..<operands[0].shape.rank)
    return [.row(Self.function, rows: rows, columns: columns, x: operands[0].offset, y: result.offset)]
  }
  func operations(operands: [Shape], result: Shape) -> Int { 4 &* operands[0].count }
}

/// exp(x) / sum(exp(x)) of every row; NaN where its maximum is not finite.
struct Softmax: RowPrimitive {
  static let function = KernelCall.RowFunction.softmax
  var name: String { "softmax" }
  var placement: Placement { .inPlace }
  /// The Jacobian of a row is diag(y) - y yᵀ.
  func pullback(_ g: Tensor, operands: [Tensor], result y: Tensor) -> [Tensor?] {
    let weighted = g * y
    return [weighted - y * weighted.sum(over: -1, keepingDimensions: true)]
  }
}

/// x - log(sum(exp(x))) of every row, without the loss of subtracting two large numbers; NaN where its maximum is not finite.
struct LogSoftmax: RowPrimitive {
  static let function = KernelCall.RowFunction.logSoftmax
  var name: String { "logSoftmax" }
  var placement: Placement { .inPlace }
  /// The Jacobian of a row is I - 1 softmax(x)ᵀ.
  func pullback(_ g: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [g - operands[0].softmax(over: -1) * g.sum(over: -1, keepingDimensions: true)]
  }
}

/// log(sum(exp(x))) of every row, whose axis goes; its maximum where that is not finite.
struct LogSumExp: RowPrimitive {
  static let function = KernelCall.RowFunction.logSumExp
  var name: String { "logSumExp" }
  func shape(of operands: [Shape]) -> Shape {
    precondition(operands[0].rank > 0, "\(name) of a scalar")
    return Shape(operands[0].dimensions.dropLast())
  }
  func pullback(_ g: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [operands[0].softmax(over: -1) * g.reshaped(Shape(g.shape.dimensions + [1]))]
  }
}
