import CKernels

extension KernelCall {
  /// About how many nanoseconds a call takes on one core of a present machine: for weighing it against a barrier, never for a bit.
  ///
  /// Measured on one core with AVX-512, rounded: what decides is whether a call takes a tenth of a microsecond, one or a hundred.
  func nanoseconds(elementBytes: Int, _ chains: ChainBuilder) -> Double {
    let count = Double(resultCount)
    let words = Double(elementBytes) / 4
    let work: Double =
      switch self {
      case .unary(let operation, _, _, _): count * operation.nanoseconds * words
      case .binary(let operation, _, _, _, _, _, _): count * operation.nanoseconds * words
      case .chain(let place): count * chains.nanoseconds(place) * words
      case .ask: 0
      case .select, .fill, .place: count * 0.06 * words
      case .copy(let layout, _, _): count * (layout.axes.last?.stride ?? 1 <= 1 ? 0.06 : 0.5) * words
      case .reduction(.variance, _, let axis, _, _, _, _): count * Double(axis) * 0.12 * words
      case .reduction(_, _, let axis, _, _, _, _): count * Double(axis) * 0.06 * words
      case .row(_, let rows, let columns, _, _): Double(rows * columns) * words
      case .gather: count * 0.06 * words
      case .scatter(let sources, _, let width, _, _, _, _): count * 0.06 + Double(sources * (1 + width)) * 0.3 * words
      case .matmul(_, _, let k, _, _, _): count * Double(k) * 0.02 * words
      case .inverse(let n, _, _): count * Double(n)
      case .convolution(let c, let examples, _, _, _), .convolutionInputGradient(let c, let examples, _, _, _):
        Double(examples * c.windows * c.weights) * 0.03 * words
      case .convolutionWeightGradient(let c, let examples, _, _, let rows, _):
        Double(examples * c.windows * rows.count) * Double(c.out) * 0.03 * words
      }
    return 20 + work
  }
}

extension ravine_unary_operation {
  /// For an element of four bytes.
  fileprivate var nanoseconds: Double { rawValue < RAVINE_EXP.rawValue ? 0.05 : 0.5 }
}

extension ravine_binary_operation {
  fileprivate var nanoseconds: Double { self == RAVINE_POWER ? 4 : 0.06 }
}

extension ChainBuilder {
  /// For an element of four bytes.
  fileprivate func nanoseconds(_ place: KernelCall.ChainPlace) -> Double {
    var sum = 0.0
    for instruction in instructions[place.instructions] {
      let code = Int(instruction.operation)
      if code < Int(RAVINE_UNARY_COUNT.rawValue) {
        sum += ravine_unary_operation(UInt32(code)).nanoseconds
      } else if code < Int(RAVINE_CHAIN_SELECT) {
        sum += ravine_binary_operation(UInt32(code - Int(RAVINE_CHAIN_BINARY))).nanoseconds
      } else {
        sum += 0.06
      }
    }
    return sum
  }
}
