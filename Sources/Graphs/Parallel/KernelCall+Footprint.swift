import CKernels

extension KernelCall {
  /// The bytes that a call reads and writes.
  struct Footprint: Sendable {
    var reads: [Region] = []
    var writes: [Region] = []
  }

  /// What the call touches, to be told apart from what other calls touch.
  ///
  /// - Parameter chains: where a chain's operands and instructions stand.
  func footprint(elementBytes: Int, _ chains: ChainBuilder) -> Footprint {
    var regions: [Region] = []
    let reads = touch(elementBytes: elementBytes, chains, &regions)
    return Footprint(reads: Array(regions[..<reads]), writes: Array(regions[reads...]))
  }

  /// Adds what the call reads to some regions, then what it writes.
  ///
  /// - Returns: how many it reads.
  func touch(elementBytes: Int, _ chains: ChainBuilder, _ regions: inout [Region]) -> Int {
    let first = regions.count
    func run(_ start: Int, _ count: Int) {
      if count > 0 { regions.append(Region(at: start, bytes: count * elementBytes)) }
    }
    func matrix(_ place: MatrixPlace, rows: Int, columns: Int) {
      // Most are whole and row-major: no need to look at axes.
      if place.column == 1, place.row == columns { return run(place.offset, rows * columns) }
      add(
        Region(at: place.offset, first: (rows, place.row), second: (columns, place.column), elementBytes: elementBytes))
    }
    func add(_ region: Region?) {
      if let region { regions.append(region) }
    }
    /// Ends what is read: what follows is written.
    var reads = 0
    func write() { reads = regions.count - first }
    switch self {
    case .unary(_, let count, let x, let y):
      run(x, count)
      write()
      run(y, count)
    case .binary(_, let count, let a, let aStep, let b, let bStep, let y):
      run(a, aStep == 0 ? min(count, 1) : count)
      run(b, bStep == 0 ? min(count, 1) : count)
      write()
      run(y, count)
    case .select(let count, let condition, let a, let b, let y):
      for operand in [condition, a, b] { run(operand, count) }
      write()
      run(y, count)
    case .fill(let count, _, let y):
      run(y, count)
    case .copy(let layout, let x, let y):
      add(Region(at: x, axes: layout.axes, elementBytes: elementBytes))
      write()
      run(y, layout.axes.reduce(1) { $0 * $1.extent })
    case .place(let rows, let count, let x, let y, let row):
      run(x, rows * count)
      write()
      add(Region(at: y, first: (rows, row), second: (count, 1), elementBytes: elementBytes))
    case .reduction(_, let outer, let axis, let inner, let stride, let x, let y):
      add(Region(at: x, first: (outer * axis, stride), second: (inner, 1), elementBytes: elementBytes))
      write()
      run(y, outer * inner)
    case .row(let function, let rows, let columns, let x, let y):
      run(x, rows * columns)
      write()
      run(y, rows * function.width(columns))
    case .gather(let count, let rows, let width, let index, let x, let y):
      run(index, count)
      run(x, rows * width)
      write()
      run(y, count * width)
    case .scatter(let count, _, let width, let index, let x, let range, let y):
      run(index, count)
      run(x, count * width)
      write()
      run(y, range.count * width)
    case .matmul(let m, let n, let k, let a, let b, let c):
      matrix(a, rows: m, columns: k)
      matrix(b, rows: k, columns: n)
      write()
      run(c, m * n)
    case .inverse(let n, let x, let y):
      run(x, n * n)
      write()
      run(y, n * n)
    case .ask:
      break
    case .chain(let place):
      chains.touch(place, elementBytes: elementBytes, writes: false, &regions)
      write()
      chains.touch(place, elementBytes: elementBytes, writes: true, &regions)
    case .convolution(let c, let examples, let x, let w, let y):
      run(x, examples * c.pixels * Int(c.in))
      run(w, c.weights)
      write()
      run(y, examples * c.windows * Int(c.out))
    case .convolutionInputGradient(let c, let examples, let dy, let w, let dx):
      run(dy, examples * c.windows * Int(c.out))
      run(w, c.weights)
      write()
      run(dx, examples * c.pixels * Int(c.in))
    case .convolutionWeightGradient(let c, let examples, let x, let dy, let rows, let dw):
      run(x, examples * c.pixels * Int(c.in))
      run(dy, examples * c.windows * Int(c.out))
      write()
      run(dw + rows.lowerBound * Int(c.out) * elementBytes, rows.count * Int(c.out))
    }
    return reads
  }
}

extension ravine_convolution {
  /// The pixels of an image, the windows of one, and the elements of the kernel.
  var pixels: Int { Int(height * width) }
  var windows: Int { Int(out_height * out_width) }
  var weights: Int { Int(kernel_height * kernel_width * `in` * out) }
}

extension ChainBuilder {
  /// Adds what a chain reads over its range of elements, or what it writes.
  fileprivate func touch(_ place: KernelCall.ChainPlace, elementBytes: Int, writes: Bool, _ regions: inout [Region]) {
    if place.elements.isEmpty { return }
    for index in place.operands {
      // Not a set of them: they are few, and a program has thousands of chains.
      let slot = UInt16(index - place.operands.lowerBound)
      let isResult = instructions[place.instructions].contains { $0.y == slot }
      if isResult == writes { regions.append(operands[index].region(place.elements, elementBytes: elementBytes)) }
    }
  }
}

extension ravine_chain_operand {
  /// The bytes that are met by some elements of the result; whole rows, where these are parts of several.
  fileprivate func region(_ elements: Range<Int>, elementBytes: Int) -> Region {
    let (start, inner) = (Int(offset), Int(inner))
    switch ravine_operand_mode(UInt32(mode)) {
    case RAVINE_OPERAND_FULL:
      return Region(at: start + elements.lowerBound * elementBytes, bytes: elements.count * elementBytes)
    case RAVINE_OPERAND_SCALAR:
      return Region(at: start, bytes: elementBytes)
    default:
      let rows = (elements.lowerBound / inner)...((elements.upperBound - 1) / inner)
      let columns = rows.count > 1 ? 0..<inner : (elements.lowerBound % inner)..<((elements.upperBound - 1) % inner + 1)
      let first = rows.lowerBound * Int(row_stride) + columns.lowerBound * Int(element_stride)
      return Region(
        at: start + first * elementBytes, first: (rows.count, Int(row_stride)), second: (columns.count, Int(element_stride)),
        elementBytes: elementBytes) ?? Region(at: start, bytes: 0)
    }
  }
}
