// Rows by a number that a tensor holds. An index is a real value; one that is not an integer in range gives NaN, and its derivative is 0.

/// y[i…, :] = x[index[i…], :], rows along the first axis of x; an invalid index gives a row of NaN.
struct Gather: Primitive {
  var name: String { "gather" }
  static var samples: [Sample] {
    [
      Sample(Gather(), [.init([3, 2]), .init([4], holding: [2, 0, 2, 1])]),
      Sample(Gather(), [.init([4]), .init([2, 2], holding: [3, 3, 0, 1])]),
    ]
  }
  func shape(of operands: [Shape]) -> Shape {
    precondition(operands[0].rank > 0, "\(name) of a scalar")
    return Shape(operands[1].dimensions + operands[0].dimensions.dropFirst())
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let (_, rows, width) = operands[0].shape.extents(around: 0..<1)
    return [
      .gather(
        count: operands[1].shape.count, rows: rows, width: width, index: operands[1].offset, x: operands[0].offset,
        y: result.offset)
    ]
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [cotangent.scattered(to: operands[1], rows: operands[0].shape[0]), nil]
  }
}

/// y[index[i…], :] = the sum of x[i…, :] in order, the transpose of `Gather`; an invalid index makes all of y NaN.
struct Scatter: Primitive {
  let rows: Int

  var name: String { "scatter to \(rows) rows" }
  static var samples: [Sample] {
    [
      Sample(Scatter(rows: 3), [.init([4, 2]), .init([4], holding: [2, 0, 2, 1])]),
      Sample(Scatter(rows: 5), [.init([2, 2]), .init([2, 2], holding: [3, 3, 0, 1])]),
    ]
  }
  func shape(of operands: [Shape]) -> Shape {
    let (x, index) = (operands[0].dimensions, operands[1].dimensions)
    precondition(x.starts(with: index) && rows >= 0, "\(name) of shape \(operands[0]) by an index of shape \(operands[1])")
    return Shape([rows] + x.dropFirst(index.count))
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    [
      .scatter(
        count: operands[1].shape.count, rows: rows, width: result.shape.extents(around: 0..<1).inner, index: operands[1].offset,
        x: operands[0].offset, range: 0..<rows, y: result.offset)
    ]
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [cotangent.gathered(at: operands[1]), nil]
  }
  func operations(operands: [Shape], result: Shape) -> Int { operands[0].count }
}
