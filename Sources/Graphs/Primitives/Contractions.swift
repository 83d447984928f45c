/// The product of two matrices, either of them read transposed: [m, k] · [k, n] = [m, n]. Transposing costs nothing: it is a stride.
struct Matmul: Primitive {
  let transposesFirst: Bool
  let transposesSecond: Bool

  var name: String { "matmul\(transposesFirst ? " ᵀ" : " ·")\(transposesSecond ? "ᵀ" : "·")" }

  static var samples: [Sample] {
    [false, true].flatMap { first in
      [false, true].map { second in
        Sample(
          Matmul(transposesFirst: first, transposesSecond: second),
          [.init(first ? [4, 3] : [3, 4]), .init(second ? [2, 4] : [4, 2])])
      }
    }
  }

  /// The extents of op(A) op(B).
  private func extents(_ a: Shape, _ b: Shape) -> (m: Int, n: Int, k: Int) {
    precondition(a.rank == 2 && b.rank == 2, "matmul of shapes \(a) and \(b): both are matrices")
    let (m, k) = transposesFirst ? (a[1], a[0]) : (a[0], a[1])
    let (rows, n) = transposesSecond ? (b[1], b[0]) : (b[0], b[1])
    precondition(k == rows, "matmul of shapes \(a)\(transposesFirst ? "ᵀ" : "") and \(b)\(transposesSecond ? "ᵀ" : "")")
    return (m, n, k)
  }

  var isProduct: Bool { true }

  func shape(of operands: [Shape]) -> Shape {
    let (m, n, _) = extents(operands[0], operands[1])
    return [m, n]
  }

  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let (m, n, k) = extents(operands[0].shape, operands[1].shape)
    return [
      .matmul(
        m: m, n: n, k: k, a: place(operands[0], transposed: transposesFirst), b: place(operands[1], transposed: transposesSecond),
        c: result.offset)
    ]
  }

  private func place(_ buffer: Buffer, transposed: Bool) -> KernelCall.MatrixPlace {
    let columns = buffer.shape[1]
    return KernelCall.MatrixPlace(offset: buffer.offset, row: transposed ? 1 : columns, column: transposed ? columns : 1)
  }

  /// With G the cotangent of C = op(A) op(B): that of op(A) is G op(B)ᵀ, that of op(B) is op(A)ᵀ G, each transposed if its operand was.
  func pullback(_ g: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    let (a, b) = (operands[0], operands[1])
    return [
      transposesFirst
        ? b.matmul(g, transposingFirst: transposesSecond, transposingSecond: true)
        : g.matmul(b, transposingSecond: !transposesSecond),
      transposesSecond
        ? g.matmul(a, transposingFirst: true, transposingSecond: transposesFirst)
        : a.matmul(g, transposingFirst: !transposesFirst),
    ]
  }

  func operations(operands: [Shape], result: Shape) -> Int {
    let (m, n, k) = extents(operands[0], operands[1])
    // A product of m·n elements that fits can still have more operations than fit.
    return 2 &* m &* n &* k
  }

  /// A transposed operand is read through strides.
  func simplified(operands: [Tensor]) -> Tensor? {
    let sources = operands.map { ($0.node.primitive as? Permute)?.order == [1, 0] ? $0.operands[0] : $0 }
    guard sources != operands else { return nil }
    let simpler = Matmul(
      transposesFirst: transposesFirst != (sources[0] != operands[0]),
      transposesSecond: transposesSecond != (sources[1] != operands[1]))
    return operands[0].graph.apply(simpler, to: sources)
  }
}
