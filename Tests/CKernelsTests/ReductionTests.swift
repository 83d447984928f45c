import CKernels
import Testing

/// The definition: element i goes to lane i mod 16, then lane[i] += lane[i + 8], 4, 2, 1; `round` rounds to the precision.
private func laneSum(_ x: [Double], _ round: (Double) -> Double) -> Double {
  var lanes = [Double](repeating: 0, count: 16)
  for (i, value) in x.enumerated() { lanes[i % 16] = round(lanes[i % 16] + value) }
  for half in [8, 4, 2, 1] { for i in 0..<half { lanes[i] = round(lanes[i] + lanes[i + half]) } }
  return lanes[0]
}

private func drawn(_ precision: ravine_precision, _ count: Int) -> Buffer {
  var x = Buffer(precision, count: count)
  ravine_normal(precision, 2, 3, 0, count, &x.bytes)
  return x
}

@Test(
  "A sum runs over 16 virtual lanes and one tree, along rows and along columns alike", arguments: precisions,
  [(1, 0, 1), (1, 1, 1), (4, 7, 1), (2, 16, 1), (3, 333, 1), (1, 1, 5), (2, 40, 8), (1, 100, 21), (3, 15, 16), (1, 17, 2)])
func sums(precision: ravine_precision, shape: (outer: Int, axis: Int, inner: Int)) {
  let (outer, axis, inner) = shape
  let x = drawn(precision, outer * axis * inner), values = x.values
  var y = Buffer(precision, count: outer * inner), most = y
  ravine_sum(precision, outer, axis, inner, x.bytes, &y.bytes)
  ravine_maximum_over(precision, outer, axis, inner, x.bytes, &most.bytes)
  for o in 0..<outer {
    for j in 0..<inner {
      let column = (0..<axis).map { values[(o * axis + $0) * inner + j] }
      let sum = laneSum(column) { precision == RAVINE_FLOAT64 ? $0 : Double(Float($0)) }
      #expect(same(y.values[o * inner + j], sum))
      #expect(most.values[o * inner + j] == column.max() ?? -.infinity)
    }
  }
}

@Test("Measurements reduce in float64 whatever the buffer's precision", arguments: precisions)
func measurements(precision: ravine_precision) {
  for count in [0, 1, 15, 16, 17, 500] {
    let x = drawn(precision, count), values = x.values
    #expect(ravine_sum_of_values(precision, count, x.bytes) == laneSum(values) { $0 })
    #expect(ravine_sum_of_magnitudes(precision, count, x.bytes) == laneSum(values.map { abs($0) }) { $0 })
    #expect(ravine_maximum_magnitude(precision, count, x.bytes) == values.map { abs($0) }.max() ?? 0)
    #expect(ravine_count_at_least(precision, count, x.bytes, 1) == values.filter { abs($0) >= 1 }.count)
    let squares = values.reduce(0) { $0 + $1 * $1 }
    #expect(abs(ravine_sum_of_squares(precision, count, x.bytes) - squares) <= 1e-12 * squares)
    #expect(abs(ravine_norm(precision, count, x.bytes) - squares.squareRoot()) <= 1e-12 * squares.squareRoot())
  }
}

@Test("The norm neither overflows nor underflows")
func normIsScaled() {
  for scale in [0x1p-1064, 1e-300, 1, 1e300] {
    let x = Buffer(RAVINE_FLOAT64, [Double](repeating: scale, count: 4))
    #expect(ravine_norm(RAVINE_FLOAT64, 4, x.bytes) == 2 * scale)
  }
}

@Test("NaN and infinity reach every reduction, and are counted", arguments: precisions)
func reductionsPropagate(precision: ravine_precision) {
  for position in [0, 3, 15, 16, 40] {
    var values = [Double](repeating: 1, count: 41)
    values[position] = .nan
    let x = Buffer(precision, values)
    var y = Buffer(precision, count: 1), most = y
    ravine_sum(precision, 1, 41, 1, x.bytes, &y.bytes)
    ravine_maximum_over(precision, 1, 41, 1, x.bytes, &most.bytes)
    #expect(y.values[0].isNaN && most.values[0].isNaN)
    #expect(ravine_norm(precision, 41, x.bytes).isNaN && ravine_maximum_magnitude(precision, 41, x.bytes).isNaN)
    #expect(ravine_count_not_finite(precision, 41, x.bytes) == 1)
    #expect(ravine_count_at_least(precision, 41, x.bytes, 2) == 1)
    values[position] = -.infinity
    let infinite = Buffer(precision, values)
    #expect(ravine_norm(precision, 41, infinite.bytes) == .infinity)
    #expect(ravine_count_not_finite(precision, 41, infinite.bytes) == 1)
  }
}
