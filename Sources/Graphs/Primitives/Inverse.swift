/// The inverse of a square matrix; not finite where there is none.
struct Inverse: Primitive {
  /// The kernel keeps the order of its pivots on the stack.
  static let largest = 512

  var name: String { "inverse" }
  var placement: Placement { .inPlace }
  // Every other row of signs keeps the samples away from singular matrices.
  static var samples: [Sample] { [Sample(Inverse(), [.init([1, 1], 0.5...2)]), Sample(Inverse(), [.init([3, 3], -2...2)])] }

  func shape(of operands: [Shape]) -> Shape {
    let shape = operands[0]
    precondition(shape.rank == 2 && shape[0] == shape[1] && shape[0] <= Self.largest, "inverse of shape \(shape)")
    return shape
  }

  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    [.inverse(n: result.shape[0], x: operands[0].offset, y: result.offset)]
  }

  /// d(X⁻¹) = -X⁻¹ dX X⁻¹.
  func pullback(_ g: Tensor, operands: [Tensor], result y: Tensor) -> [Tensor?] {
    [-y.matmul(g, transposingFirst: true).matmul(y, transposingSecond: true)]
  }

  func operations(operands: [Shape], result: Shape) -> Int { 2 &* result.count &* result[0] }
}
