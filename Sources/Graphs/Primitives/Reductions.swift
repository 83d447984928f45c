// Reductions over a run of neighboring axes, which go. Other sets of axes are compositions.

protocol Reduction: Primitive {
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
  func operations(operands: [Shape], result: Shape) -> Int { operands[0].count }

  /// A tensor of the reduced shape, spread again over the axes that went.
  func spread(_ reduced: Tensor, like operand: Tensor) -> Tensor {
    reduced.reshaped(operand.shape.keeping(Array(axes))).broadcast(to: operand.shape)
  }
}

struct Sum: Reduction {
  let axes: Range<Int>

  var name: String { "sum over \(Array(axes))" }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let (outer, axis, inner) = operands[0].shape.extents(around: axes)
    return [.sum(outer: outer, axis: axis, inner: inner, x: operands[0].offset, y: result.offset)]
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] { [spread(cotangent, like: operands[0])] }
}

/// The largest along a run of axes: NaN if there is one, -inf over nothing.
///
/// The derivative is shared equally among equal maxima, the mean of the one-sided choices: it does not depend on the order of the elements.
struct MaximumOver: Reduction {
  let axes: Range<Int>

  var name: String { "maximum over \(Array(axes))" }
  func calls(operands: [Buffer], result: Buffer) -> [KernelCall] {
    let (outer, axis, inner) = operands[0].shape.extents(around: axes)
    return [.maximumOver(outer: outer, axis: axis, inner: inner, x: operands[0].offset, y: result.offset)]
  }
  func pullback(_ cotangent: Tensor, operands: [Tensor], result: Tensor) -> [Tensor?] {
    let x = operands[0]
    let largest = 1 - greater(spread(result, like: x), x)
    let ties = largest.sum(over: Array(axes))
    return [spread(cotangent / ties, like: x) * largest]
  }
}
