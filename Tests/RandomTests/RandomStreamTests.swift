import CKernels
import Random
import Testing

private func stream(
  _ namespace: RandomStream.Namespace = .confirm, seed: UInt64 = 1, replicate: Int = 0, purpose: String = "weights",
  position: String = "layer/1"
) -> RandomStream {
  RandomStream(namespace: namespace, seed: seed, replicate: replicate, purpose: purpose, position: position)
}

@Test("A stream's identity and first draws never change")
func goldenIdentity() {
  let weights = stream()
  #expect(weights.key == 0x2fed_27f0_de6f_8ee8)
  #expect(weights.stream == 0x9729_3b66_000a_b225)
  #expect(weights.words(count: 2) == [0x9fdb_e7d0_b399_dbbe, 0x3827_cfb8_a7f0_fb56])
  #expect(weights.uniform(count: 2) == [0.6244492420697506, 0.21935747392848615])
  #expect(weights.normal(count: 3) == [-0.5974050021764737, -0.5932845872231133, 0.17569689092731847])
  #expect(weights.permutation(of: 10) == [9, 5, 4, 0, 7, 2, 8, 3, 1, 6])
  #expect(
    weights.orthogonal(rows: 2, columns: 2) == [-0.959370049739724, 0.2821508597583924, 0.2821508597583924, 0.9593700497397237])
}

@Test("Streams of the same name are the same, and those whose names differ in any part differ")
func namesTellStreamsApart() {
  #expect(stream() == stream())
  #expect(stream().normal(count: 8) == stream().normal(count: 8))
  let others = [
    stream(), stream(.pilot), stream(seed: 2), stream(seed: 1 << 32), stream(replicate: 1), stream(purpose: "biases"),
    stream(purpose: ""),
    stream(position: "layer/2"), stream(position: "layer/1 "), stream(purpose: "weightsl", position: "ayer/1"),
    stream(purpose: "weights\0"), stream(purpose: "weight", position: "slayer/1"), stream(seed: 0, replicate: 1),
  ]
  #expect(Set(others).count == others.count)
  #expect(Set(others.map { $0.words(count: 1) }).count == others.count)
  #expect(Set(others.map(\.key)).count == others.count)
  #expect(Set(others.map(\.stream)).count == others.count)
}

@Test("A draw depends on its position alone")
func drawsAreAddressed() {
  let all = stream().normal(count: 100)
  for first in 15..<19 { #expect(stream().normal(count: 31, first: UInt64(first)) == Array(all[first..<first + 31])) }
  #expect(stream().uniform(count: 5, first: 95) == Array(stream().uniform(count: 100)[95...]))
  #expect(stream().words(count: 0).isEmpty)
}

@Test("Both precisions see the same draws: uniform ones rounded, normal ones a few units in the last place apart at most")
func precisionsAgree() {
  var wide = [Double](repeating: 0, count: 40), narrow = [Float](repeating: 0, count: 40)
  stream().fillUniform(RAVINE_FLOAT64, &wide, count: 40, first: 3)
  stream().fillUniform(RAVINE_FLOAT32, &narrow, count: 40, first: 3)
  #expect(wide == stream().uniform(count: 40, first: 3))
  #expect(narrow == wide.map { Float($0) })
  stream().fillNormal(RAVINE_FLOAT64, &wide, count: 40, first: 3, scale: 0.3)
  stream().fillNormal(RAVINE_FLOAT32, &narrow, count: 40, first: 3, scale: 0.3)
  #expect(wide == stream().normal(count: 40, first: 3, scale: 0.3))
  #expect(zip(narrow, wide).allSatisfy { abs(Double($0) - $1) <= 6 * Double(Float($1).ulp) })
}

/// The largest distance between the empirical distribution and `cdf`, times √n; above 1.95 once in a thousand (Kolmogorov).
private func kolmogorov(_ x: [Double], _ cdf: (Double) -> Double) -> Double {
  let n = Double(x.count)
  return x.sorted().enumerated().map { i, x in max(abs(cdf(x) - Double(i) / n), abs(cdf(x) - Double(i + 1) / n)) }.max()!
    * n.squareRoot()
}

@Test("Uniform draws are uniform", arguments: 0..<4)
func uniformDistribution(replicate: Int) {
  let uniform = stream(replicate: replicate).uniform(count: 20_000)
  #expect(uniform.allSatisfy { $0 > 0 && $0 < 1 })
  #expect(kolmogorov(uniform) { $0 } < 1.95)
}

@Test("Normal draws are normal: their distribution, moments and tails", arguments: 0..<4)
func normalDistribution(replicate: Int) {
  let n = 100_000, normal = stream(replicate: replicate).normal(count: n)
  func cdf(_ z: Double) -> Double { 0.5 * (1 + ravine_scalar(RAVINE_ERF, z * 0.5.squareRoot())) }
  #expect(kolmogorov(normal, cdf) < 1.95)
  // Each of a block's four by itself.
  for place in 0..<4 { #expect(kolmogorov(stride(from: place, to: n, by: 4).map { normal[$0] }, cdf) < 1.95, "place \(place)") }
  // Moments, within four standard errors: of x, x², x³, x⁴ the variances are 1, 2, 15, 96.
  for (power, mean, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
    let moment = normal.reduce(0) { sum, x in sum + (0..<power).reduce(1) { y, _ in y * x } } / Double(n)
    #expect(abs(moment - mean) < 4 * (variance / Double(n)).squareRoot(), "moment \(power)")
  }
  // P(z > 2), P(z > 3), P(z > 4) on either side, within four standard deviations.
  for (limit, probability) in [(2.0, 0.022_750_132), (3, 0.001_349_898), (4, 0.000_031_671)] {
    for side in [1.0, -1] {
      let beyond = Double(normal.count { side * $0 > limit }), expected = Double(n) * probability
      #expect(abs(beyond - expected) < 4 * expected.squareRoot(), "beyond \(side * limit)")
    }
  }
}

@Test("Normal draws are independent of their neighbors, the two of a pair and the four of a block among them", arguments: 0..<4)
func normalIndependence(replicate: Int) {
  let n = 100_000, normal = stream(replicate: replicate).normal(count: n)
  for lag in 1...4 {
    let later = normal.dropFirst(lag), standardError = 1 / Double(n).squareRoot()
    #expect(abs(zip(normal, later).reduce(0) { $0 + $1.0 * $1.1 }) / Double(n) < 4 * standardError, "lag \(lag)")
    // Of the squares, whose variance is 2.
    let squares = zip(normal, later).reduce(0) { $0 + ($1.0 * $1.0 - 1) * ($1.1 * $1.1 - 1) } / Double(n)
    #expect(abs(squares) < 4 * 2 * standardError, "squares, lag \(lag)")
  }
  // The quarter of the plane, and the distance from its center, of every pair: a uniform angle, and r²/2 of an exponential distribution.
  let pairs = stride(from: 0, to: n, by: 2).map { (normal[$0], normal[$0 + 1]) }
  for (x, y) in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
    let count = Double(pairs.count { $0.0 * x > 0 && $0.1 * y > 0 }), expected = Double(pairs.count) / 4
    #expect(abs(count - expected) < 4 * (0.75 * expected).squareRoot())
  }
  #expect(kolmogorov(pairs.map { ($0.0 * $0.0 + $0.1 * $0.1) / 2 }) { -ravine_scalar(RAVINE_EXPM1, -$0) } < 1.95)
}
