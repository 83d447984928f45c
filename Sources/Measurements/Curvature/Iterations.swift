import CKernels

/// A symmetric linear map of vectors, the product with a Hessian for example.
struct SymmetricMap {
  let size: Int
  /// Writes the image of v into w, which has the map's size.
  let apply: (_ v: [Double], _ w: inout [Double]) -> Void

  private func image(of v: [Double]) -> [Double] {
    var image = [Double](repeating: 0, count: size)
    apply(v, &image)
    return image
  }

  /// Which end of the spectrum counts as its top.
  enum Order {
    /// The largest eigenvalue first.
    case value
    /// The largest magnitude first.
    case magnitude

    func precedes(_ a: Double, _ b: Double) -> Bool { self == .value ? a > b : a.magnitude > b.magnitude }
  }

  /// All eigenvalues, from one product for each unit vector.
  func dense(_ order: Order) -> [Double] {
    let columns = (0..<size).map { image(of: .unit($0, of: size)) }
    // The two triangles differ by rounding: their mean is symmetric.
    let matrix = (0..<size).map { i in (0..<size).map { j in 0.5 * (columns[i][j] + columns[j][i]) } }
    return SymmetricEigensystem(matrix).values.sorted(by: order.precedes)
  }

  /// The top eigenvalues by Lanczos' iteration with full reorthogonalization (twice is enough: Parlett, "The Symmetric Eigenvalue Problem",
  /// section 6.9).
  ///
  /// An eigenvalue whose eigenspace has several dimensions may be found once only, unless `steps` reaches the map's size.
  /// - Parameters:
  ///   - steps: the most products; values that have not converged by then are the best that is known.
  ///   - tolerance: of the residual norms, as a part of the largest magnitude that was seen.
  func lanczos(_ count: Int, start: [Double], steps: Int, tolerance: Double, _ order: Order) -> [Double] {
    var basis = [start.normalized]
    var (diagonal, beside): ([Double], [Double]) = ([], [])
    let last = min(steps, size)
    while true {
      let v = basis[basis.count - 1]
      var w = image(of: v)
      guard w.isFinite else { return Array(repeating: .nan, count: min(count, size)) }
      diagonal.append(w.dot(v))
      for _ in 0..<2 {
        for u in basis { w.subtract(w.dot(u), times: u) }
      }
      let norm = w.norm
      let scale = diagonal.reduce(beside.reduce(0) { max($0, $1.magnitude) }) { max($0, $1.magnitude) }
      let isInvariant = norm <= scale * 0x1p-46
      let isLast = basis.count == last
      if isLast || !isInvariant && basis.count >= count && basis.count % 4 == 0 {
        let system = tridiagonal(diagonal, beside)
        let chosen = system.values.indices.sorted { order.precedes(system.values[$0], system.values[$1]) }.prefix(count)
        let largest = system.values.reduce(0) { max($0, $1.magnitude) }
        let isConverged = chosen.allSatisfy { norm * (system.vectors[$0].last ?? 0).magnitude <= tolerance * largest }
        if isLast || isConverged { return chosen.map { system.values[$0] } }
      }
      // An invariant subspace is left through the unit vector that sticks out of it most.
      beside.append(isInvariant ? 0 : norm)
      basis.append(isInvariant ? outside(basis) : w.scaled(by: 1 / norm))
    }
  }

  /// The top eigenvalues by power iteration, each in the complement of the eigenvectors before it.
  func power(_ count: Int, start: [Double], steps: Int, tolerance: Double, _ order: Order) -> [Double] {
    var found: [[Double]] = []
    var values: [Double] = []
    for index in 0..<min(count, size) {
      // Another start for each, or a second dimension of the first eigenspace would be missing from it.
      var seed = Array(start[index...] + start[..<index])
      for u in found + found { seed.subtract(seed.dot(u), times: u) }
      let first = seed.norm > start.norm * 0x1p-26 ? seed.normalized : outside(found)
      var (value, vector) = iterate(from: first, shift: 0, outside: found, steps, tolerance)
      if order == .value && value < 0 {
        // The largest magnitude is the lowest eigenvalue; seen from there the top one is farthest.
        (value, vector) = iterate(from: first, shift: value, outside: found, steps, tolerance)
      }
      values.append(value)
      guard value.isFinite else { return Array(repeating: .nan, count: min(count, size)) }
      found.append(vector)
    }
    return values.sorted(by: order.precedes)
  }

  /// The eigenvalue farthest from a shift.
  private func iterate(
    from start: [Double], shift: Double, outside found: [[Double]], _ steps: Int, _ tolerance: Double
  ) -> (Double, [Double]) {
    var (v, value) = (start, 0.0)
    var (w, residual) = (v, v)
    let scale = found.isEmpty ? 0 : image(of: found[0]).norm
    for _ in 0..<max(steps, 1) {
      apply(v, &w)
      value = w.dot(v)
      guard value.isFinite else { return (.nan, v) }
      if shift != 0 { w.subtract(shift, times: v) }
      for u in found + found { w.subtract(w.dot(u), times: u) }
      let norm = w.norm
      // What is left of a vector that the map takes to 0 is rounding.
      if norm <= scale * 0x1p-46 || norm == 0 { break }
      // Far from an eigenvector the angle between v and w tells the residual's norm well enough.
      let cosine = min((value - shift).magnitude / norm, 1)
      let sine = ((1 - cosine) * (1 + cosine)).squareRoot()
      if sine < 0x1p-16 || sine * norm <= 2 * tolerance * max(norm, value.magnitude) {
        residual.become(w, less: value - shift, times: v)
        if residual.norm <= tolerance * max(norm, value.magnitude) { break }
      }
      v.become(w, times: 1 / norm)
    }
    return (value, v)
  }

  private func tridiagonal(_ diagonal: [Double], _ beside: [Double]) -> SymmetricEigensystem {
    let n = diagonal.count
    var matrix = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    for i in 0..<n {
      matrix[i][i] = diagonal[i]
      if i + 1 < n { (matrix[i][i + 1], matrix[i + 1][i]) = (beside[i], beside[i]) }
    }
    return SymmetricEigensystem(matrix)
  }

  /// A unit vector orthogonal to an incomplete orthonormal basis.
  private func outside(_ basis: [[Double]]) -> [Double] {
    var best: [Double] = []
    var most = -1.0
    for index in 0..<size {
      var v = [Double].unit(index, of: size)
      for _ in 0..<2 {
        for u in basis { v.subtract(v.dot(u), times: u) }
      }
      let norm = v.norm
      if norm > most { (most, best) = (norm, v) }
      // Some unit vector always sticks out by √(1 - k/n); half of that will do.
      if norm * norm > 0.25 * (1 - Double(basis.count) / Double(size)) { break }
    }
    return best.normalized
  }
}

extension [Double] {
  static func unit(_ index: Int, of count: Int) -> [Double] {
    var vector = [Double](repeating: 0, count: count)
    vector[index] = 1
    return vector
  }

  /// Sums run over the kernels' lanes, so that their bits are the same everywhere.
  func dot(_ other: [Double]) -> Double { ravine_dot(RAVINE_FLOAT64, count, self, other) }

  /// The Euclidean norm; scaled where squares would leave the range.
  var norm: Double {
    let squares = ravine_sum_of_squares(RAVINE_FLOAT64, count, self)
    return squares > 0x1p-900 && squares.isFinite ? squares.squareRoot() : ravine_norm(RAVINE_FLOAT64, count, self)
  }

  var isFinite: Bool { ravine_count_not_finite(RAVINE_FLOAT64, count, self) == 0 }

  var normalized: [Double] {
    let norm = norm
    return map { $0 / norm }
  }

  func scaled(by factor: Double) -> [Double] {
    var result = self
    result.become(self, times: factor)
    return result
  }

  mutating func subtract(_ factor: Double, times other: [Double]) {
    // Plain places: checked ones keep the loop from being vectorized.
    withUnsafeMutableBufferPointer { mine in
      other.withUnsafeBufferPointer { other in
        for index in mine.indices { mine[index] -= factor * other[index] }
      }
    }
  }

  /// a - factor · b, in the place that is there.
  mutating func become(_ a: [Double], less factor: Double, times b: [Double]) {
    withUnsafeMutableBufferPointer { mine in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for index in mine.indices { mine[index] = a[index] - factor * b[index] }
        }
      }
    }
  }

  /// factor · a, in the place that is there.
  mutating func become(_ a: [Double], times factor: Double) {
    withUnsafeMutableBufferPointer { mine in
      a.withUnsafeBufferPointer { a in
        for index in mine.indices { mine[index] = factor * a[index] }
      }
    }
  }
}
