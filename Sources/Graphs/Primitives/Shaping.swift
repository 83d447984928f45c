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
  func simplified(operands: [Tensor]) -> Tensor? {
    guard let inner = operands[0].node.primitive as? Slice, inner.axis == axis else { return nil }
    let start = inner.range.lowerBound
    return operands[0].operands[0].sliced(start + range.lowerBound..<start + range.upperBound, along: axis)
  }
}

/// Zeros before and after, along one axis.
struct Pad: Primitive {
  let axis: Int
  let before: Int
  let after: Int

  var name: String { "pad \(before) before, \(after) after, along axis \(axis)" }
  static var samples: [Sample] {
    [
      Sample(Pad(axis: 0, before: 1, after: 2), [.init([2, 2])]), Sample(Pad(axis: 0, before: 0, after: 1), [.init([3])]),
      Sample(Pad(axis: 1, before: 1, after: 2), [.init([2, 3, 2])]),
    ]
  }
  func shape(of operands: [Shape]) -> Shape {
    precondition(before >= 0 && after >= 0 && axis < operands[0].rank, "\(name) of shape \(operands[0])")
    var dimensions = operands[0].dimensions
    dimensions[axis] += before + after
    return Shape(dimensions)
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    [.fill(count: result.shape.count, value: 0, y: result.offset)] + place(operands[0], in: result, along: axis, at: before)
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    [cotangent.sliced(before..<(before + operands[0].shape[axis]), along: axis)]
  }
}

/// Tensors one after the other along an axis.
struct Concatenate: Primitive {
  let axis: Int

  var name: String { "concatenate along axis \(axis)" }
  static var samples: [Sample] {
    [
      Sample(Concatenate(axis: 0), [.init([2, 2]), .init([1, 2]), .init([3, 2])]),
      Sample(Concatenate(axis: 1), [.init([2, 2]), .init([2, 1]), .init([2, 3])]),
    ]
  }
  func shape(of operands: [Shape]) -> Shape {
    var dimensions = operands[0].dimensions
    precondition(axis < dimensions.count, "\(name) of shapes \(operands)")
    dimensions[axis] = 0
    for operand in operands {
      var others = operand.dimensions
      precondition(others.count == dimensions.count, "\(name) of shapes \(operands)")
      let extent = others[axis]
      others[axis] = dimensions[axis]
      precondition(others == dimensions, "\(name) of shapes \(operands)")
      dimensions[axis] += extent
    }
    return Shape(dimensions)
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    var start = 0
    return operands.flatMap { operand in
      defer { start += operand.shape[axis] }
      return place(operand, in: result, along: axis, at: start)
    }
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    var start = 0
    return operands.map { operand in
      defer { start += operand.shape[axis] }
      return cotangent.sliced(start..<(start + operand.shape[axis]), along: axis)
    }
  }
  /// Neighboring slices of one tensor, in their order, are a slice of it.
  func simplified(operands: [Tensor]) -> Tensor? {
    guard let first = operands[0].node.primitive as? Slice, first.axis == axis else { return nil }
    var end = first.range.lowerBound
    for operand in operands {
      guard let slice = operand.node.primitive as? Slice, slice.axis == axis, slice.range.lowerBound == end,
        operand.node.operands == operands[0].node.operands
      else { return nil }
      end = slice.range.upperBound
    }
    return operands[0].operands[0].sliced(first.range.lowerBound..<end, along: axis)
  }
}

/// Copies a tensor to its place in a larger one, unless it was computed there.
private func place(_ part: Buffer, in whole: Buffer, along axis: Int, at start: Int) -> [KernelCall] {
  let (outer, axisExtent, inner) = whole.shape.extents(around: axis..<(axis + 1))
  let (y, count) = (whole.offset(advancedBy: start * inner), part.shape.count)
  if count == 0 || part.offset == y { return [] }
  return [.place(rows: outer, count: count / outer, x: part.offset, y: y, row: axisExtent * inner)]
}

/// A strided copy, or nothing for an empty tensor.
func copy(_ shape: Shape, strides: [Int], x: Int, y: Int) -> [KernelCall] {
  shape.count == 0 ? [] : [.copy(Layout(shape, strides: strides), x: x, y: y)]
}
