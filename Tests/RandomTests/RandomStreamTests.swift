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
  #expect(weights.normal(count: 3) == [0.18569085263646554, 0.9525173846747949, -0.06735738825582291])
  #expect(weights.permutation(of: 10) == [9, 5, 4, 0, 7, 2, 8, 3, 1, 6])
  #expect(
    weights.orthogonal(rows: 2, columns: 2) == [0.940063938539554, 0.3409982279389466, -0.34099822793894635, 0.9400639385395544])
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

@Test("A draw depends on its position alone, and float32 is float64 rounded")
func drawsAreAddressed() {
  let all = stream().normal(count: 100)
  #expect(stream().normal(count: 31, first: 17) == Array(all[17..<48]))
  #expect(stream().uniform(count: 5, first: 95) == Array(stream().uniform(count: 100)[95...]))
  #expect(stream().words(count: 0).isEmpty)
  var narrow = [Float](repeating: 0, count: 40)
  stream().fillNormal(RAVINE_FLOAT32, &narrow, count: 40, first: 3)
  #expect(narrow == all[3..<43].map { Float($0) })
  var wide = [Double](repeating: 0, count: 40)
  stream().fillUniform(RAVINE_FLOAT64, &wide, count: 40, first: 3)
  #expect(wide == stream().uniform(count: 40, first: 3))
}

/// The largest distance between the empirical distribution and `cdf`, times √n; above 1.95 once in a thousand (Kolmogorov).
private func kolmogorov(_ x: [Double], _ cdf: (Double) -> Double) -> Double {
  let n = Double(x.count)
  return x.sorted().enumerated().map { i, x in max(abs(cdf(x) - Double(i) / n), abs(cdf(x) - Double(i + 1) / n)) }.max()!
    * n.squareRoot()
}

@Test("Uniform and normal draws have their distributions", arguments: 0..<4)
func distributions(replicate: Int) {
  let n = 20_000, uniform = stream(replicate: replicate).uniform(count: n), normal = stream(replicate: replicate).normal(count: n)
  #expect(uniform.allSatisfy { $0 > 0 && $0 < 1 })
  #expect(kolmogorov(uniform) { $0 } < 1.95)
  #expect(kolmogorov(normal) { 0.5 * (1 + ravine_scalar(RAVINE_ERF, $0 * 0.5.squareRoot())) } < 1.95)
  // Moments, within four standard errors: of x, x², x³, x⁴ the variances are 1, 2, 15, 96.
  for (power, mean, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
    let moment = normal.reduce(0) { sum, x in sum + (0..<power).reduce(1) { y, _ in y * x } } / Double(n)
    #expect(abs(moment - mean) < 4 * (variance / Double(n)).squareRoot(), "moment \(power)")
  }
  // Neighbors, the two of a Box–Muller pair among them, are uncorrelated.
  let correlation = zip(normal, normal.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / Double(n)
  #expect(abs(correlation) < 4 / Double(n).squareRoot())
}
