import CKernels
import Testing

/// The definition: element i goes to lane i mod 16, then lane[i] += lane[i + 8], 4, 2, 1; `round` rounds to the precision.
func laneSum(_ x: [Double], _ round: (Double) -> Double) -> Double {
  laneSum(x.count, round) { $1 + x[$0] }
}

/// The same of terms that `add` adds to a lane's sum, as they do it.
private func laneSum(_ count: Int, _ round: (Double) -> Double, add: (Int, Double) -> Double) -> Double {
  var lanes = [Double](repeating: 0, count: 16)
  for i in 0..<count { lanes[i % 16] = round(add(i, lanes[i % 16])) }
  for half in [8, 4, 2, 1] { for i in 0..<half { lanes[i] = round(lanes[i] + lanes[i + half]) } }
  return lanes[0]
}

/// Two passes: the mean, then the sum of squared deviations, each lane a chain of fused multiply-adds.
private func twoPassVariance(_ x: [Double], divisor: Double, _ round: (Double) -> Double) -> Double {
  let mean = round(laneSum(x, round) / Double(x.count))
  let sum = laneSum(x.count, round) { i, lane in
    let deviation = round(x[i] - mean)
    return lane.addingProduct(deviation, deviation)
  }
  return round(sum / divisor)
}

private func rounding(to precision: ravine_precision) -> (Double) -> Double {
  precision == RAVINE_FLOAT64 ? { $0 } : { Double(Float($0)) }
}

func drawn(_ precision: ravine_precision, _ count: Int) -> Buffer {
  var x = Buffer(precision, count: count)
  ravine_normal(precision, 2, 3, 0, count, &x.bytes)
  return x
}

@Test(
  "A sum runs over 16 virtual lanes and one tree, along rows and along columns alike", arguments: precisions,
  [
    (1, 0, 1), (1, 1, 1), (4, 7, 1), (2, 16, 1), (3, 333, 1), (1, 1, 5), (2, 40, 8), (1, 100, 21), (3, 15, 16), (1, 17, 2),
    (70, 10, 1), (33, 32, 1), (1, 130, 300), (2, 70, 3), (1, 150, 16),
  ])
func sums(precision: ravine_precision, shape: (outer: Int, axis: Int, inner: Int)) {
  let (outer, axis, inner) = shape
  let x = drawn(precision, outer * axis * inner), values = x.values
  var y = Buffer(precision, count: outer * inner), most = y, variances = y
  ravine_sum(precision, outer, axis, inner, inner, x.bytes, &y.bytes)
  ravine_maximum_over(precision, outer, axis, inner, inner, x.bytes, &most.bytes)
  ravine_variance(precision, outer, axis, inner, inner, x.bytes, &variances.bytes)
  let (sums, maxima, spreads, round) = (y.values, most.values, variances.values, rounding(to: precision))
  for o in 0..<outer {
    for j in 0..<inner {
      let column = (0..<axis).map { values[(o * axis + $0) * inner + j] }
      #expect(same(sums[o * inner + j], laneSum(column, round)))
      #expect(maxima[o * inner + j] == column.max() ?? -.infinity)
      // A fused operation of float32 rounds once; through float64 it could round twice.
      let variance = twoPassVariance(column, divisor: Double(axis), round)
      #expect(
        precision == RAVINE_FLOAT64
          ? same(spreads[o * inner + j], variance)
          : abs(spreads[o * inner + j] - variance) <= 1e-6 * variance || axis == 0)
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
    #expect(ravine_dot(precision, count, x.bytes, x.bytes) == ravine_sum_of_squares(precision, count, x.bytes))
    let ones = Buffer(precision, Array(repeating: 1, count: count))
    #expect(ravine_dot(precision, count, x.bytes, ones.bytes) == ravine_sum_of_values(precision, count, x.bytes))
    #expect(abs(ravine_norm(precision, count, x.bytes) - squares.squareRoot()) <= 1e-12 * squares.squareRoot())
  }
}

@Test("A share of the columns gives the bits of the whole", arguments: precisions)
func columnsAreShared(precision: ravine_precision) {
  let (axis, inner, first, count) = (90, 40, 7, 19)
  let x = drawn(precision, axis * inner)
  for kernel in [ravine_sum, ravine_maximum_over, ravine_variance] {
    var whole = Buffer(precision, count: inner), part = Buffer(precision, count: count)
    kernel(precision, 1, axis, inner, inner, x.bytes, &whole.bytes)
    x.bytes.withUnsafeBytes {
      kernel(precision, 1, axis, count, inner, $0.baseAddress! + first * precision.bytes, &part.bytes)
    }
    #expect(part.values == Array(whole.values[first..<first + count]))
  }
}

@Test("The sample variance divides by one less, and by its own mean", arguments: precisions)
func sampleVariance(precision: ravine_precision) {
  for count in [2, 15, 16, 33, 500] {
    let x = drawn(precision, count)
    #expect(
      ravine_sample_variance(precision, count, x.bytes) == twoPassVariance(x.values, divisor: Double(count - 1)) { $0 })
  }
  #expect(ravine_sample_variance(precision, 1, drawn(precision, 1).bytes).isNaN)
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
    ravine_sum(precision, 1, 41, 1, 1, x.bytes, &y.bytes)
    ravine_maximum_over(precision, 1, 41, 1, 1, x.bytes, &most.bytes)
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
