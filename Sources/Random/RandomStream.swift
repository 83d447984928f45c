import CKernels

/// A named, unlimited sequence of random numbers, in which every number has an address.
///
/// Two streams of the same name are the same sequence; streams whose names differ in any part are independent. A draw depends on its stream
/// and its position alone: not on what was drawn before, the processor or the number of threads. Of the precision it has its rounding.
///
/// ```swift
/// let weights = RandomStream(namespace: .confirm, seed: 1, replicate: 0, purpose: "weights", position: "layer/3")
/// let z = weights.normal(count: 64 * 64)
/// ```
///
/// The generator is Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): block `b` is the counter
/// (b, stream) encrypted under `key`, and gives two 64-bit words, two uniform draws or four normal ones.
public struct RandomStream: Hashable, Sendable {
  /// Keeps the draws that explored a question apart from those that answer it.
  public enum Namespace: String, Sendable, CaseIterable, Codable {
    case confirm, pilot
  }

  /// The first half of the identity: Philox's key.
  public let key: UInt64
  /// The second half: the upper half of Philox's counter.
  public let stream: UInt64

  /// The stream of this name. Studies that pair their cells give the paired cells the same name.
  ///
  /// - Parameters:
  ///   - replicate: which repetition, from 0.
  ///   - purpose: what is drawn: "weights", "batches", "probe".
  ///   - position: where in the model or the run: "layer/3/weight", "step/100".
  public init(namespace: Namespace, seed: UInt64, replicate: Int, purpose: String, position: String) {
    precondition(replicate >= 0, "Replicates count from 0.")
    var identity = Identity()
    identity.absorb(namespace.rawValue)
    identity.absorb(seed)
    identity.absorb(UInt64(replicate))
    identity.absorb(purpose)
    identity.absorb(position)
    key = identity.halves.0
    stream = identity.halves.1
  }

  /// Writes the uniform draws `first` … `first + count - 1`, strictly inside (0, 1), in the buffer's precision;
  /// scaled and moved in float64 before they are rounded to it.
  public func fillUniform(
    _ precision: ravine_precision, _ buffer: UnsafeMutableRawPointer, count: Int, first: UInt64 = 0, scale: Double = 1,
    offset: Double = 0
  ) {
    ravine_scaled_uniform(precision, key, stream, first, count, scale, offset, buffer)
  }

  /// Writes the standard normal draws `first` … `first + count - 1`, scaled and moved: all in the buffer's precision.
  ///
  /// A float32 draw is the float64 one up to a few units in its last place: a network starts from the same weights in both.
  public func fillNormal(
    _ precision: ravine_precision, _ buffer: UnsafeMutableRawPointer, count: Int, first: UInt64 = 0, scale: Double = 1,
    offset: Double = 0
  ) {
    ravine_scaled_normal(precision, key, stream, first, count, scale, offset, buffer)
  }

  /// Uniform draws, strictly inside (0, 1), or scale · draw + offset of them.
  public func uniform(count: Int, first: UInt64 = 0, scale: Double = 1, offset: Double = 0) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      ravine_scaled_uniform(RAVINE_FLOAT64, key, stream, first, count, scale, offset, buffer.baseAddress)
      filled = count
    }
  }

  /// Standard normal draws, or scale · draw + offset of them.
  public func normal(count: Int, first: UInt64 = 0, scale: Double = 1, offset: Double = 0) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      ravine_scaled_normal(RAVINE_FLOAT64, key, stream, first, count, scale, offset, buffer.baseAddress)
      filled = count
    }
  }

  /// The stream's 64-bit words.
  public func words(count: Int, first: UInt64 = 0) -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
      ravine_words(key, stream, first, count, buffer.baseAddress)
      filled = count
    }
  }
}

/// Philox as a compression function: h ← Philox(counter: h, key: word) ⊕ h for every 64-bit word of the name (Davies and Meyer's construction).
///
/// A number is one word; a text is its count of UTF-8 bytes, then those bytes, little-endian, zeros filling the last word. The count in front
/// keeps ("ab", "c") and ("a", "bc") apart. h starts from the first 128 bits of π's fraction.
private struct Identity {
  private var h: (UInt32, UInt32, UInt32, UInt32) = (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344)

  var halves: (UInt64, UInt64) { (UInt64(h.1) << 32 | UInt64(h.0), UInt64(h.3) << 32 | UInt64(h.2)) }

  mutating func absorb(_ word: UInt64) {
    let counter = [h.0, h.1, h.2, h.3], key = [UInt32(truncatingIfNeeded: word), UInt32(word >> 32)]
    var block: [UInt32] = [0, 0, 0, 0]
    ravine_philox(counter, key, &block)
    h = (h.0 ^ block[0], h.1 ^ block[1], h.2 ^ block[2], h.3 ^ block[3])
  }

  mutating func absorb(_ text: String) {
    let bytes = Array(text.utf8)
    absorb(UInt64(bytes.count))
    for start in stride(from: 0, to: bytes.count, by: 8) {
      absorb(bytes[start..<min(start + 8, bytes.count)].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
  }
}
