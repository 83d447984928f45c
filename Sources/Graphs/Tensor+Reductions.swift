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

  /// log(sum(exp(x))) along an axis, shifted by the maximum so that nothing overflows.
  public func logSumExp(over axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let shift = self.shift(over: axis)
    let result = (self - shift).exp().sum(over: axis, keepingDimensions: true).log() + shift
    return keepingDimensions
      ? result : result.reshaped(Shape(shape.dimensions.enumerated().filter { $0.offset != shape.axis(axis) }.map(\.element)))
  }

  /// exp(x) / sum(exp(x)) along an axis.
  public func softmax(over axis: Int) -> Tensor {
    let exponentials = (self - shift(over: axis)).exp()
    return exponentials / exponentials.sum(over: axis, keepingDimensions: true)
  }

  /// x - log(sum(exp(x))) along an axis.
  public func logSoftmax(over axis: Int) -> Tensor {
    let shifted = self - shift(over: axis)
    return shifted - shifted.exp().sum(over: axis, keepingDimensions: true).log()
  }

  /// The maximum along an axis, as a constant: the functions above do not depend on their shift.
  private func shift(over axis: Int) -> Tensor { maximum(over: axis, keepingDimensions: true).stoppingGradient() }

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
