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
    // One after the other in one piece of memory, aligned to 64 bytes, as tensors lie in an evaluator's; NumPy and PyTorch align theirs alike.
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 4 * n * n * MemoryLayout<Element>.stride, alignment: 4096)
    defer { memory.deallocate() }
    let elements = memory.bindMemory(to: Element.self, capacity: 4 * n * n)
    func matrix(_ place: Int, step: Int) -> UnsafeMutablePointer<Element> {
      let matrix = elements + place * n * n
      for index in 0..<(n * n) { (matrix + index).initialize(to: Element((index &* step) % 17 - 8) / 8) }
      return matrix
    }
    let (a, b, c, d) = (matrix(0, step: 7), matrix(1, step: 5), matrix(2, step: 0), matrix(3, step: 0))
    let work = 2 * Double(n) * Double(n) * Double(n)
    var rates: (peak: [Double], ours: [Double], theirs: [Double]) = ([], [], [])
    for _ in 0..<rounds {
      let rounds: Int64 = 200_000
      rates.peak.append(rate { Double(peak(rounds)) })
      rates.ours.append(
        rate {
          ours(n, a, b, c)
          return work
        })
      if let theirs {
        rates.theirs.append(
          rate {
            theirs(n, a, b, d)
            return work
          })
      }
    }
    if theirs != nil, (0..<(n * n)).contains(where: { abs(c[$0] - d[$0]) > 1e-3 * (1 + abs(d[$0])) }) {
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
        // So seldom that asking for the time, a call of the system, takes less than a hundredth of it: at least 50 µs.
        let next = work + 5e6
        repeat { work += body() } while work < next
        stop = Moment.now().processor
      } while stop - start < 0.0005
      best = max(best, work / (stop - start) * 1e-9)
    } while Moment.now().wall < end
    return best
  }
}
