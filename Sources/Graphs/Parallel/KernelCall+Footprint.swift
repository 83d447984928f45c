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
    func run(_ start: Int, _ count: Int) -> [Region] { count == 0 ? [] : [Region(at: start, bytes: count * elementBytes)] }
    func matrix(_ place: MatrixPlace, rows: Int, columns: Int) -> [Region] {
      // Most are whole and row-major: no need to sort axes.
      if place.column == 1, place.row == columns { return run(place.offset, rows * columns) }
      let region = Region(
        at: place.offset, first: (rows, place.row), second: (columns, place.column), elementBytes: elementBytes)
      return region.map { [$0] } ?? []
    }
    switch self {
    case .unary(_, let count, let x, let y):
      return Footprint(reads: run(x, count), writes: run(y, count))
    case .binary(_, let count, let a, let aStep, let b, let bStep, let y):
      let reads = run(a, aStep == 0 ? min(count, 1) : count) + run(b, bStep == 0 ? min(count, 1) : count)
      return Footprint(reads: reads, writes: run(y, count))
    case .select(let count, let condition, let a, let b, let y):
      return Footprint(reads: run(condition, count) + run(a, count) + run(b, count), writes: run(y, count))
    case .fill(let count, _, let y):
      return Footprint(writes: run(y, count))
    case .copy(let layout, let x, let y):
      let reads = Region(at: x, axes: layout.axes, elementBytes: elementBytes).map { [$0] } ?? []
      return Footprint(reads: reads, writes: run(y, layout.axes.reduce(1) { $0 * $1.extent }))
    case .place(let rows, let count, let x, let y, let row):
      let writes = Region(at: y, axes: [(rows, row), (count, 1)], elementBytes: elementBytes).map { [$0] } ?? []
      return Footprint(reads: run(x, rows * count), writes: writes)
    case .reduction(_, let outer, let axis, let inner, let stride, let x, let y):
      let reads = Region(at: x, axes: [(outer * axis, stride), (inner, 1)], elementBytes: elementBytes).map { [$0] } ?? []
      return Footprint(reads: reads, writes: run(y, outer * inner))
    case .row(let function, let rows, let columns, let x, let y):
      return Footprint(reads: run(x, rows * columns), writes: run(y, rows * function.width(columns)))
    case .gather(let count, let rows, let width, let index, let x, let y):
      return Footprint(reads: run(index, count) + run(x, rows * width), writes: run(y, count * width))
    case .scatter(let count, _, let width, let index, let x, let range, let y):
      return Footprint(reads: run(index, count) + run(x, count * width), writes: run(y, range.count * width))
    case .matmul(let m, let n, let k, let a, let b, let c):
      return Footprint(reads: matrix(a, rows: m, columns: k) + matrix(b, rows: k, columns: n), writes: run(c, m * n))
    case .inverse(let n, let x, let y):
      return Footprint(reads: run(x, n * n), writes: run(y, n * n))
    case .chain(let place):
      return chains.footprint(place, elementBytes: elementBytes)
    case .convolution(let c, let examples, let x, let w, let y):
      return Footprint(
        reads: run(x, examples * c.pixels * Int(c.in)) + run(w, c.weights), writes: run(y, examples * c.windows * Int(c.out)))
    case .convolutionInputGradient(let c, let examples, let dy, let w, let dx):
      return Footprint(
        reads: run(dy, examples * c.windows * Int(c.out)) + run(w, c.weights), writes: run(dx, examples * c.pixels * Int(c.in)))
    case .convolutionWeightGradient(let c, let examples, let x, let dy, let rows, let dw):
      return Footprint(
        reads: run(x, examples * c.pixels * Int(c.in)) + run(dy, examples * c.windows * Int(c.out)),
        writes: run(dw + rows.lowerBound * Int(c.out) * elementBytes, rows.count * Int(c.out)))
    }
  }
}

extension ravine_convolution {
  /// The pixels of an image, the windows of one, and the elements of the kernel.
  var pixels: Int { Int(height * width) }
  var windows: Int { Int(out_height * out_width) }
  var weights: Int { Int(kernel_height * kernel_width * `in` * out) }
}

extension ChainBuilder {
  /// What a chain reads and writes over its range of elements.
  func footprint(_ place: KernelCall.ChainPlace, elementBytes: Int) -> KernelCall.Footprint {
    let instructions = instructions[place.instructions]
    let elements = place.elements
    var footprint = KernelCall.Footprint()
    footprint.reads.reserveCapacity(place.operands.count)
    for (slot, operand) in operands[place.operands].enumerated() where !elements.isEmpty {
      let region = operand.region(elements, elementBytes: elementBytes)
      // Not a set of them: they are few, and a program has thousands of chains.
      if instructions.contains(where: { Int($0.y) == slot }) {
        footprint.writes.append(region)
      } else {
        footprint.reads.append(region)
      }
    }
    return footprint
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
