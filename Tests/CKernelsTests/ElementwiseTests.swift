import CKernels
import Testing

/// The operations that IEEE 754 defines exactly, by Swift's own.
private let exactUnary: [(ravine_unary_operation, @Sendable (Double) -> Double)] = [
  (RAVINE_NEGATE, { -$0 }), (RAVINE_ABS, { abs($0) }), (RAVINE_SQRT, { $0.squareRoot() }), (RAVINE_RECIPROCAL, { 1 / $0 }),
  (RAVINE_SQUARE, { $0 * $0 }), (RAVINE_SIGN, { $0 > 0 ? 1 : $0 < 0 ? -1 : $0.isNaN ? $0 : 0 }),
  (RAVINE_RELU, { $0 <= 0 ? 0 : $0 }),
  (RAVINE_STEP, { $0 > 0 ? 1 : $0.isNaN ? $0 : 0 }),
]

private let exactBinary: [(ravine_binary_operation, @Sendable (Double, Double) -> Double)] = [
  (RAVINE_ADD, { $0 + $1 }), (RAVINE_SUBTRACT, { $0 - $1 }), (RAVINE_MULTIPLY, { $0 * $1 }), (RAVINE_DIVIDE, { $0 / $1 }),
  (RAVINE_GREATER, { $0 > $1 ? 1 : 0 }),
  (RAVINE_MAXIMUM, { $0.isNaN || $1.isNaN ? .nan : $0 > $1 || ($0 == $1 && $1.sign == .minus) ? $0 : $1 }),
  (RAVINE_MINIMUM, { $0.isNaN || $1.isNaN ? .nan : $0 < $1 || ($0 == $1 && $0.sign == .minus) ? $0 : $1 }),
]

@Test("Arithmetic is IEEE 754's, in both precisions and in place", arguments: precisions)
func arithmeticIsExact(precision: ravine_precision) {
  let x = Buffer(precision, trialValues(150)), other = Buffer(precision, trialValues(157, stream: 3).suffix(150))
  let narrowed: (Double) -> Double = { precision == RAVINE_FLOAT64 ? $0 : Double(Float($0)) }
  for (operation, exact) in exactUnary {
    var inPlace = x
    ravine_unary(precision, operation, x.count, inPlace.bytes, &inPlace.bytes)
    #expect(applied(operation, to: x).canonicalBytes == inPlace.canonicalBytes)
    for (a, y) in zip(x.values, inPlace.values) {
      #expect(same(y, narrowed(exact(a))), "operation \(operation.rawValue) of \(a)")
    }
  }
  for (operation, exact) in exactBinary {
    for (a, b) in [(x, other), (Buffer(precision, [0.75]), other), (x, Buffer(precision, [-0.0]))] {
      let y = applied(operation, to: a, b).values
      for i in y.indices {
        let u = a.values[a.count == 1 ? 0 : i], v = b.values[b.count == 1 ? 0 : i]
        #expect(same(y[i], narrowed(exact(u, v))), "operation \(operation.rawValue) of \(u) and \(v)")
      }
    }
  }
}

@Test("Zero elements are no work and no harm")
func emptyBuffers() {
  for precision in precisions {
    for operation in unaryOperations { ravine_unary(precision, operation, 0, nil, nil) }
    for operation in binaryOperations { ravine_binary(precision, operation, 0, nil, 0, nil, 1, nil) }
    ravine_select(precision, 0, nil, nil, nil, nil)
    ravine_fill(precision, 0, 1, nil)
    ravine_canonicalize(precision, 0, nil)
    ravine_sum(precision, 0, 3, 2, 2, nil, nil)
    ravine_matmul(precision, 0, 0, 0, nil, 0, 0, nil, 0, 0, nil)
    #expect(ravine_norm(precision, 0, nil) == 0 && ravine_sum_of_squares(precision, 0, nil) == 0)
  }
}

@Test("Selection takes a where the condition is positive, else b; a NaN condition takes b", arguments: precisions)
func selection(precision: ravine_precision) {
  let condition = Buffer(precision, [1, 0, -1, .nan, 0x1p-130, -0.0, .infinity] + [Double](repeating: 1, count: 20))
  let a = Buffer(precision, (0..<27).map { Double($0) }), b = Buffer(precision, (0..<27).map { -Double($0) - 1 })
  var y = Buffer(precision, count: 27)
  ravine_select(precision, 27, condition.bytes, a.bytes, b.bytes, &y.bytes)
  #expect(y.values == (0..<27).map { condition.values[$0] > 0 ? a.values[$0] : b.values[$0] })
}

@Test("A NaN of any kind becomes the canonical one, and nothing else changes")
func canonicalNaN() {
  var wide: [UInt64] = [0xfff8_0000_0000_0000, 0x7ff0_0000_0000_0001, 0x7ff0_0000_0000_0000, 0xfff0_0000_0000_0000, 1, 1 << 63]
  ravine_canonicalize(RAVINE_FLOAT64, wide.count, &wide)
  #expect(wide == [0x7ff8_0000_0000_0000, 0x7ff8_0000_0000_0000, 0x7ff0_0000_0000_0000, 0xfff0_0000_0000_0000, 1, 1 << 63])
  var narrow: [UInt32] = [0xffc0_0000, 0x7f80_0001, 0x7f80_0000, 0xff80_0000, 1, 1 << 31]
  ravine_canonicalize(RAVINE_FLOAT32, narrow.count, &narrow)
  #expect(narrow == [0x7fc0_0000, 0x7fc0_0000, 0x7f80_0000, 0xff80_0000, 1, 1 << 31])
}

@Test(
  "A strided copy is the loop it stands for: transposes, broadcasts, permutations, scalars", arguments: precisions,
  [
    ([], []), ([7], [1]), ([7], [0]), ([5], [3]), ([20, 35], [1, 20]), ([20, 35], [35, 1]), ([4, 6], [0, 1]), ([4, 6], [1, 0]),
    ([2, 3, 4], [1, 2, 6]), ([3, 1, 5, 2], [1, 9, 6, 3]), ([2, 3, 2, 2, 2], [24, 8, 4, 2, 1]), ([3, 0, 2], [1, 1, 1]),
  ] as [([Int], [Int])])
func stridedCopy(precision: ravine_precision, layout: ([Int], [Int])) {
  let (shape, strides) = layout, count = shape.reduce(1, *)
  let x = Buffer(precision, (0..<1000).map { Double($0) })
  var y = Buffer(precision, count: count)
  ravine_copy(precision, shape.count, shape, strides, x.bytes, &y.bytes)
  let expected = (0..<count).map { flat -> Double in
    var rest = flat, offset = 0
    for axis in shape.indices.reversed() {
      offset += rest % shape[axis] * strides[axis]
      rest /= shape[axis]
    }
    return Double(offset)
  }
  #expect(y.values == expected)
}
