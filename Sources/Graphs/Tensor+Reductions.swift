// Reductions and what is composed of them.

extension Tensor {
  /// The sum over some axes, or over all; negative axes count from the end.
  public func sum(over axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(Sum.self, over: axes, keepingDimensions: keepingDimensions)
  }

  /// The sum over one axis.
  public func sum(over axis: Int, keepingDimensions: Bool = false) -> Tensor {
    sum(over: [axis], keepingDimensions: keepingDimensions)
  }

  /// The largest over some axes, or over all; its derivative is shared among equal maxima.
  public func maximum(over axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    reduced(MaximumOver.self, over: axes, keepingDimensions: keepingDimensions)
  }

  /// The largest over one axis.
  public func maximum(over axis: Int, keepingDimensions: Bool = false) -> Tensor {
    maximum(over: [axis], keepingDimensions: keepingDimensions)
  }

  /// The mean over some axes, or over all: the sum divided by the number of elements.
  public func mean(over axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    let total = sum(over: axes, keepingDimensions: keepingDimensions)
    let axes = axes ?? Array(0..<shape.rank)
    return total / Double(Shape(axes.map { shape[shape.axis($0)] }).count)
  }

  /// The mean over one axis.
  public func mean(over axis: Int, keepingDimensions: Bool = false) -> Tensor {
    mean(over: [axis], keepingDimensions: keepingDimensions)
  }

  /// The variance over some axes, or over all, divided by the number of elements (not by one less).
  public func variance(over axes: [Int]? = nil, keepingDimensions: Bool = false) -> Tensor {
    let axes = (axes?.map(shape.axis) ?? Array(0..<shape.rank)).sorted()
    if axes.isEmpty { return graph.constant(0, shape) }
    // Unlike sums, variances over parts do not add up: axes that are apart are brought together.
    let areNeighbors = zip(axes, axes.dropFirst()).allSatisfy { $1 == $0 + 1 }
    if areNeighbors { return reduced(Variance.self, over: axes, keepingDimensions: keepingDimensions) }
    let rest = (0..<shape.rank).filter { !axes.contains($0) }
    let result = permuted(axes + rest).variance(over: Array(axes.indices))
    return keepingDimensions ? result.reshaped(shape.keeping(axes)) : result
  }

  /// The variance over one axis.
  public func variance(over axis: Int, keepingDimensions: Bool = false) -> Tensor {
    variance(over: [axis], keepingDimensions: keepingDimensions)
  }

  /// log(sum(exp(x))) along an axis, shifted by the maximum so that nothing overflows.
  public func logSumExp(over axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let axis = shape.axis(axis)
    let result = graph.apply(LogSumExp(), to: [moved(axis, to: shape.rank - 1)])
    return keepingDimensions ? result.reshaped(shape.keeping([axis])) : result
  }

  /// exp(x) / sum(exp(x)) along an axis.
  public func softmax(over axis: Int) -> Tensor { alongRows(Softmax(), over: axis) }

  /// x - log(sum(exp(x))) along an axis.
  public func logSoftmax(over axis: Int) -> Tensor { alongRows(LogSoftmax(), over: axis) }

  private func alongRows(_ function: some RowPrimitive, over axis: Int) -> Tensor {
    let axis = shape.axis(axis)
    return graph.apply(function, to: [moved(axis, to: shape.rank - 1)]).moved(shape.rank - 1, to: axis)
  }

  /// One axis at another position, the others in their order.
  private func moved(_ axis: Int, to target: Int) -> Tensor {
    if axis == target { return self }
    var order = Array(0..<shape.rank)
    order.insert(order.remove(at: axis), at: target)
    return permuted(order)
  }

  /// Sums over what broadcasting to this shape from a smaller one repeated: the transpose of `broadcast(to:)`.
  func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    let small = target.aligned(to: shape.rank)
    let axes = (0..<shape.rank).filter { small[$0] == 1 && shape[$0] != 1 }
    return sum(over: axes).reshaped(target)
  }

  private func reduced<R: Reduction>(_ reduction: R.Type, over axes: [Int]?, keepingDimensions: Bool) -> Tensor {
    let axes = (axes?.map(shape.axis) ?? Array(0..<shape.rank)).sorted()
    precondition(zip(axes, axes.dropFirst()).allSatisfy(<), "an axis of shape \(shape) is reduced twice: \(axes)")
    // From the last run of neighboring axes to the first, so that the positions of those still to come stay.
    var (result, rest) = (self, axes)
    while let last = rest.popLast() {
      var first = last
      while rest.last == first - 1 { first = rest.removeLast() }
      result = graph.apply(R(axes: first..<(last + 1)), to: [result])
    }
    return keepingDimensions ? result.reshaped(shape.keeping(axes)) : result
  }
}
