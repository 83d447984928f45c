// The same elements elsewhere.

/// The same elements, row-major, under another shape; costs nothing.
struct Reshape: Primitive {
  let target: Shape

  var name: String { "reshape" }
  static var samples: [Sample] {
    [Sample(Reshape(target: [3, 2]), [.init([2, 3])]), Sample(Reshape(target: [1]), [.init([])])]
  }
  func shape(of operands: [Shape]) -> Shape {
    precondition(operands[0].count == target.count, "a tensor of shape \(operands[0]) reshaped to \(target)")
    return target
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] { [] }
  func selection(from operand: Shape, result: Shape) -> Selection? { Selection(contiguous: result) }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] { [cotangent.reshaped(operands[0].shape)] }
  func simplified(operands: [Tensor]) -> Tensor? {
    let x = operands[0]
    if x.node.primitive is Reshape { return x.operands[0].reshaped(target) }
    return x.copiedScalar?.broadcast(to: target)
  }
}

/// Axes in another order: axis i of the result is axis `order[i]` of the operand.
struct Permute: Primitive {
  let order: [Int]

  var name: String { "permute \(order)" }
  static var samples: [Sample] {
    [Sample(Permute(order: [1, 0]), [.init([2, 3])]), Sample(Permute(order: [2, 0, 1]), [.init([2, 3, 2])])]
  }
  func shape(of operands: [Shape]) -> Shape {
    precondition(order.sorted() == Array(0..<operands[0].rank), "a tensor of shape \(operands[0]) permuted by \(order)")
    return Shape(order.map { operands[0][$0] })
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let strides = operands[0].shape.strides
    return copy(result.shape, strides: order.map { strides[$0] }, x: operands[0].offset, y: result.offset)
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [cotangent.permuted(order.indices.map { axis in order.firstIndex(of: axis) ?? axis })]
  }
  func simplified(operands: [Tensor]) -> Tensor? {
    guard let inner = operands[0].node.primitive as? Permute else { return nil }
    return operands[0].operands[0].permuted(order.map { inner.order[$0] })
  }
}

/// Spread over a larger shape by NumPy's rule: missing leading axes, and axes of 1, are repeated.
struct Broadcast: Primitive {
  let target: Shape

  var name: String { "broadcast" }
  static var samples: [Sample] {
    [
      Sample(Broadcast(target: [2, 3]), [.init([])]), Sample(Broadcast(target: [2, 3]), [.init([3])]),
      Sample(Broadcast(target: [2, 3]), [.init([2, 1])]), Sample(Broadcast(target: [2, 2, 3, 2]), [.init([2, 1, 2])]),
    ]
  }
  func shape(of operands: [Shape]) -> Shape {
    precondition(
      operands[0].rank <= target.rank && Shape.broadcasting(operands[0], target) == target,
      "a tensor of shape \(operands[0]) broadcast to \(target)")
    return target
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    copy(target, strides: strides(operands[0].shape), x: operands[0].offset, y: result.offset)
  }
  func selection(from operand: Shape, result: Shape) -> Selection? { Selection(Layout(result, strides: strides(operand))) }
  private func strides(_ source: Shape) -> [Int] {
    Array(repeating: 0, count: target.rank - source.rank) + zip(source.dimensions, source.strides).map { $0 == 1 ? 0 : $1 }
  }
  // The engine sums a cotangent back to the operand's shape.
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] { [cotangent] }
  /// One element is spread as a scalar, where elementwise functions find it.
  func simplified(operands: [Tensor]) -> Tensor? {
    let x = operands[0]
    if target.count == 1 { return x.reshaped(target) }
    return x.shape == [] ? nil : x.scalar?.broadcast(to: target)
  }
}

/// A range of one axis.
struct Slice: Primitive {
  let axis: Int
  let range: Range<Int>

  var name: String { "slice \(range) of axis \(axis)" }
  static var samples: [Sample] {
    [Sample(Slice(axis: 0, range: 1..<3), [.init([4, 2])]), Sample(Slice(axis: 1, range: 0..<2), [.init([2, 3, 2])])]
  }
  func shape(of operands: [Shape]) -> Shape {
    precondition(
      axis < operands[0].rank && range.lowerBound >= 0 && range.upperBound <= operands[0][axis], "\(name) of shape \(operands[0])"
    )
    var dimensions = operands[0].dimensions
    dimensions[axis] = range.count
    return Shape(dimensions)
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let strides = operands[0].shape.strides
    return copy(
      result.shape, strides: strides, x: operands[0].offset(advancedBy: range.lowerBound * strides[axis]), y: result.offset)
  }
  func selection(from operand: Shape, result: Shape) -> Selection? {
    Selection(Layout(result, strides: operand.strides), start: range.lowerBound &* operand.strides[axis])
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [cotangent.padded(before: range.lowerBound, after: operands[0].shape[axis] - range.upperBound, along: axis)]
  }
}

/// Zeros before and after, along the first axis, where they are two fills; other axes are brought to the front and back.
struct Pad: Primitive {
  let before: Int
  let after: Int

  var name: String { "pad \(before) before, \(after) after" }
  static var samples: [Sample] {
    [Sample(Pad(before: 1, after: 2), [.init([2, 2])]), Sample(Pad(before: 0, after: 1), [.init([3])])]
  }
  func shape(of operands: [Shape]) -> Shape {
    precondition(before >= 0 && after >= 0 && operands[0].rank > 0, "\(name) of shape \(operands[0])")
    var dimensions = operands[0].dimensions
    dimensions[0] += before + after
    return Shape(dimensions)
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let (row, count) = (result.shape.extents(around: 0..<1).inner, operands[0].shape.count)
    return [.fill(count: before * row, value: 0, y: result.offset)]
      + copy([count], strides: [1], x: operands[0].offset, y: result.offset(advancedBy: before * row))
      + [.fill(count: after * row, value: 0, y: result.offset(advancedBy: before * row + count))]
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [cotangent.sliced(before..<(before + operands[0].shape[0]))]
  }
}

/// Tensors one after the other along the first axis; other axes are brought to the front and back.
struct Concatenate: Primitive {
  var name: String { "concatenate" }
  static var samples: [Sample] { [Sample(Concatenate(), [.init([2, 2]), .init([1, 2]), .init([3, 2])])] }
  func shape(of operands: [Shape]) -> Shape {
    let tail = operands[0].dimensions.dropFirst()
    precondition(
      operands.allSatisfy { $0.rank > 0 && $0.dimensions.dropFirst() == tail }, "concatenate of shapes \(operands)")
    return Shape([operands.reduce(0) { $0 + $1[0] }] + tail)
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    var start = 0
    return operands.flatMap { operand -> [KernelCall] in
      let (count, place) = (operand.shape.count, result.offset(advancedBy: start))
      start += count
      // An operand that was computed in its place is there.
      return operand.offset == place ? [] : copy([count], strides: [1], x: operand.offset, y: place)
    }
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    var start = 0
    return operands.map { operand in
      defer { start += operand.shape[0] }
      return cotangent.sliced(start..<(start + operand.shape[0]))
    }
  }
}

/// A strided copy, or nothing for an empty tensor.
func copy(_ shape: Shape, strides: [Int], x: Int, y: Int) -> [KernelCall] {
  shape.count == 0 ? [] : [.copy(Layout(shape, strides: strides), x: x, y: y)]
}
