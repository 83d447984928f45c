import CKernels
import Testing

#if arch(x86_64) && os(Linux)
  import Glibc
#endif

/// A pair of normal draws is within so many units in the last place of the exact function of its words, in both precisions.
private let bound = 4.0

private func normals(_ precision: ravine_precision, key: UInt64, stream: UInt64, first: UInt64, count: Int) -> [Double] {
  var y = Buffer(precision, count: count)
  ravine_normal(precision, key, stream, first, count, &y.bytes)
  return y.values
}

/// The block whose words are these: Philox's rounds, backward. Some key in four gives a number of a block that has draws.
private func block(of words: [UInt32]) -> (key: UInt64, stream: UInt64, first: UInt64)? {
  let (m0, m1) = (0xD251_1F53 as UInt32, 0xCD9E_8D57 as UInt32)
  // Newton's iteration: every step doubles the low bits that are right, of which m · m ≡ 1 modulo 8 has three.
  func inverse(_ m: UInt32) -> UInt32 { (0..<4).reduce(m) { x, _ in x &* (2 &- m &* x) } }
  for key in 0..<256 as Range<UInt64> {
    var c = words
    for round in (0..<10 as Range<UInt32>).reversed() {
      let k0 = UInt32(key) &+ round &* 0x9E37_79B9, k1 = round &* 0xBB67_AE85
      let before0 = c[3] &* inverse(m0), before2 = c[1] &* inverse(m1)
      let high0 = before0.multipliedFullWidth(by: m0).high, high1 = before2.multipliedFullWidth(by: m1).high
      c = [before0, c[0] ^ high1 ^ k0, before2, c[2] ^ high0 ^ k1]
    }
    let number = UInt64(c[1]) << 32 | UInt64(c[0])
    if number < 1 << 62 { return (key, UInt64(c[3]) << 32 | UInt64(c[2]), 4 * number) }
  }
  return nil
}

/// The words at which something changes: the ends, where the logarithm changes its form, the quarter turns and the eighths between them.
private let edges = [
  0, 2, 0x0080_0000, 0x0100_0000, 0x2000_0000, 0x4000_0000, 0x6000_0000, 0x8000_0000, 0xA000_0000, 0xB504_F334, 0xC000_0000,
  0xE000_0000, 0xFF00_0000, 0xFF80_0000,
].flatMap { (word: UInt32) in [word &- 1, word, word &+ 1] }

@Test("The last bits of a word reach its draws, and the extremes are 6.76 from the middle")
func extremes() throws {
  // v = 2^-33 turns: the first of the pair is all of r.
  let lengths = [(0, 6.7637, 1e-4), (.max, 1.5258789e-5, 1e-7), (0x8000_0000, 1.17741, 1e-5)] as [(UInt32, Double, Double)]
  for (w, r, relative) in lengths {
    let place = try #require(block(of: [w, 0, w, 0x4000_0000]))
    for precision in precisions {
      let z = normals(precision, key: place.key, stream: place.stream, first: place.first, count: 4)
      #expect(abs(z[0] / r - 1) < relative && abs(z[3] / r - 1) < relative)
      #expect(abs(z[1] / (r * 0x1p-32 * .pi) - 1) < relative && abs(z[2] / (r * 0x1p-32 * .pi) + 1) < relative)
    }
  }
}

@Test("Both precisions see the same normal draws, up to four units in the last place of float32")
func precisionsAgree() throws {
  var worst = 0.0
  func compare(key: UInt64, stream: UInt64, first: UInt64, count: Int) {
    let wide = normals(RAVINE_FLOAT64, key: key, stream: stream, first: first, count: count)
    let narrow = normals(RAVINE_FLOAT32, key: key, stream: stream, first: first, count: count)
    for (x, y) in zip(narrow, wide) { worst = max(worst, abs(x - y) / Double(Float(y).ulp)) }
  }
  compare(key: 5, stream: 6, first: 0, count: 400_000)
  for w in edges {
    for a in edges {
      let place = try #require(block(of: [w, a, a, w]))
      compare(key: place.key, stream: place.stream, first: place.first, count: 4)
    }
  }
  #expect(worst <= bound)
}

#if arch(x86_64) && os(Linux)
  /// r cos 2πv and r sin 2πv to 64 significant bits.
  private func exact(_ w: UInt32, _ a: UInt32) -> [Float80] {
    let u = (Float80(w) + 0.5) * 0x1p-32, r = (-2 * (w >= 1 << 31 ? log1pl(u - 1) : logl(u))).squareRoot()
    // Off the nearest quarter turn, so that no reduction of the angle loses a bit.
    let turned = a &+ (1 << 29), rest = Float80(turned & 0x3FFF_FFFF) - 0x1p29 + 0.5, angle = rest * 0x1p-31 * Float80.pi
    let (c, s) = (r * cosl(angle), r * sinl(angle))
    return [[c, s], [-s, c], [-c, -s], [s, -c]][Int(turned >> 30)]
  }

  @Test("Normal draws are the Box–Muller pairs of a block's words, within four units in the last place", arguments: precisions)
  func normalsAreBoxMuller(precision: ravine_precision) throws {
    var worst = 0.0
    func compare(_ words: [UInt32], key: UInt64, stream: UInt64, first: UInt64) {
      let z = normals(precision, key: key, stream: stream, first: first, count: words.count)
      for i in stride(from: 0, to: words.count, by: 2) {
        for (draw, exact) in zip(z[i...], exact(words[i], words[i + 1])) {
          let ulp = precision == RAVINE_FLOAT64 ? Double(exact).ulp : Double(Float(exact).ulp)
          worst = max(worst, Double(abs(Float80(draw) - exact)) / ulp)
        }
      }
    }
    var words = [UInt64](repeating: 0, count: 40_000)
    ravine_words(9, 8, 0, words.count, &words)
    compare(words.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32($0 >> 32)] }, key: 9, stream: 8, first: 0)
    for w in edges {
      for a in edges {
        let place = try #require(block(of: [w, a, a, w]))
        compare([w, a, a, w], key: place.key, stream: place.stream, first: place.first)
      }
    }
    #expect(worst <= bound)
  }
#endif
