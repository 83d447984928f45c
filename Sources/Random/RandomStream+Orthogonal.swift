import CKernels

extension RandomStream {
  /// A random matrix with orthonormal rows or columns, whichever are fewer, row-major: uniform over all such matrices (Haar's measure).
  ///
  /// Q of the QR decomposition of a normal matrix, its columns multiplied by the signs of R's diagonal, without which Q would not be uniform
  /// (Mezzadri 2007, "How to generate random matrices from the classical compact groups", section 5).
  public func orthogonal(rows: Int, columns: Int) -> [Double] {
    precondition(rows > 0 && columns > 0, "An orthogonal matrix has at least one row and one column.")
    let tall = max(rows, columns), narrow = min(rows, columns)
    var matrix = normal(count: tall * narrow)
    let q = householderQ(&matrix, rows: tall, columns: narrow)
    return rows >= columns ? q : transposed(q, rows: tall, columns: narrow)
  }
}

/// Q, `rows` × `columns`, of the decomposition of `a`, with R's diagonal made positive; `a` is overwritten.
///
/// Householder's reflections (Golub and Van Loan, algorithm 5.2.1), by kernels and IEEE operations only, so that the bits are the same everywhere.
private func householderQ(_ a: inout [Double], rows: Int, columns: Int) -> [Double] {
  var reflections: [Reflection] = []
  var signs: [Double] = []
  var work = Reflection.Work(rows: rows, columns: columns)
  for j in 0..<columns {
    let (reflection, diagonal) = Reflection.annihilating((j..<rows).map { a[$0 * columns + j] })
    reflection.apply(to: &a, rows: rows, columns: columns, from: j, &work)
    reflections.append(reflection)
    signs.append(diagonal < 0 ? -1 : 1)
  }
  var q = [Double](repeating: 0, count: rows * columns)
  for j in 0..<columns { q[j * columns + j] = signs[j] }
  for j in (0..<columns).reversed() { reflections[j].apply(to: &q, rows: rows, columns: columns, from: j, &work) }
  return q
}

/// I - v (2 / v·v) vᵀ, acting on the last `v.count` rows.
private struct Reflection {
  var v: [Double]
  /// 2 v / v·v; zeros where there is nothing to reflect.
  var scaled: [Double]

  /// Buffers that every application uses again.
  struct Work {
    var row: [Double], outer: [Double]
    init(rows: Int, columns: Int) {
      row = [Double](repeating: 0, count: columns)
      outer = [Double](repeating: 0, count: rows * columns)
    }
  }

  /// The reflection that takes x to a multiple of the first axis, and that multiple: -sign(x₀) |x|, so that v does not cancel.
  static func annihilating(_ x: [Double]) -> (Reflection, diagonal: Double) {
    let norm = ravine_norm(RAVINE_FLOAT64, x.count, x)
    let diagonal = x[0] < 0 ? norm : -norm
    var v = x
    v[0] = x[0] - diagonal
    let square = ravine_sum_of_squares(RAVINE_FLOAT64, v.count, v)
    let factor = square > 0 ? 2 / square : 0
    return (Reflection(v: v, scaled: v.map { $0 * factor }), diagonal)
  }

  /// a ← a - scaled (vᵀ a) on rows and columns `start`… of a row-major matrix.
  func apply(to a: inout [Double], rows: Int, columns: Int, from start: Int, _ work: inout Work) {
    let height = rows - start, width = columns - start
    a.withUnsafeMutableBufferPointer { a in
      guard let corner = a.baseAddress.map({ $0 + start * columns + start }) else { return }
      ravine_matmul(RAVINE_FLOAT64, 1, width, height, v, height, 1, corner, columns, 1, &work.row)
      ravine_matmul(RAVINE_FLOAT64, height, width, 1, scaled, 1, 1, work.row, width, 1, &work.outer)
      work.outer.withUnsafeBufferPointer { outer in
        for i in 0..<height {
          let row = corner + i * columns
          ravine_binary(RAVINE_FLOAT64, RAVINE_SUBTRACT, width, row, 1, outer.baseAddress.map { $0 + i * width }, 1, row)
        }
      }
    }
  }
}

private func transposed(_ a: [Double], rows: Int, columns: Int) -> [Double] {
  [Double](unsafeUninitializedCapacity: a.count) { buffer, filled in
    ravine_copy(RAVINE_FLOAT64, 2, [columns, rows], [1, columns], a, buffer.baseAddress)
    filled = a.count
  }
}
