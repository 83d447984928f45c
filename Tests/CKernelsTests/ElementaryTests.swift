import CKernels
import Testing

#if arch(x86_64) && os(Linux)
  import Glibc
#endif

/// The smallest positive number.
private let tiny = Double.leastNonzeroMagnitude

/// An elementary function: where it is tried, and how far from the exact value it may be, in units of the last place.
struct ElementaryFunction: CustomTestStringConvertible {
  var name: String
  var operation: ravine_unary_operation
  var ulps: Double
  /// The same in float32.
  var narrowUlps: Double
  var ranges: [ClosedRange<Double>]
  /// A fingerprint of the results, so that no change of a bit goes unseen, on any processor.
  var golden: UInt64
  var testDescription: String { name }

  static let all = [
    ElementaryFunction(
      name: "exp", operation: RAVINE_EXP, ulps: 0.8, narrowUlps: 0.77, ranges: [-746...711, -2...2, -1e-3...1e-3],
      golden: 0xc2c0_7df6_4365_549c),
    ElementaryFunction(
      name: "expm1", operation: RAVINE_EXPM1, ulps: 0.9, narrowUlps: 0.89, ranges: [-45...711, -1.5...1.5, -1e-3...1e-3],
      golden: 0x1882_8b88_1782_4d17),
    ElementaryFunction(
      name: "log", operation: RAVINE_LOG, ulps: 0.7, narrowUlps: 0.94, ranges: [0...4, 0.5...2, 0...1e300, 0...1e-307],
      golden: 0x3d81_508e_a387_3970),
    ElementaryFunction(
      name: "log1p", operation: RAVINE_LOG1P, ulps: 0.7, narrowUlps: 0.94, ranges: [-1...3, -1e-3...1e-3, 0...1e18],
      golden: 0xa0fc_a679_cbcf_0da9),
    ElementaryFunction(
      name: "tanh", operation: RAVINE_TANH, ulps: 0.8, narrowUlps: 0.67,
      ranges: [-22...22, -1...1, -1e-3...1e-3, -1e-307...1e-307],
      golden: 0x45a5_b146_9f4a_2398),
    ElementaryFunction(
      name: "sigmoid", operation: RAVINE_SIGMOID, ulps: 0.8, narrowUlps: 0.77, ranges: [-745...50, -5...5],
      golden: 0x1ee6_3a7a_00b5_c390),
    ElementaryFunction(
      name: "softplus", operation: RAVINE_SOFTPLUS, ulps: 0.8, narrowUlps: 1, ranges: [-745...50, -5...5, -40 ... -30],
      golden: 0x7039_aaa0_17d0_99ca),
    ElementaryFunction(
      name: "erf", operation: RAVINE_ERF, ulps: 1, narrowUlps: 0.99,
      ranges: [-6.5...6.5, -1.2...1.2, -1e-3...1e-3, -1e-307...1e-307],
      golden: 0x142a_5cd3_d38b_19a1),
    ElementaryFunction(
      name: "sin", operation: RAVINE_SIN, ulps: 0.8, narrowUlps: 0.51,
      ranges: [-10...10, -1e6...1e6, -1e300...1e300, -1e-3...1e-3],
      golden: 0x0fb0_091c_2630_f6d3),
    ElementaryFunction(
      name: "cos", operation: RAVINE_COS, ulps: 0.8, narrowUlps: 0.51,
      ranges: [-10...10, -1e6...1e6, -1e300...1e300, -1e-3...1e-3],
      golden: 0x913a_b49d_1d1c_1128),
  ]

  /// Draws over the ranges.
  func arguments(perRange count: Int) -> [Double] {
    var draws = [Double](repeating: 0, count: count * ranges.count)
    ravine_uniform(RAVINE_FLOAT64, 31, 41, 0, draws.count, &draws)
    return draws.enumerated().map { i, u in
      let range = ranges[i % ranges.count]
      return range.lowerBound * (1 - u) + range.upperBound * u
    }
  }
}

#if arch(x86_64) && os(Linux)
  /// The reference: the C library's functions of 64 significant bits, themselves good to about 2^-11 of our ulp.
  private func reference(_ operation: ravine_unary_operation, _ x: Float80) -> Float80 {
    switch operation {
    case RAVINE_EXP: expl(x)
    case RAVINE_EXPM1: expm1l(x)
    case RAVINE_LOG: logl(x)
    case RAVINE_LOG1P: log1pl(x)
    case RAVINE_TANH: tanhl(x)
    case RAVINE_SIGMOID: x < 0 ? expl(x) / (1 + expl(x)) : 1 / (1 + expl(-x))
    case RAVINE_SOFTPLUS: max(x, 0) + log1pl(expl(-abs(x)))
    case RAVINE_ERF: erfl(x)
    case RAVINE_SIN: sinl(x)
    case RAVINE_COS: cosl(x)
    default: .nan
    }
  }

  private func distance(_ y: Double, _ exact: Float80) -> Double {
    if y == Double(exact) && y.isInfinite { return 0 }
    let ulp = Float80(max(Double(exact).ulp, .leastNonzeroMagnitude))
    return Double(abs(Float80(y) - exact) / ulp)
  }

  @Test("Elementary functions stay within their bounds of the exact value", arguments: ElementaryFunction.all)
  func accuracy(function: ElementaryFunction) {
    let x = function.arguments(perRange: 8000)
    let y = applied(function.operation, to: Buffer(RAVINE_FLOAT64, x)).values
    var worst = (ulps: 0.0, at: 0.0)
    for (x, y) in zip(x, y) {
      let ulps = distance(y, reference(function.operation, Float80(x)))
      if !(ulps <= worst.ulps) { worst = (ulps, x) }
    }
    #expect(worst.ulps <= function.ulps, "at \(worst.at)")
  }

  @Test("Powers stay within 0.8 ulp of the exact value")
  func powerAccuracy() {
    for (bases, exponents) in [
      (1e-3...3, -100...100), (0.9999999...1.0000001, -1e9...1e9), (0...1e300, -1...1), (0...1e-307, -1...1),
    ]
      as [(ClosedRange<Double>, ClosedRange<Double>)]
    {
      let function = ElementaryFunction(
        name: "power", operation: RAVINE_EXP, ulps: 0.8, narrowUlps: 0.51, ranges: [bases, exponents], golden: 0)
      let draws = function.arguments(perRange: 4000)
      for i in stride(from: 0, to: draws.count, by: 2) {
        let y = ravine_power(draws[i], draws[i + 1]), ulps = distance(y, powl(Float80(draws[i]), Float80(draws[i + 1])))
        #expect(ulps <= 0.8, "\(draws[i]) to the \(draws[i + 1])")
      }
    }
  }
#endif

@Test("Elementary functions give these bits on every processor", arguments: ElementaryFunction.all)
func goldenBits(function: ElementaryFunction) {
  let x = function.arguments(perRange: 500) + specialValues
  #expect(fingerprint(applied(function.operation, to: Buffer(RAVINE_FLOAT64, x)).canonicalBytes) == function.golden)
}

/// How far a float32 result is from the float64 one, in units of the last place of float32; 0 for equal infinities and NaN.
private func narrowDistance(_ y: Double, _ exact: Double) -> Double {
  let rounded = Float(exact)
  if same(y, Double(rounded)) { return 0 }
  // Past the largest number, the next power of 2 stands for infinity.
  let value = y.isInfinite ? (y < 0 ? -0x1p128 : 0x1p128) : y
  let ulp = rounded.isInfinite ? 0x1p104 : max(Double(rounded.ulp), Double(Float.leastNonzeroMagnitude))
  return abs(value - exact) / ulp
}

/// Every 2^16th float32 or so, subnormal ones, infinities and NaN among them.
private let sampledFloats = stride(from: UInt64(0), to: 1 << 32, by: 77_773).map { Float(bitPattern: UInt32($0)) }

@Test("In float32 elementary functions stay within their bounds of the float64 value", arguments: ElementaryFunction.all)
func narrowAccuracy(function: ElementaryFunction) {
  let narrow = Buffer(
    RAVINE_FLOAT32, trialValues(1000) + function.arguments(perRange: 4000) + sampledFloats.map { Double($0) })
  let x = narrow.values
  let wide = applied(function.operation, to: Buffer(RAVINE_FLOAT64, x)).values
  var worst = (ulps: 0.0, at: 0.0)
  for (index, y) in applied(function.operation, to: narrow).values.enumerated() {
    let ulps = narrowDistance(y, wide[index])
    if !(ulps <= worst.ulps) { worst = (ulps, x[index]) }
    if wide[index] == 0 { #expect(same(y, wide[index]), "at \(x[index])") }
  }
  #expect(worst.ulps <= function.narrowUlps, "at \(worst.at)")
}

@Test("In float32 tanh neither falls nor passes 1 where its intervals meet")
func narrowTangentIntervals() {
  let edges = [0.125, 0.25, 0.375, 0.625, 0.875, 1.125, 1.375, 1.875, 2.375, 2.875, 3.375, 4.375, 5.375, 6.375, 7.375, 9.25]
  for edge in edges {
    let middle = Float(edge).bitPattern
    let x = (middle - 3000...middle + 3000).map { Double(Float(bitPattern: $0)) }
    let y = applied(RAVINE_TANH, to: Buffer(RAVINE_FLOAT32, x)).values
    #expect(zip(y, y.dropFirst()).allSatisfy { $0 <= $1 } && y[6000] <= 1, "at \(edge)")
    #expect(applied(RAVINE_TANH, to: Buffer(RAVINE_FLOAT32, x.map { -$0 })).values == y.map { -$0 }, "at \(edge)")
    #expect(zip(x, y).allSatisfy { narrowDistance($1, ravine_scalar(RAVINE_TANH, $0)) <= 0.67 }, "at \(edge)")
  }
}

@Test("In float32 powers stay within 0.51 ulp of the float64 value, the special ones included")
func narrowPowerAccuracy() {
  var draws = [Double](repeating: 0, count: 8000)
  ravine_uniform(RAVINE_FLOAT64, 5, 6, 0, draws.count, &draws)
  // Bases from 2^-20 to 2^20, and exponents that keep the result among the float32 numbers, a little beyond their ends.
  var bases = draws.map { ravine_power(2, 40 * $0 - 20) }
  var exponents = bases.enumerated().map { 300 * (draws[7999 - $0] - 0.5) / (ravine_scalar(RAVINE_LOG, $1) / 0.7) }
  let special = specialValues.map { Double(Float($0)) } + [0x1p23, 0x1p23 + 1, 0x1p24, -3, 4]
  for base in special {
    bases += special.map { _ in base }
    exponents += special
  }
  let (a, b) = (Buffer(RAVINE_FLOAT32, bases), Buffer(RAVINE_FLOAT32, exponents))
  let exact = applied(RAVINE_POWER, to: Buffer(RAVINE_FLOAT64, a.values), Buffer(RAVINE_FLOAT64, b.values)).values
  for (index, y) in applied(RAVINE_POWER, to: a, b).values.enumerated() {
    #expect(narrowDistance(y, exact[index]) <= 0.51, "\(a.values[index]) to the \(b.values[index])")
  }
}

@Test(
  "The ends of the domains are exact",
  arguments: [
    (RAVINE_EXP, [(0, 1), (-.infinity, 0), (.infinity, .infinity), (710, .infinity), (-746, 0), (-0.0, 1)]),
    (
      RAVINE_EXPM1,
      [
        (0, 0), (-0.0, -0.0), (-.infinity, -1), (.infinity, .infinity), (710, .infinity), (-800, -1), (tiny, tiny),
        (0x1p-1030, 0x1p-1030),
      ]
    ),
    (RAVINE_LOG, [(1, 0), (0, -.infinity), (-0.0, -.infinity), (-1, .nan), (.infinity, .infinity), (-.infinity, .nan)]),
    (
      RAVINE_LOG1P,
      [(0, 0), (-0.0, -0.0), (-1, -.infinity), (-2, .nan), (.infinity, .infinity), (-tiny, -tiny), (0x1p-1030, 0x1p-1030)]
    ),
    (
      RAVINE_TANH,
      [(0, 0), (-0.0, -0.0), (.infinity, 1), (-.infinity, -1), (25, 1), (-1e300, -1), (0x1p-1030, 0x1p-1030), (-tiny, -tiny)]
    ),
    (RAVINE_SIGMOID, [(0, 0.5), (-0.0, 0.5), (.infinity, 1), (-.infinity, 0), (40, 1), (-800, 0)]),
    (RAVINE_SOFTPLUS, [(.infinity, .infinity), (-.infinity, 0), (800, 800), (-800, 0)]),
    (RAVINE_ERF, [(0, 0), (-0.0, -0.0), (.infinity, 1), (-.infinity, -1), (7, 1), (-7, -1), (tiny, tiny)]),
    (RAVINE_SIN, [(0, 0), (-0.0, -0.0), (.infinity, .nan), (-.infinity, .nan), (tiny, tiny), (0x1p-1030, 0x1p-1030)]),
    (RAVINE_COS, [(0, 1), (-0.0, 1), (.infinity, .nan), (-.infinity, .nan), (tiny, 1)]),
  ] as [(ravine_unary_operation, [(Double, Double)])])
func specialValuesAreExact(operation: ravine_unary_operation, table: [(Double, Double)]) {
  for (x, y) in table + [(.nan, .nan)] { #expect(same(ravine_scalar(operation, x), y), "at \(x)") }
}

@Test("Small results keep their relative accuracy: nothing is flushed to zero")
func tinyResults() {
  #expect(abs(ravine_scalar(RAVINE_SIGMOID, -700) / 9.859676543759770e-305 - 1) < 1e-15)
  #expect(abs(ravine_scalar(RAVINE_SOFTPLUS, -700) / 9.859676543759770e-305 - 1) < 1e-15)
  #expect(abs(ravine_scalar(RAVINE_EXP, -740) / (85 * tiny) - 1) < 0.01)
  let product = applied(RAVINE_MULTIPLY, to: Buffer(RAVINE_FLOAT64, [1e-155]), Buffer(RAVINE_FLOAT64, [1e-155, 1e-160, 1e-168]))
  #expect(product.values.map { $0 > 0 } == [true, true, true])
  #expect(applied(RAVINE_SQUARE, to: Buffer(RAVINE_FLOAT32, [1e-22])).values[0] > 0)
}

@Test("Powers follow C's pow at zeros, infinities, NaN, ones and negative bases")
func powers() {
  let inf = Double.infinity
  let table: [(Double, Double, Double)] = [
    (2, 10, 1024), (3, 2, 9), (10, 3, 1000), (-2, 3, -8), (-2, 2, 4), (-2, -1, -0.5), (4, 0.5, 2), (-4, 0.5, .nan), (0, 0, 1),
    (.nan, 0, 1),
    (1, .nan, 1), (0, 2, 0), (-0.0, 3, -0.0), (-0.0, 2, 0), (0, -1, inf), (-0.0, -1, -inf), (-0.0, -2, inf), (inf, 2, inf),
    (inf, -2, 0),
    (-inf, 3, -inf), (-inf, 2, inf), (-inf, -3, -0.0), (2, inf, inf), (2, -inf, 0), (0.5, inf, 0), (0.5, -inf, inf), (-1, inf, 1),
    (-1, 0x1p53, 1), (-1, 0x1p53 - 1, -1), (-1, 0x1p52 + 1, -1), (.nan, 1, .nan), (2, .nan, .nan), (2, -1074, tiny),
    (2, -1080, 0), (2, 1024, inf),
  ]
  for (base, exponent, expected) in table { #expect(same(ravine_power(base, exponent), expected), "\(base) to the \(exponent)") }
}
