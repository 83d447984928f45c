import CKernels
import Testing

struct MatmulShape: CustomStringConvertible {
  var m: Int, n: Int, k: Int
  var description: String { "\(m)×\(k) times \(k)×\(n)" }
  /// Which operand lies transposed; the last kind lies in every other element of its memory.
  static let transposes = ["NN", "TN", "NT", "TT", "strided"]
}

/// Every remainder of a tile, in both directions; one step of blocking and more; empty and thin products.
let matmulShapes: [MatmulShape] =
  (1...14).map { MatmulShape(m: $0, n: 3 * $0 + 1, k: $0 + 2) } + [
    MatmulShape(m: 3, n: 4, k: 0), MatmulShape(m: 0, n: 4, k: 3), MatmulShape(m: 5, n: 0, k: 3), MatmulShape(m: 1, n: 1, k: 600),
    MatmulShape(m: 64, n: 10, k: 20), MatmulShape(m: 37, n: 65, k: 33), MatmulShape(m: 20, n: 40, k: 300),
    MatmulShape(m: 160, n: 33, k: 17),
    MatmulShape(m: 2, n: 1100, k: 5), MatmulShape(m: 60, n: 1030, k: 2), MatmulShape(m: 5, n: 4, k: 1024),
    MatmulShape(m: 40, n: 1, k: 600),
  ] + drawnShapes

/// Shapes drawn at random: the edges of every tile, products that are computed transposed, and chains that rest in C.
private let drawnShapes: [MatmulShape] = {
  var draws = [UInt64](repeating: 0, count: 3 * 40)
  ravine_words(4, 1, 0, draws.count, &draws)
  return (0..<40).map { index in
    func draw(_ which: Int, _ limit: UInt64) -> Int { 1 + Int(draws[3 * index + which] % limit) }
    switch index % 8 {
    case 0, 4: return MatmulShape(m: draw(0, 48), n: draw(1, 12), k: draw(2, 40))
    case 1: return MatmulShape(m: draw(0, 12), n: draw(1, 40), k: 500 + draw(2, 100))
    default: return MatmulShape(m: draw(0, 40), n: draw(1, 70), k: draw(2, 30))
    }
  }
}()

/// Operands drawn for a product, laid out as asked for.
struct MatmulProblem {
  var precision: ravine_precision, shape: MatmulShape
  var a: Buffer, b: Buffer
  var aRow: Int, aColumn: Int, bRow: Int, bColumn: Int

  init(_ precision: ravine_precision, _ shape: MatmulShape, _ transposes: String) {
    (self.precision, self.shape) = (precision, shape)
    let (m, n, k) = (shape.m, shape.n, shape.k), gap = transposes == "strided" ? 2 : 1
    (aRow, aColumn) = transposes.first == "T" ? (1, m) : (k * gap, gap)
    (bRow, bColumn) = transposes.last == "T" ? (1, k) : (n * gap, gap)
    func drawn(_ count: Int, _ stream: UInt64) -> Buffer {
      var x = Buffer(precision, count: count)
      ravine_normal(precision, 5, stream, 0, count, &x.bytes)
      return x
    }
    a = drawn(m * k * gap, 1)
    b = drawn(k * n * gap, 2)
  }

  func product() -> Buffer {
    var c = Buffer(precision, count: shape.m * shape.n)
    ravine_matmul(precision, shape.m, shape.n, shape.k, a.bytes, aRow, aColumn, b.bytes, bRow, bColumn, &c.bytes)
    return c
  }

  /// The definition: one chain of fused multiply-adds for each element.
  func chains() -> [Double] {
    let a = a.values, b = b.values
    var c: [Double] = []
    for i in 0..<shape.m {
      for j in 0..<shape.n {
        var wide = 0.0, narrow: Float = 0
        for p in 0..<shape.k {
          let (x, y) = (a[i * aRow + p * aColumn], b[p * bRow + j * bColumn])
          if precision == RAVINE_FLOAT64 { wide = ravine_fma(x, y, wide) } else { narrow.addProduct(Float(x), Float(y)) }
        }
        c.append(precision == RAVINE_FLOAT64 ? wide : Double(narrow))
      }
    }
    return c
  }
}

@Test("A matrix product is a chain of fused multiply-adds in k order, however it is tiled", arguments: precisions, matmulShapes)
func productsAreChains(precision: ravine_precision, shape: MatmulShape) {
  for transposes in MatmulShape.transposes {
    let problem = MatmulProblem(precision, shape, transposes)
    let equal = problem.product().values == problem.chains()  // apart from #expect, which would print every value
    #expect(equal, "\(transposes)")
  }
}

@Test("A NaN in B reaches its column and nothing else")
func productsPropagateNaN() {
  var problem = MatmulProblem(RAVINE_FLOAT64, MatmulShape(m: 5, n: 7, k: 3), "NN")
  var b = problem.b.values
  b[1 * 7 + 4] = .nan
  problem.b = Buffer(RAVINE_FLOAT64, b)
  for (i, value) in problem.product().values.enumerated() { #expect(value.isNaN == (i % 7 == 4)) }
}

@Test("Products of 1e-160 by 1e-150 survive as subnormal numbers")
func productsAreNotFlushed() {
  let a = Buffer(RAVINE_FLOAT64, [Double](repeating: 1e-160, count: 16)),
    b = Buffer(RAVINE_FLOAT64, [Double](repeating: 1e-150, count: 16))
  var c = Buffer(RAVINE_FLOAT64, count: 16)
  ravine_matmul(RAVINE_FLOAT64, 4, 4, 4, a.bytes, 4, 1, b.bytes, 4, 1, &c.bytes)
  for value in c.values { #expect(abs(value - 4 * (1e-160 * 1e-150)) <= 4 * Double.leastNonzeroMagnitude) }
}
