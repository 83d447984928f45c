import CKernels

/// What a primitive does to each element, if its result depends on nothing else.
package enum ElementwiseOperation: Sendable {
  case unary(ravine_unary_operation)
  case binary(ravine_binary_operation)
  /// The second operand where the first is above 0, else the third.
  case select

  /// The number that a chain's instruction has for it.
  var code: UInt16 {
    switch self {
    case .unary(let operation): UInt16(operation.rawValue)
    case .binary(let operation): UInt16(RAVINE_CHAIN_BINARY) + UInt16(operation.rawValue)
    case .select: UInt16(RAVINE_CHAIN_SELECT)
    }
  }

  /// The operation of two operands that a pair does, if it does this one; x² is x · x.
  var pairing: ravine_binary_operation? {
    switch self {
    case .binary(RAVINE_ADD): RAVINE_ADD
    case .binary(RAVINE_SUBTRACT): RAVINE_SUBTRACT
    case .binary(RAVINE_MULTIPLY), .unary(RAVINE_SQUARE): RAVINE_MULTIPLY
    default: nil
    }
  }

  /// The number of the pair second(first(a, b), c), or second(c, first(a, b)).
  static func code(_ first: ravine_binary_operation, _ second: ravine_binary_operation, isSecondOperand: Bool) -> UInt16 {
    // Sums and products do not mind the order.
    let last = second == RAVINE_SUBTRACT && isSecondOperand ? 3 : second.rawValue
    return UInt16(RAVINE_CHAIN_PAIR) + UInt16(4 * first.rawValue + last)
  }
}

/// Elements of an operand that stand as rows at one distance: element i is the operand's element
/// `start + i / inner * rowStride + i % inner * elementStride`.
///
/// A row that is broadcast has the strides (0, 1), a column (1, 0), a scalar (0, 0); a range of columns has the width that it was taken from.
package struct Selection: Sendable, Equatable {
  let start: Int
  let inner: Int
  let rowStride: Int
  let elementStride: Int
  /// Whether the elements are neighbors, so that the result is a view.
  let isContiguous: Bool

  /// All elements in their order, or those of a shape from the first on.
  init(contiguous shape: Shape) {
    (start, inner, rowStride, elementStride, isContiguous) = (0, max(shape.count, 1), 0, 1, true)
  }

  /// `nil` when the elements are not rows at one distance.
  init?(_ layout: Layout, start: Int = 0) {
    guard layout.rank <= 2 else { return nil }
    let last = layout.rank - 1
    self.start = start
    inner = max(layout.extents[last], 1)
    rowStride = layout.rank == 2 ? layout.strides[0] : 0
    elementStride = layout.strides[last]
    isContiguous = layout.rank == 1 && (layout.strides[0] == 1 || layout.extents[0] <= 1)
  }
}
