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

@Test("A draw depends on its position alone: not on where a fill starts or how long it is", arguments: precisions)
func drawsAreAddressed(precision: ravine_precision) {
  for fill in [ravine_uniform, ravine_normal] {
    var all = Buffer(precision, count: 600)
    fill(precision, 3, 4, 0, 600, &all.bytes)
    for (first, count) in [
      (0, 1), (1, 1), (1, 2), (2, 3), (3, 1), (5, 64), (7, 31), (16, 16), (17, 300), (99, 501), (128, 256), (50, 0),
    ] {
      var part = Buffer(precision, count: count)
      fill(precision, 3, 4, UInt64(first), count, &part.bytes)
      #expect(part.values == Array(all.values[first..<first + count]))
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

@Test("Uniform draws are ((w >> 12) + ½) · 2^-52 of the stream's words, rounded to the precision")
func uniformsComeFromWords() {
  var words = [UInt64](repeating: 0, count: 50)
  var draws = [Double](repeating: 0, count: 50), narrow = [Float](repeating: 0, count: 50)
  ravine_words(9, 8, 0, 50, &words)
  ravine_uniform(RAVINE_FLOAT64, 9, 8, 0, 50, &draws)
  ravine_uniform(RAVINE_FLOAT32, 9, 8, 0, 50, &narrow)
  #expect(draws == words.map { (Double($0 >> 12) + 0.5) * 0x1p-52 })
  #expect(narrow == draws.map { Float($0) })
}

@Test("A scaled uniform draw is scale · draw + offset in float64, rounded last")
func scaledUniforms() {
  var u = [Double](repeating: 0, count: 101), y = u, narrow = [Float](repeating: 0, count: 101)
  ravine_uniform(RAVINE_FLOAT64, 3, 4, 5, 101, &u)
  ravine_scaled_uniform(RAVINE_FLOAT64, 3, 4, 5, 101, 0.3, -0.7, &y)
  ravine_scaled_uniform(RAVINE_FLOAT32, 3, 4, 5, 101, 0.3, -0.7, &narrow)
  #expect(y == u.map { 0.3 * $0 + -0.7 })
  #expect(narrow == y.map { Float($0) })
}

@Test("A scaled normal draw is scale · draw + offset in the buffer's precision, rounded once")
func scaledNormals() {
  var z = [Double](repeating: 0, count: 301), y = z, x = [Float](repeating: 0, count: 301), narrow = x
  ravine_normal(RAVINE_FLOAT64, 3, 4, 5, 301, &z)
  ravine_scaled_normal(RAVINE_FLOAT64, 3, 4, 5, 301, 0.3, -0.7, &y)
  #expect(y == z.map { (-0.7).addingProduct(0.3, $0) })
  ravine_normal(RAVINE_FLOAT32, 3, 4, 5, 301, &x)
  ravine_scaled_normal(RAVINE_FLOAT32, 3, 4, 5, 301, 0.3, -0.7, &narrow)
  #expect(narrow == x.map { Float(-0.7).addingProduct(0.3, $0) })
}
