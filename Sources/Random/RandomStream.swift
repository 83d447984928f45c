import CKernels

/// A stream of random numbers, named by what it is for: any part of it can be drawn without the rest, and nothing else shifts it.
public struct RandomStream: Sendable {
  /// Pilot draws, for calibration, never meet the draws that claims are judged by.
  public enum Namespace: String, Sendable { case confirm, pilot }

  private let key: UInt64
  private let stream: UInt64

  public init(namespace: Namespace, seed: UInt64, replicate: Int, purpose: String, position: String) {
    // A chain of Philox blocks over the bytes: each block's output is the next one's counter.
    var state: [UInt32] = [0, 0, 0, 0]
    let text = [namespace.rawValue, String(seed), String(replicate), purpose, position].joined(separator: "\u{0}")
    for byte in text.utf8 {
      state[0] ^= UInt32(byte)
      var next: [UInt32] = [0, 0, 0, 0]
      ravine_philox(state, [0x5261_7669, 0x6E65_0000], &next)
      state = next
    }
    key = UInt64(state[0]) | UInt64(state[1]) << 32
    stream = UInt64(state[2]) | UInt64(state[3]) << 32
  }

  /// Independent N(0, 1).
  public func normal(count: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { values, initialized in
      ravine_normal(RAVINE_FLOAT64, key, stream, 0, count, values.baseAddress)
      initialized = count
    }
  }

  /// Independent and uniform in (0, 1).
  public func uniform(count: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { values, initialized in
      ravine_uniform(RAVINE_FLOAT64, key, stream, 0, count, values.baseAddress)
      initialized = count
    }
  }

  /// A Haar-distributed matrix, row-major, with orthonormal rows or columns, whichever are fewer.
  public func orthogonal(rows: Int, columns: Int) -> [Double] {
    let (count, length) = (min(rows, columns), max(rows, columns))
    var vectors = normal(count: count * length)
    // Gram–Schmidt, twice for orthogonality to rounding; the diagonal of R is positive, which makes Q Haar.
    for index in 0..<count {
      for _ in 0..<2 {
        for earlier in 0..<index {
          var product = 0.0
          for k in 0..<length { product += vectors[index * length + k] * vectors[earlier * length + k] }
          for k in 0..<length { vectors[index * length + k] -= product * vectors[earlier * length + k] }
        }
        var norm = 0.0
        for k in 0..<length { norm += vectors[index * length + k] * vectors[index * length + k] }
        norm = norm.squareRoot()
        for k in 0..<length { vectors[index * length + k] /= norm }
      }
    }
    if rows <= columns { return vectors }
    return (0..<rows * columns).map { vectors[$0 % columns * length + $0 / columns] }
  }
}
