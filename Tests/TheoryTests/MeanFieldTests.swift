import Networks
import Testing

@testable import Theory

private func field(_ name: String) throws -> MeanField { try #require(MeanField.named(name)) }

private func close(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool { abs(a - b) <= tolerance * max(abs(b), 1e-300) }

@Suite struct MeanFieldTests {
  @Test("The rule integrates polynomials to degree 31 exactly, and the Gaussian's moments")
  func rule() {
    for degree in stride(from: 0, through: 30, by: 2) {
      let sum = zip(Quadrature.rule.nodes, Quadrature.rule.weights).reduce(0) { sum, point in
        sum + point.1 * (0..<degree).reduce(1.0) { power, _ in power * point.0 }
      }
      #expect(close(sum, 2 / Double(degree + 1), 1e-14))
    }
    let (nodes, weights) = Quadrature.gaussian(width: 0.5, splits: [0.1])
    let moments = [0, 2, 4].map { (order: Int) in
      zip(nodes, weights).reduce(0) { sum, point in sum + point.1 * (0..<order).reduce(1.0) { power, _ in power * point.0 } }
    }
    #expect(close(moments[0], 1, 1e-14) && close(moments[1], 1, 1e-14) && close(moments[2], 3, 1e-13))
  }

  @Test("A grid twice as fine gives the same moments for every activation, at small, middle and large lengths")
  func accuracy() {
    for entry in Activations.catalogue.entries {
      let (coarse, fine) = (MeanField(entry.standard(), refinement: 1), MeanField(entry.standard(), refinement: 2))
      for q in [1e-4, 0.3, 1, 7, 45.62, 900] {
        // A sine of 30 radians turns often within a panel.
        let tolerance = entry.name == "sine" && q > 100 ? 1e-9 : 1e-12
        let (a, b) = (coarse.moments(q), fine.moments(q))
        let pairs = [(a.m1, b.m1), (a.m2, b.m2), (a.d2, b.d2), (a.d4, b.d4), (a.m2Slope, b.m2Slope)]
        for (x, y) in pairs { #expect(abs(x - y) <= tolerance * max(1, abs(y)), "\(entry.name) at \(q)") }
      }
    }
  }

  @Test("Closed forms hold: identity, ReLU, leaky ReLU, sine")
  func closedForms() throws {
    for q in [1e-8, 0.25, 1, 9, 1e4] {
      #expect(close(try field("identity").moments(q).m2, q, 1e-13))
      let relu = try field("relu").moments(q)
      #expect(close(relu.m1, (q / (2 * .pi)).squareRoot(), 1e-13))
      #expect(close(relu.m2, q / 2, 1e-13) && close(relu.d2, 0.5, 1e-13) && close(relu.d4, 0.5, 1e-13))
      #expect(close(relu.m2Slope, 0.5, 1e-13))
      #expect(close(try field("leakyRelu").moments(q).m2, q * (1 + 1e-4) / 2, 1e-13))
    }
    // E sin²(√q g) = (1 - exp(-2q)) / 2.
    #expect(close(try field("sine").moments(0.5).m2, (1 - 0.36787944117144233) / 2, 1e-13))
  }

  @Test("The slope of the length map agrees with its difference quotient", arguments: Activations.catalogue.names)
  func slope(name: String) throws {
    let field = try field(name)
    for q in [0.2, 1, 5] {
      let step = 1e-5 * q
      let quotient = (field.moments(q + step).m2 - field.moments(q - step).m2) / (2 * step)
      #expect(abs(field.moments(q).m2Slope - quotient) < 1e-8)
    }
  }

  @Test(
    "A sigmoid network's gradient factor, and the weight variance that would hold it",
    arguments: [(1.0, 0.055721), (4, 0.17158), (16, 0.39888), (103.008, 1)])
  func sigmoid(weightVariance: Double, chi: Double) throws {
    #expect(abs(try field("sigmoid").chi(weightVariance: weightVariance, biasVariance: 0) - chi) < 1e-5)
  }

  @Test("The sigmoid's critical weight variance is 103.008, at length 45.62")
  func criticalSigmoid() throws {
    let field = try field("sigmoid")
    let critical = field.criticalWeightVariance(biasVariance: 0)
    #expect(abs(critical - 103.008) < 1e-3)
    #expect(abs(field.fixedPoint(weightVariance: critical, biasVariance: 0) - 45.62) < 0.01)
  }

  @Test(
    "The line between order and chaos for tanh",
    arguments: [(2.01e-5, 1.05), (0.001, 1.1892), (0.01, 1.4242), (0.05, 1.7610), (0.1, 1.9861), (0.2, 2.2852), (0.3, 2.5051)])
  func criticalLine(biasVariance: Double, weightVariance: Double) throws {
    let field = try field("tanh")
    let critical = field.criticalWeightVariance(biasVariance: biasVariance)
    #expect(abs(critical - weightVariance) < 1e-4)
    #expect(abs(field.chi(weightVariance: critical, biasVariance: biasVariance) - 1) < 1e-6)
  }

  @Test("Without a bias tanh and ReLU are critical at 1 and 2")
  func criticalWithoutBias() throws {
    #expect(close(try field("tanh").criticalWeightVariance(biasVariance: 0), 1, 1e-5))
    #expect(close(try field("relu").criticalWeightVariance(biasVariance: 0), 2, 1e-12))
    #expect(try field("relu").criticalWeightVariance(biasVariance: 0.1).isNaN)
  }

  @Test(
    "Tanh's gradient factor across the transition, bias variance 0.05",
    arguments: [(0.9, 0.7063), (1.3, 0.8802), (1.76, 0.9998), (2.5, 1.1335), (4, 1.3424)])
  func tanhChi(weightVariance: Double, chi: Double) throws {
    #expect(abs(try field("tanh").chi(weightVariance: weightVariance, biasVariance: 0.05) - chi) < 6e-5)
  }

  @Test("The slope of tanh's length map at its fixed point, weight variance 1.3 and bias variance 0.05, is 0.57112")
  func lengthDepthScale() throws {
    let field = try field("tanh")
    let q = field.fixedPoint(weightVariance: 1.3, biasVariance: 0.05)
    #expect(abs(1.3 * field.moments(q).m2Slope - 0.57112) < 1e-5)
  }

  @Test(
    "Ten layers of tanh bring correlation 0.6 closer in order, apart in chaos",
    arguments: [(0.9, 0.988), (1.3, 0.904), (1.76, 0.741), (2.5, 0.521), (4, 0.295)])
  func correlation(weightVariance: Double, expected: Double) throws {
    let found = try field("tanh").correlation(weightVariance: weightVariance, biasVariance: 0.05, c0: 0.6, layers: 10)
    #expect(abs(found - expected) < 6e-4)
  }

  @Test("ReLU's correlation map is the arc-cosine kernel", arguments: [-1, -0.7, 0, 0.3, 0.9, 0.999, 1])
  func arcCosine(c: Double) throws {
    // (√(1 - c²) + c (π - arccos c)) / π, arccos from its values at these points.
    let arccos: [Double: Double] = [
      -1: .pi, -0.7: 2.3461938234056494, 0: .pi / 2, 0.3: 1.2661036727794992, 0.9: 0.45102681179626236,
      0.999: 0.04472508716873336, 1: 0,
    ]
    let expected = ((1 - c * c).squareRoot() + c * (.pi - (arccos[c] ?? .nan))) / .pi
    let found = try field("relu").correlationMap(c, q: 3, weightVariance: 2, biasVariance: 0)
    #expect(abs(found - expected) < 1e-8)
  }

  @Test("Xavier-tanh is algebraic: a hundred layers on 2 l q_l is 1.0138, and |δ|² has fallen to 0.7134 / 100")
  func algebraic() throws {
    let field = try field("tanh")
    // The first pre-activation has q_1 = 1 here, so that layer 101 lies a hundred maps behind it.
    #expect(abs(200 * field.length(weightVariance: 1, biasVariance: 0, q0: 1, layer: 101) - 1.0138) < 5e-5)
    #expect(abs(100 * field.gradient(weightVariance: 1, biasVariance: 0, q0: 1, layer: 1, depth: 101) - 0.7134) < 5e-5)
    #expect(
      field.activationLength(weightVariance: 1, biasVariance: 0, q0: 1, layer: 100)
        == field.length(weightVariance: 1, biasVariance: 0, q0: 1, layer: 101))
  }

  @Test("The uniform initializer with half-width 1/√n loses a factor 1/3 per layer once tanh is linear")
  func glorotStandard() throws {
    let field = try field("tanh")
    #expect(abs(field.moments(1).d2 / 3 - 0.1548) < 5e-5)
    let factors = [5, 10].map {
      field.moments(field.length(weightVariance: 1.0 / 3, biasVariance: 0, q0: 1, layer: $0)).d2 / 3
    }
    #expect(abs(factors[0] - 0.331) < 3e-3 && abs(factors[1] - 1.0 / 3) < 1e-4)
  }

  @Test("Zero mean and unit variance are a fixed point of SELU")
  func selu() throws {
    let moments = try field("selu").moments(1)
    #expect(abs(moments.m1) < 1e-12 && abs(moments.m2 - 1) < 1e-12)
  }

  @Test(
    "A gradient's gain through batch normalization, E φ'² / Var φ, is at least 1 for every activation, by Poincaré's inequality",
    arguments: Activations.catalogue.names)
  func poincare(name: String) throws {
    let moments = try field(name).moments(1)
    let factor = moments.d2 / (moments.m2 - moments.m1 * moments.m1)
    let known = [
      "relu": 1.4669, "tanh": 1.1778, "sigmoid": 1.0336, "elu": 1.0790, "swish": 1.2121, "leakyRelu": 1.45337, "selu": 1.07158,
      "identity": 1,
    ]
    #expect(factor > 1 - 1e-12)
    if let known = known[name] { #expect(abs(factor - known) < 6e-5) }
  }

  @Test(
    "The ratio of forward and backward gain at length 1",
    arguments: [("relu", 1), ("identity", 1), ("tanh", 0.8490), ("elu", 0.9653), ("swish", 0.9375), ("sigmoid", 6.54)])
  func widthRatio(name: String, ratio: Double) throws {
    let moments = try field(name).moments(1)
    #expect(abs(moments.m2 / moments.d2 - ratio) < (ratio > 2 ? 5e-3 : 6e-5))
  }

  @Test("A He network of ReLU brings orthogonal inputs together: .3183, .7359, .8715 after 1, 5, 10 layers")
  func shattering() throws {
    let relu = try field("relu")
    var (c, correlations) = (0.0, [0.0])
    for _ in 0..<10 {
      c = relu.correlationMap(c, q: 1, weightVariance: 2, biasVariance: 0)
      correlations.append(c)
    }
    for (layer, known) in [(1, 0.3183), (5, 0.7359), (10, 0.8715)] {
      #expect(abs(correlations[layer] - known) < 6e-5)
    }
  }

  @Test("Lengths that grow without end, and that vanish")
  func extremes() throws {
    let relu = try field("relu")
    #expect(relu.fixedPoint(weightVariance: 3, biasVariance: 0) == .infinity)
    #expect(relu.fixedPoint(weightVariance: 1, biasVariance: 0) == 0)
    #expect(close(relu.fixedPoint(weightVariance: 1, biasVariance: 0.5), 1, 1e-12))
    #expect(close(relu.chi(weightVariance: 2, biasVariance: 0), 1, 1e-12))
    #expect(close(relu.chi(weightVariance: 1, biasVariance: 0), 0.5, 1e-12))
    #expect(try field("tanh").fixedPoint(weightVariance: 1, biasVariance: 0) < 1e-6)
    #expect(
      close(relu.gradient(weightVariance: 1, biasVariance: 0, q0: 1, layer: 1, depth: 31), 9.31322574615478515625e-10, 1e-11))
  }
}
