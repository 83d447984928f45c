import CKernels

/// One call of a kernel with everything resolved; places are bytes from the start of an evaluator's memory.
package enum KernelCall: Sendable {
  case unary(ravine_unary_operation, count: Int, x: Int, y: Int)
  case binary(ravine_binary_operation, count: Int, a: Int, aStep: Int, b: Int, bStep: Int, y: Int)
  case select(count: Int, condition: Int, a: Int, b: Int, y: Int)
  case fill(count: Int, value: Double, y: Int)
  case copy(Layout, x: Int, y: Int)
  /// Rows of `count` neighbors, to places `row` elements apart.
  case place(rows: Int, count: Int, x: Int, y: Int, row: Int)
  /// Over the middle axis of [outer, axis, stride], of the first `inner` columns.
  case reduction(AxisFunction, outer: Int, axis: Int, inner: Int, stride: Int, x: Int, y: Int)
  case row(RowFunction, rows: Int, columns: Int, x: Int, y: Int)
  case gather(count: Int, rows: Int, width: Int, index: Int, x: Int, y: Int)
  /// For some of the `rows` of y, the first of which is at `y`.
  case scatter(count: Int, rows: Int, width: Int, index: Int, x: Int, range: Range<Int>, y: Int)
  case matmul(m: Int, n: Int, k: Int, a: MatrixPlace, b: MatrixPlace, c: Int)
  case inverse(n: Int, x: Int, y: Int)
  case convolution(ravine_convolution, examples: Int, x: Int, w: Int, y: Int)
  case convolutionInputGradient(ravine_convolution, examples: Int, dy: Int, w: Int, dx: Int)
  /// For some rows of dw as a matrix [kernel height · kernel width · in, out], which begins at `dw`.
  case convolutionWeightGradient(ravine_convolution, examples: Int, x: Int, dy: Int, rows: Range<Int>, dw: Int)
  case chain(ChainPlace)
  /// Computes nothing: has the next products fetch bytes that a later call touches (`[Division].asking`).
  case ask(at: Int, bytes: Int)

  /// A function of the elements along an axis, which goes.
  package enum AxisFunction: Sendable { case sum, maximum, variance }

  /// A function of the rows of a matrix, each by itself; the last one gives one element a row.
  package enum RowFunction: Sendable { case softmax, logSoftmax, logSumExp }

  /// A matrix to be read through strides, in elements.
  package struct MatrixPlace: Sendable {
    let offset: Int
    let row: Int
    let column: Int
  }

  /// A chain of elementwise operations, which stands in the program's chains, over some elements of its results.
  package struct ChainPlace: Sendable {
    let operands: Range<Int>
    let instructions: Range<Int>
    let registers: Int
    /// The number of the known chain that it is, or 0.
    let known: Int
    let elements: Range<Int>
  }

  /// Runs the kernel; allocates nothing.
  @inline(__always)
  func run(_ precision: ravine_precision, at base: UnsafeMutableRawPointer, _ chains: Chains) {
    switch self {
    case .unary(let operation, let count, let x, let y):
      ravine_unary(precision, operation, count, base + x, base + y)
    case .binary(let operation, let count, let a, let aStep, let b, let bStep, let y):
      ravine_binary(precision, operation, count, base + a, aStep, base + b, bStep, base + y)
    case .select(let count, let condition, let a, let b, let y):
      ravine_select(precision, count, base + condition, base + a, base + b, base + y)
    case .fill(let count, let value, let y):
      ravine_fill(precision, count, value, base + y)
    case .copy(let layout, let x, let y):
      layout.copy(precision, from: base + x, to: base + y)
    case .place(let rows, let count, let x, let y, let row):
      ravine_place(precision, rows, count, base + x, base + y, row)
    case .reduction(.sum, let outer, let axis, let inner, let stride, let x, let y):
      ravine_sum(precision, outer, axis, inner, stride, base + x, base + y)
    case .reduction(.maximum, let outer, let axis, let inner, let stride, let x, let y):
      ravine_maximum_over(precision, outer, axis, inner, stride, base + x, base + y)
    case .reduction(.variance, let outer, let axis, let inner, let stride, let x, let y):
      ravine_variance(precision, outer, axis, inner, stride, base + x, base + y)
    case .row(.softmax, let rows, let columns, let x, let y):
      ravine_softmax(precision, rows, columns, base + x, base + y)
    case .row(.logSoftmax, let rows, let columns, let x, let y):
      ravine_log_softmax(precision, rows, columns, base + x, base + y)
    case .row(.logSumExp, let rows, let columns, let x, let y):
      ravine_log_sum_exp(precision, rows, columns, base + x, base + y)
    case .gather(let count, let rows, let width, let index, let x, let y):
      ravine_gather(precision, count, rows, width, base + index, base + x, base + y)
    case .scatter(let count, let rows, let width, let index, let x, let range, let y):
      ravine_scatter(precision, count, rows, width, base + index, base + x, range.lowerBound, range.count, base + y)
    case .matmul(let m, let n, let k, let a, let b, let c):
      ravine_matmul(precision, m, n, k, base + a.offset, a.row, a.column, base + b.offset, b.row, b.column, base + c)
    case .inverse(let n, let x, let y):
      ravine_inverse(precision, n, base + x, base + y)
    case .convolution(var extents, let examples, let x, let w, let y):
      ravine_convolve2d(precision, &extents, examples, base + x, base + w, base + y)
    case .convolutionInputGradient(var extents, let examples, let dy, let w, let dx):
      ravine_convolve2d_input_gradient(precision, &extents, examples, base + dy, base + w, base + dx)
    case .convolutionWeightGradient(var extents, let examples, let x, let dy, let rows, let dw):
      ravine_convolve2d_weight_gradient(
        precision, &extents, examples, base + x, base + dy, rows.lowerBound, rows.count, base + dw)
    case .chain(let place):
      chains.run(place, precision, at: base)
    case .ask(let start, let bytes):
      ravine_ask(base + start, bytes)
    }
  }
}

/// The extents and source strides of a strided copy, with neighboring axes merged where one stride serves both.
package struct Layout: Sendable {
  // Vectors instead of arrays: a call must hold no reference, so that running it neither allocates nor counts references.
  private(set) var rank: Int
  private(set) var extents = SIMD8<Int>(repeating: 1)
  private(set) var strides = SIMD8<Int>(repeating: 0)

  init(_ shape: Shape, strides sourceStrides: [Int]) {
    var merged: [(extent: Int, stride: Int)] = []
    for (extent, stride) in zip(shape.dimensions, sourceStrides) where extent != 1 {
      if let last = merged.last, last.stride == stride &* extent {
        merged[merged.count - 1] = (last.extent &* extent, stride)
      } else {
        merged.append((extent, stride))
      }
    }
    // A single element is one axis of one.
    rank = max(merged.count, 1)
    for (axis, (extent, stride)) in merged.enumerated() {
      extents[axis] = extent
      strides[axis] = stride
    }
  }

  /// The merged axes, outermost first, strides in elements of the source.
  var axes: [(extent: Int, stride: Int)] { (0..<rank).map { (extents[$0], strides[$0]) } }

  /// The copy of a range of the target's elements, which must be whole steps of the outermost axis, and where it starts in the source.
  func part(_ range: Range<Int>) -> (Layout, start: Int)? {
    let step = axes.dropFirst().reduce(1) { $0 * $1.extent }
    guard range.lowerBound % step == 0, range.upperBound % step == 0 else { return nil }
    var part = self
    part.extents[0] = range.count / step
    return (part, range.lowerBound / step * strides[0])
  }

  func copy(_ precision: ravine_precision, from x: UnsafeRawPointer, to y: UnsafeMutableRawPointer) {
    withUnsafeBytes(of: extents) { extents in
      withUnsafeBytes(of: strides) { strides in
        guard
          let extents = extents.assumingMemoryBound(to: Int.self).baseAddress,
          let strides = strides.assumingMemoryBound(to: Int.self).baseAddress
        else { return }
        ravine_copy(precision, rank, extents, strides, x, y)
      }
    }
  }
}
