import CKernels

/// A symmetric linear map of vectors, the product with a Hessian for example.
struct SymmetricMap {
  let size: Int
  let apply: ([Double]) -> [Double]

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
    let columns = (0..<size).map { apply(.unit($0, of: size)) }
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
      var w = apply(v)
      guard w.allSatisfy(\.isFinite) else { return Array(repeating: .nan, count: min(count, size)) }
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
    var (v, value, residual) = (start, 0.0, start)
    let scale = found.isEmpty ? 0 : apply(found[0]).norm
    for _ in 0..<max(steps, 1) {
      var w = apply(v)
      value = w.dot(v)
      guard value.isFinite else { return (.nan, v) }
      w.subtract(shift, times: v)
      for u in found + found { w.subtract(w.dot(u), times: u) }
      let norm = w.norm
      // What is left of a vector that the map takes to 0 is rounding.
      if norm <= scale * 0x1p-46 || norm == 0 { break }
      residual.become(w, less: value - shift, times: v)
      if residual.norm <= tolerance * max(norm, value.magnitude) { break }
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

  /// A sum over 16 lanes combined as a tree, as the kernels' are: its bits are the same everywhere.
  func dot(_ other: [Double]) -> Double {
    withUnsafeBytes { mine in
      other.withUnsafeBytes { other in
        var lanes = SIMD16<Double>.zero
        let whole = count / 16 * 16
        for index in stride(from: 0, to: whole, by: 16) {
          lanes +=
            mine.loadUnaligned(fromByteOffset: 8 * index, as: SIMD16<Double>.self)
            * other.loadUnaligned(fromByteOffset: 8 * index, as: SIMD16<Double>.self)
        }
        for index in whole..<count {
          lanes[index - whole] +=
            mine.load(fromByteOffset: 8 * index, as: Double.self) * other.load(fromByteOffset: 8 * index, as: Double.self)
        }
        let eight = lanes.lowHalf + lanes.highHalf
        let four = eight.lowHalf + eight.highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
      }
    }
  }

  /// The Euclidean norm, scaled so that it neither overflows nor underflows.
  var norm: Double { ravine_norm(RAVINE_FLOAT64, count, self) }

  var normalized: [Double] {
    let norm = norm
    return map { $0 / norm }
  }

  func scaled(by factor: Double) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      withUnsafeBufferPointer { mine in
        for index in mine.indices { buffer[index] = factor * mine[index] }
      }
      filled = count
    }
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
