import CKernels
import Random
import Testing

private func stream(_ replicate: Int) -> RandomStream {
  RandomStream(namespace: .pilot, seed: 3, replicate: replicate, purpose: "weights", position: "layer/1")
}

@Test(
  "The rows or columns, whichever are fewer, are orthonormal to 1e-12",
  arguments: [(1, 1), (2, 2), (64, 64), (30, 7), (7, 30), (1, 9), (9, 1), (100, 99)])
func orthonormality(rows: Int, columns: Int) {
  let q = stream(0).orthogonal(rows: rows, columns: columns), few = min(rows, columns)
  #expect(q.count == rows * columns)
  var gram = [Double](repeating: 0, count: few * few)
  if rows >= columns {
    ravine_matmul(RAVINE_FLOAT64, few, few, rows, q, 1, columns, q, columns, 1, &gram)
  } else {
    ravine_matmul(RAVINE_FLOAT64, few, few, columns, q, columns, 1, q, 1, columns, &gram)
  }
  for i in 0..<few { for j in 0..<few { #expect(abs(gram[i * few + j] - (i == j ? 1 : 0)) < 1e-12) } }
}

@Test("A wide matrix is the tall one of the same stream, transposed")
func wideIsTallTransposed() {
  let tall = stream(1).orthogonal(rows: 5, columns: 3), wide = stream(1).orthogonal(rows: 3, columns: 5)
  for i in 0..<5 { for j in 0..<3 { #expect(tall[i * 3 + j] == wide[j * 5 + i]) } }
}

@Test("The distribution is Haar's: elements have mean 0 and variance 1/n, the trace mean 0 and variance 1")
func haarMoments() {
  let n = 3, draws = 3000
  var sums = [Double](repeating: 0, count: n * n), squares = sums
  var trace = 0.0, traceSquared = 0.0, positive = 0
  for replicate in 0..<draws {
    let q = stream(replicate).orthogonal(rows: n, columns: n)
    for i in q.indices {
      sums[i] += q[i]
      squares[i] += q[i] * q[i]
    }
    let t = q[0] + q[4] + q[8]
    trace += t
    traceSquared += t * t
    let determinant =
      q[0] * (q[4] * q[8] - q[5] * q[7]) - q[1] * (q[3] * q[8] - q[5] * q[6]) + q[2] * (q[3] * q[7] - q[4] * q[6])
    if determinant > 0 { positive += 1 }
  }
  let count = Double(draws), error = 4 / count.squareRoot()
  for i in 0..<(n * n) {
    #expect(abs(sums[i] / count) < error * (1.0 / 3).squareRoot())
    #expect(abs(squares[i] / count - 1.0 / 3) < error * (4.0 / 45).squareRoot())
  }
  #expect(abs(trace / count) < error)
  #expect(abs(traceSquared / count - 1) < error * 3.0.squareRoot())
  // Rotations and reflections are equally likely.
  #expect(abs(Double(positive) / count - 0.5) < error / 2)
}
