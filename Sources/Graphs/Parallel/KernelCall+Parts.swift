import CKernels

extension KernelCall {
  /// How many elements the call writes.
  var resultCount: Int {
    switch self {
    case .unary(_, let count, _, _), .binary(_, let count, _, _, _, _, _), .select(let count, _, _, _, _), .fill(let count, _, _):
      count
    case .copy(let layout, _, _): layout.axes.reduce(1) { $0 * $1.extent }
    case .place(let rows, let count, _, _, _): rows * count
    case .reduction(_, let outer, _, let inner, _, _, _): outer * inner
    case .row(let function, let rows, let columns, _, _): rows * function.width(columns)
    case .gather(let count, _, let width, _, _, _): count * width
    case .scatter(_, _, let width, _, _, let range, _): range.count * width
    case .matmul(let m, let n, _, _, _, _): m * n
    case .inverse(let n, _, _): n * n
    case .chain(let place): place.elements.count
    case .ask: 0
    case .convolution(let c, let examples, _, _, _): examples * c.windows * Int(c.out)
    case .convolutionInputGradient(let c, let examples, _, _, _): examples * c.pixels * Int(c.in)
    case .convolutionWeightGradient(let c, _, _, _, let rows, _): rows.count * Int(c.out)
    }
  }

  /// The finest stretches that the kernel computes one by one, where they are coarser than elements.
  var naturalUnits: Int? {
    switch self {
    case .place(let rows, _, _, _, _): rows
    case .reduction(_, let outer, _, _, _, _, _): outer == 1 ? nil : outer
    case .row(_, let rows, _, _, _): rows
    case .gather(let count, _, _, _, _, _): count
    case .scatter(_, _, _, _, _, let range, _): range.count
    case .matmul(let m, _, _, _, _, _): m
    case .convolution(_, let examples, _, _, _), .convolutionInputGradient(_, let examples, _, _, _): examples
    case .convolutionWeightGradient(_, _, _, _, let rows, _): rows.count
    case .unary, .binary, .select, .fill, .copy, .inverse, .chain, .ask: nil
    }
  }

  /// The call that computes some of `units` equal stretches of the result, in order and with the bits of the whole; `nil` where the kernel cannot
  /// compute these alone.
  ///
  ///     .matmul(m: 128, n: 64, …)  units 64..<128 of 128: the last 64 rows
  ///     .unary(count: 8192, …)     units 64..<128 of 128: the last 4096 elements
  ///
  /// - Parameter units: how many stretches the result has; it divides the number of elements.
  func part(_ range: Range<Int>, of units: Int, elementBytes: Int) -> KernelCall? {
    let size = resultCount / units
    let (first, count) = (range.lowerBound * size, range.count * size)
    let skipped = first * elementBytes
    switch self {
    case .unary(let operation, _, let x, let y):
      return .unary(operation, count: count, x: x + skipped, y: y + skipped)
    case .binary(let operation, _, let a, let aStep, let b, let bStep, let y):
      return .binary(
        operation, count: count, a: a + skipped * aStep, aStep: aStep, b: b + skipped * bStep, bStep: bStep, y: y + skipped)
    case .select(_, let condition, let a, let b, let y):
      return .select(count: count, condition: condition + skipped, a: a + skipped, b: b + skipped, y: y + skipped)
    case .fill(_, let value, let y):
      return .fill(count: count, value: value, y: y + skipped)
    case .copy(let layout, let x, let y):
      guard let (part, start) = layout.part(first..<(first + count)) else { return nil }
      return .copy(part, x: x + start * elementBytes, y: y + skipped)
    case .place(_, let width, let x, let y, let row):
      guard size % width == 0 else { return nil }
      return .place(rows: count / width, count: width, x: x + skipped, y: y + first / width * row * elementBytes, row: row)
    case .reduction(let function, 1, let axis, _, let stride, let x, let y):
      return .reduction(function, outer: 1, axis: axis, inner: count, stride: stride, x: x + skipped, y: y + skipped)
    case .reduction(let function, _, let axis, let inner, let stride, let x, let y):
      guard size % inner == 0 else { return nil }
      return .reduction(
        function, outer: count / inner, axis: axis, inner: inner, stride: stride,
        x: x + first / inner * axis * stride * elementBytes, y: y + skipped)
    case .row(let function, _, let columns, let x, let y):
      let width = function.width(columns)
      guard size % width == 0 else { return nil }
      return .row(function, rows: count / width, columns: columns, x: x + first / width * columns * elementBytes, y: y + skipped)
    case .gather(_, let rows, let width, let index, let x, let y):
      guard size % width == 0 else { return nil }
      return .gather(
        count: count / width, rows: rows, width: width, index: index + first / width * elementBytes, x: x, y: y + skipped)
    case .scatter(let sources, let rows, let width, let index, let x, let range, let y):
      guard size % width == 0 else { return nil }
      let start = range.lowerBound + first / width
      return .scatter(
        count: sources, rows: rows, width: width, index: index, x: x, range: start..<(start + count / width), y: y + skipped)
    case .matmul(_, let n, let k, let a, let b, let c):
      guard size % n == 0 else { return nil }
      let rows = MatrixPlace(offset: a.offset + first / n * a.row * elementBytes, row: a.row, column: a.column)
      return .matmul(m: count / n, n: n, k: k, a: rows, b: b, c: c + skipped)
    case .inverse, .ask:
      return nil
    case .chain(let place):
      let start = place.elements.lowerBound + first
      return .chain(
        ChainPlace(
          operands: place.operands, instructions: place.instructions, registers: place.registers, known: place.known,
          elements: start..<(start + count)))
    case .convolution(let c, _, let x, let w, let y):
      let (image, result) = (c.pixels * Int(c.in), c.windows * Int(c.out))
      guard size % result == 0 else { return nil }
      return .convolution(c, examples: count / result, x: x + first / result * image * elementBytes, w: w, y: y + skipped)
    case .convolutionInputGradient(let c, _, let dy, let w, let dx):
      let (image, result) = (c.pixels * Int(c.in), c.windows * Int(c.out))
      guard size % image == 0 else { return nil }
      return .convolutionInputGradient(
        c, examples: count / image, dy: dy + first / image * result * elementBytes, w: w, dx: dx + skipped)
    case .convolutionWeightGradient(let c, let examples, let x, let dy, let rows, let dw):
      let width = Int(c.out)
      guard size % width == 0 else { return nil }
      let start = rows.lowerBound + first / width
      return .convolutionWeightGradient(c, examples: examples, x: x, dy: dy, rows: start..<(start + count / width), dw: dw)
    }
  }
}

extension KernelCall.RowFunction {
  /// How many elements a row of so many columns gives.
  func width(_ columns: Int) -> Int { self == .logSumExp ? 1 : columns }
}
