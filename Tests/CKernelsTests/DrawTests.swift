import CKernels
import Testing

@Test(
  "Philox4x32-10 gives Random123's published vectors",
  arguments: [
    ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    ([.max, .max, .max, .max], [.max, .max], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    (
      [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
      [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
    ),
  ] as [([UInt32], [UInt32], [UInt32])])
func philoxVectors(counter: [UInt32], key: [UInt32], expected: [UInt32]) {
  var out = [UInt32](repeating: 0, count: 4)
  ravine_philox(counter, key, &out)
  #expect(out == expected)

  // The same block as part of a stream: its words, low first.
  let block = UInt64(counter[1]) << 32 | UInt64(counter[0])
  guard block < 1 << 63 else { return }
  var words = [UInt64](repeating: 0, count: 2)
  ravine_words(
    UInt64(key[1]) << 32 | UInt64(key[0]), UInt64(counter[3]) << 32 | UInt64(counter[2]), 2 &* block, 2, &words)
  if block < 1 << 62 { #expect(words == [UInt64(out[1]) << 32 | UInt64(out[0]), UInt64(out[3]) << 32 | UInt64(out[2])]) }
}

@Test("A draw depends on its position alone: not on where a fill starts, how long it is, or its precision")
func drawsAreAddressed() {
  for fill in [ravine_uniform, ravine_normal] {
    var all = [Double](repeating: 0, count: 200)
    fill(RAVINE_FLOAT64, 3, 4, 0, 200, &all)
    for (first, count) in [(0, 1), (1, 1), (1, 2), (5, 64), (7, 31), (16, 16), (17, 100), (99, 101), (50, 0)] {
      var part = [Double](repeating: 0, count: count)
      fill(RAVINE_FLOAT64, 3, 4, UInt64(first), count, &part)
      #expect(part == Array(all[first..<first + count]))
      var narrow = [Float](repeating: 0, count: count)
      fill(RAVINE_FLOAT32, 3, 4, UInt64(first), count, &narrow)
      #expect(narrow == part.map { Float($0) })
    }
  }
}

@Test("A fill writes its elements and none beside them")
func fillsStayInside() {
  var y = [Double](repeating: -7, count: 40)
  y.withUnsafeMutableBufferPointer { ravine_normal(RAVINE_FLOAT64, 1, 1, 3, 21, $0.baseAddress! + 5) }
  #expect(y.prefix(5) == [-7, -7, -7, -7, -7])
  #expect(y.suffix(14).allSatisfy { $0 == -7 })
  #expect(!y[5..<26].contains(-7))
}

@Test("Uniform draws are ((w >> 12) + ½) · 2^-52 of the stream's words")
func uniformsComeFromWords() {
  var words = [UInt64](repeating: 0, count: 50), draws = [Double](repeating: 0, count: 50)
  ravine_words(9, 8, 0, 50, &words)
  ravine_uniform(RAVINE_FLOAT64, 9, 8, 0, 50, &draws)
  #expect(draws == words.map { (Double($0 >> 12) + 0.5) * 0x1p-52 })
}

@Test("Normal draws are the Box–Muller pairs of a block's uniforms")
func normalsAreBoxMuller() {
  var u = [Double](repeating: 0, count: 2000), z = u
  ravine_uniform(RAVINE_FLOAT64, 9, 8, 0, 2000, &u)
  ravine_normal(RAVINE_FLOAT64, 9, 8, 0, 2000, &z)
  for i in stride(from: 0, to: 2000, by: 2) {
    let r = (-2 * ravine_scalar(RAVINE_LOG, u[i])).squareRoot(), angle = 2 * Double.pi * u[i + 1]
    #expect(abs(z[i] - r * ravine_scalar(RAVINE_COS, angle)) < 1e-14)
    #expect(abs(z[i + 1] - r * ravine_scalar(RAVINE_SIN, angle)) < 1e-14)
  }
}

@Test("A scaled draw is scale · draw + offset in float64, rounded last")
func scaledDraws() {
  for (plain, scaled) in [(ravine_uniform, ravine_scaled_uniform), (ravine_normal, ravine_scaled_normal)] {
    var z = [Double](repeating: 0, count: 101), y = z, narrow = [Float](repeating: 0, count: 101)
    plain(RAVINE_FLOAT64, 3, 4, 5, 101, &z)
    scaled(RAVINE_FLOAT64, 3, 4, 5, 101, 0.3, -0.7, &y)
    scaled(RAVINE_FLOAT32, 3, 4, 5, 101, 0.3, -0.7, &narrow)
    #expect(y == z.map { 0.3 * $0 + -0.7 })
    #expect(narrow == y.map { Float($0) })
  }
}
