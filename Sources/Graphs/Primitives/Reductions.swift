// Reductions over a run of neighboring axes, which go. Other sets of axes are compositions.

protocol Reduction: Primitive {
  static var function: KernelCall.AxisFunction { get }
  var axes: Range<Int> { get }
  init(axes: Range<Int>)
}

extension Reduction {
  static var samples: [Sample] {
    [
      Sample(Self(axes: 0..<2), [.init([2, 3])]), Sample(Self(axes: 0..<1), [.init([3, 2])]),
      Sample(Self(axes: 1..<2), [.init([2, 3, 2])]), Sample(Self(axes: 1..<2), [.init([2, 20], -3...3)]),
    ]
  }
  func shape(of operands: [Shape]) -> Shape {
    precondition(axes.upperBound <= operands[0].rank, "\(name) of shape \(operands[0])")
    return Shape(Array(operands[0].dimensions[..<axes.lowerBound] + operands[0].dimensions[axes.upperBound...]))
  }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let (outer, axis, inner) = operands[0].shape.extents(around: axes)
    return [
      .reduction(
        Self.function, outer: outer, axis: axis, inner: inner, stride: inner, x: operands[0].offset, y: result.offset)
    ]
  }
  func operations(operands: [Shape], result: Shape) -> Int { operands[0].count }

  /// A tensor of the reduced shape, spread again over the axes that went.
  func spread(_ reduced: Tensor, like operand: Tensor) -> Tensor {
    reduced.reshaped(operand.shape.keeping(Array(axes))).broadcast(to: operand.shape)
  }
}

struct Sum: Reduction {
  static let function = KernelCall.AxisFunction.sum
  let axes: Range<Int>

  var name: String { "sum over \(Array(axes))" }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] { [spread(cotangent, like: operands[0])] }
}

/// The largest along a run of axes: NaN if there is one, -inf over nothing.
///
/// The derivative is shared equally among equal maxima, the mean of the one-sided choices: it does not depend on the order of the elements.
struct MaximumOver: Reduction {
  static let function = KernelCall.AxisFunction.maximum
  let axes: Range<Int>

  var name: String { "maximum over \(Array(axes))" }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    let x = operands[0]
    let largest = 1 - greater(spread(result, like: x), x)
    let ties = largest.sum(over: Array(axes))
    return [spread(cotangent / ties, like: x) * largest]
  }
}

/// The variance along a run of axes, divided by the number of elements; NaN over nothing.
struct Variance: Reduction {
  static let function = KernelCall.AxisFunction.variance
  let axes: Range<Int>

  var name: String { "variance over \(Array(axes))" }
  /// 2 (x - mean) / n: the mean's own derivative drops out, because the deviations from it sum to 0.
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    let x = operands[0]
    let deviation = x - spread(x.mean(over: Array(axes)), like: x)
    let count = x.shape.extents(around: axes).axis
    return [spread(cotangent * (2 / Double(count)), like: x) * deviation]
  }
  func operations(operands: [Shape], result: Shape) -> Int { 3 &* operands[0].count }
}
