import Graphs

/// A computation whose bits are pinned.
struct Pin {
  /// What is computed, unique within its table with the precision.
  let name: String
  let precision: Precision
  /// Plans the computation for so many threads; the result computes it anew each time with the instruction set in use.
  let compile: (_ threads: Int) throws -> () -> Fingerprint
}

/// FNV-1a over the bits of values, least significant byte first, every NaN counting as the canonical one.
struct Fingerprint: CustomStringConvertible {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ values: [Double]) {
    for value in values {
      let bits = value.isNaN ? Double.nan.bitPattern : value.bitPattern
      for byte in 0..<8 { state = (state ^ (bits >> (8 * UInt64(byte)) & 0xff)) &* 0x100_0000_01b3 }
    }
  }

  /// Sixteen hexadecimal digits.
  var description: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
