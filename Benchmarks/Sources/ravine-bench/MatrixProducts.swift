import CKernels
import CReference
import Foundation

/// Square matrix products, ours and those of a BLAS library in turn, called alike from one process.
struct MatrixProducts {
  /// C = A B, all row-major n × n.
  private typealias Product<Element> = (
    _ n: Int, UnsafePointer<Element>, UnsafePointer<Element>, UnsafeMutablePointer<Element>
  ) -> Void

  private let hasBLAS: Bool
  private let rounds: Int
  private let seconds: Double

  /// - Parameters:
  ///   - library: the path of a shared library with `cblas_sgemm` and `cblas_dgemm`; "none" measures without.
  ///   - rounds: how often they take turns.
  ///   - seconds: for one of them, one size, in one round.
  init(library: String, rounds: Int, seconds: Double) throws {
    self.rounds = rounds
    self.seconds = seconds
    hasBLAS = library != "none"
    if hasBLAS, !blas_load(library) { throw BenchError("\(library) is no library with cblas_sgemm and cblas_dgemm") }
  }

  func run(sizes: [Int]) throws {
    for size in sizes {
      try compare(size, "float32", hasBLAS ? { blas_float32(Int64($0), $1, $2, $3) } : nil, peak_float32) { n, a, b, c in
        ravine_matmul(RAVINE_FLOAT32, n, n, n, a, n, 1, b, n, 1, c)
      }
      try compare(size, "float64", hasBLAS ? { blas_float64(Int64($0), $1, $2, $3) } : nil, peak_float64) { n, a, b, c in
        ravine_matmul(RAVINE_FLOAT64, n, n, n, a, n, 1, b, n, 1, c)
      }
    }
  }

  /// Prints a line of JSON: in each round the rates of the peak, of ours and of theirs, in GFLOP/s of processor time.
  private func compare<Element: BinaryFloatingPoint>(
    _ n: Int, _ precision: String, _ theirs: Product<Element>?, _ peak: (Int64) -> Int64, ours: Product<Element>
  ) throws {
    func matrix(_ step: Int) -> [Element] { (0..<(n * n)).map { Element(($0 &* step) % 17 - 8) / 8 } }
    let (a, b) = (matrix(7), matrix(5))
    var (c, d) = ([Element](repeating: 0, count: n * n), [Element](repeating: 0, count: n * n))
    let work = 2 * Double(n) * Double(n) * Double(n)
    var rates: (peak: [Double], ours: [Double], theirs: [Double]) = ([], [], [])
    for _ in 0..<rounds {
      let rounds: Int64 = 200_000
      rates.peak.append(rate { Double(peak(rounds)) })
      rates.ours.append(
        rate {
          ours(n, a, b, &c); return work
        })
      if let theirs {
        rates.theirs.append(
          rate {
            theirs(n, a, b, &d); return work
          })
      }
    }
    if theirs != nil, zip(c, d).contains(where: { abs($0 - $1) > 1e-3 * (1 + abs($1)) }) {
      throw BenchError("the products of size \(n) in \(precision) differ")
    }
    func list(_ values: [Double]) -> String { "[\(values.map { String(format: "%.3f", $0) }.joined(separator: ", "))]" }
    print(
      "{\"size\": \(n), \"precision\": \"\(precision)\", \"vectors\": \"\(String(cString: peak_vectors()))\", "
        + "\"set\": \"\(String(cString: ravine_instruction_set()))\", \"peak\": \(list(rates.peak)), "
        + "\"ours\": \(list(rates.ours)), \"theirs\": \(list(rates.theirs))}")
    fflush(nil)
  }

  /// The best rate of short bursts: other work on the machine makes single bursts slow, never fast.
  private func rate(_ body: () -> Double) -> Double {
    var best = 0.0
    let end = Moment.now().wall + seconds
    repeat {
      // A burst is long against the clock's grain.
      let start = Moment.now().processor
      var (work, stop) = (0.0, start)
      repeat {
        for _ in 0..<4 { work += body() }
        stop = Moment.now().processor
      } while stop - start < 0.0005
      best = max(best, work / (stop - start) * 1e-9)
    } while Moment.now().wall < end
    return best
  }
}
