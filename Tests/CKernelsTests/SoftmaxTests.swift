import CKernels
import Testing

/// A matrix of rows, some of them special.
private func rows(_ precision: ravine_precision, _ count: Int, _ columns: Int) -> Buffer {
  var values = drawn(precision, count * columns).values.map { 8 * $0 }
  for j in 0..<columns where count > 3 {
    values[j] = -.infinity  // nothing but -inf
    values[2 * columns + j] += 1e4  // far beyond what exp holds
  }
  if count > 3 {
    values[columns] = -.infinity
    values[3 * columns + columns / 2] = .nan
    if count > 4 { values[4 * columns + columns - 1] = .infinity }
  }
  return Buffer(precision, values)
}

@Test(
  "Softmax, its logarithm and log-sum-exp are shifted by the row's maximum and summed over 16 lanes", arguments: precisions,
  [(1, 1), (1, 40), (5, 3), (70, 10), (33, 16), (6, 32), (5, 33), (4, 100)])
func rowFunctions(precision: ravine_precision, shape: (count: Int, columns: Int)) {
  let (count, columns) = shape
  let x = rows(precision, count, columns), values = x.values
  var soft = Buffer(precision, count: x.count), logSoft = soft, total = Buffer(precision, count: count)
  ravine_softmax(precision, count, columns, x.bytes, &soft.bytes)
  ravine_log_softmax(precision, count, columns, x.bytes, &logSoft.bytes)
  ravine_log_sum_exp(precision, count, columns, x.bytes, &total.bytes)
  var inPlace = x
  ravine_softmax(precision, count, columns, inPlace.bytes, &inPlace.bytes)
  #expect(inPlace.canonicalBytes == soft.canonicalBytes)
  let round: (Double) -> Double = { precision == RAVINE_FLOAT64 ? $0 : Double(Float($0)) }
  for i in 0..<count {
    let row = Array(values[i * columns..<(i + 1) * columns])
    let most = row.contains { $0.isNaN } ? .nan : row.max() ?? -.infinity
    let shifted = Buffer(precision, row.map { $0 - most })
    let exponentials = applied(RAVINE_EXP, to: shifted).values
    let sum = laneSum(exponentials, round), logarithm = applied(RAVINE_LOG, to: Buffer(precision, [sum])).values[0]
    for j in 0..<columns {
      #expect(same(soft.values[i * columns + j], round(exponentials[j] / sum)), "row \(i)")
      #expect(same(logSoft.values[i * columns + j], round(shifted.values[j] - logarithm)), "row \(i)")
    }
    #expect(same(total.values[i], most.isInfinite ? most : round(most + logarithm)), "row \(i)")
  }
}

@Test("Gathering takes rows by number, scattering adds them up in order; an index that names no row shows", arguments: precisions)
func gatherAndScatter(precision: ravine_precision) {
  let (rows, width) = (4, 3)
  let x = Buffer(precision, (0..<rows * width).map { Double($0) })
  for (index, valid) in [([3, 0, 3, 1], true), ([1.5], false), ([-1], false), ([4], false), ([.nan], false), ([-0.0], true)]
    as [([Double], Bool)]
  {
    let index = Buffer(precision, index), count = index.count
    var y = Buffer(precision, count: count * width)
    ravine_gather(precision, count, rows, width, index.bytes, x.bytes, &y.bytes)
    for i in 0..<count {
      for j in 0..<width {
        #expect(valid ? y.values[i * width + j] == index.values[i] * Double(width) + Double(j) : y.values[i * width + j].isNaN)
      }
    }
    let source = drawn(precision, count * width)
    var expected = [Double](repeating: valid ? 0 : .nan, count: rows * width)
    for i in 0..<count where valid {
      for j in 0..<width {
        let at = Int(index.values[i]) * width + j, sum = expected[at] + source.values[i * width + j]
        expected[at] = precision == RAVINE_FLOAT64 ? sum : Double(Float(sum))
      }
    }
    for range in [0..<rows, 1..<3, 3..<4, 2..<2] {
      var z = Buffer(precision, count: range.count * width)
      ravine_scatter(precision, count, rows, width, index.bytes, source.bytes, range.lowerBound, range.count, &z.bytes)
      #expect(zip(z.values, expected[range.lowerBound * width..<range.upperBound * width]).allSatisfy(same))
    }
  }
}
