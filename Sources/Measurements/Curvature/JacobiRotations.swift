/// The eigenvalues and eigenvectors of a small symmetric matrix.
///
/// Cyclic Jacobi rotations with Rutishauser's update (Handbook for Automatic Computation II/1; Golub and Van Loan, section 8.5): nothing but
/// + - × ÷ and square roots, in a fixed order, so the bits are the same everywhere; LAPACK's are not.
struct SymmetricEigensystem {
  /// Largest first.
  let values: [Double]
  /// `vectors[i]` belongs to `values[i]`; orthonormal.
  let vectors: [[Double]]

  /// - Parameter matrix: rows; the upper triangle is read. With an element that is not finite every eigenvalue is NaN.
  init(_ matrix: [[Double]]) {
    let n = matrix.count
    guard matrix.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      values = Array(repeating: .nan, count: n)
      vectors = Array(repeating: Array(repeating: .nan, count: n), count: n)
      return
    }
    var a = matrix.flatMap(\.self)
    var v = (0..<n * n).map { $0 / n == $0 % n ? 1.0 : 0 }
    // Far below what a double can tell; convergence is quadratic, so the last sweep costs one.
    let negligible = a.reduce(0) { max($0, $1.magnitude) } * 0x1p-70
    for _ in 0..<60 {
      var isDiagonal = true
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) where a[p * n + q].magnitude > negligible {
          isDiagonal = false
          Self.rotate(&a, &v, n, p, q)
        }
      }
      if isDiagonal { break }
    }
    // Equal eigenvalues keep the order of their columns.
    let order = (0..<n).sorted { (a[$1 * n + $1], $0) < (a[$0 * n + $0], $1) }
    values = order.map { a[$0 * n + $0] }
    vectors = order.map { column in (0..<n).map { v[$0 * n + column] } }
  }

  /// The rotation of rows and columns p < q that makes their common element 0.
  private static func rotate(_ a: inout [Double], _ v: inout [Double], _ n: Int, _ p: Int, _ q: Int) {
    let apq = a[p * n + q]
    let theta = (a[q * n + q] - a[p * n + p]) / (2 * apq)
    let root = theta.magnitude + (1 + theta * theta).squareRoot()
    let t = theta < 0 ? -1 / root : 1 / root
    let c = 1 / (1 + t * t).squareRoot()
    let s = t * c
    let tau = s / (1 + c)
    a[p * n + p] -= t * apq
    a[q * n + q] += t * apq
    a[p * n + q] = 0
    func mix(_ x: inout [Double], _ i: Int, _ j: Int) {
      let (g, h) = (x[i], x[j])
      x[i] = g - s * (h + g * tau)
      x[j] = h + s * (g - h * tau)
    }
    for k in 0..<n {
      if k < p {
        mix(&a, k * n + p, k * n + q)
      } else if k > p && k < q {
        mix(&a, p * n + k, k * n + q)
      } else if k > q {
        mix(&a, p * n + k, q * n + k)
      }
      mix(&v, k * n + p, k * n + q)
    }
  }
}
