import Catalogues
import Documents
import Graphs
import Testing

@testable import Training

/// A rule on a scalar, as its paper writes it: the parameter's next value from gradient and step.
private struct Rule: Sendable, CustomTestStringConvertible {
  let json: String
  let make: @Sendable () -> (_ x: Double, _ g: Double) -> Double
  var testDescription: String { json }
}

private let rules: [Rule] = [
  Rule(json: #"{"kind": "gradientDescent", "learningRate": 0.3}"#) { { x, g in x - 0.3 * g } },
  Rule(json: #"{"kind": "momentum", "learningRate": 0.3, "beta": 0.8}"#) {
    var v = 0.0
    return { x, g in
      v = 0.8 * v + g
      return x - 0.3 * v
    }
  },
  Rule(json: #"{"kind": "momentum", "learningRate": 0.3, "beta": 0.8, "form": "exponentialAverage"}"#) {
    var v = 0.0
    return { x, g in
      v = 0.8 * v + (1 - 0.8) * g
      return x - 0.3 * v
    }
  },
  Rule(json: #"{"kind": "rmsProp", "learningRate": 0.01, "rho": 0.95, "epsilon": 1e-6}"#) {
    var s = 0.0
    return { x, g in
      s = 0.95 * s + (1 - 0.95) * g * g
      return x - 0.01 * g / (s.squareRoot() + 1e-6)
    }
  },
  Rule(json: #"{"kind": "adam", "learningRate": 0.01}"#) {
    var (m, v, first, second) = (0.0, 0.0, 1.0, 1.0)
    return { x, g in
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      first *= 0.9
      second *= 0.999
      return x - 0.01 * (m / (1 - first)) / ((v / (1 - second)).squareRoot() + 1e-8)
    }
  },
  Rule(json: #"{"kind": "adam", "learningRate": 0.01, "biasCorrection": false}"#) {
    var (m, v) = (0.0, 0.0)
    return { x, g in
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      return x - 0.01 * m / (v.squareRoot() + 1e-8)
    }
  },
  Rule(json: #"[{"kind": "weightDecay", "decay": 0.1}, {"kind": "gradientDescent", "learningRate": 0.3}]"#) {
    { x, g in x - 0.3 * (g + 0.1 * x) }
  },
  Rule(json: #"[{"kind": "gradientDescent", "learningRate": 0.3}, {"kind": "weightDecay", "decay": 0.1}]"#) {
    { x, g in x - 0.3 * g - 0.1 * x }
  },
  Rule(json: #"[{"kind": "clipValue", "maximum": 0.5}, {"kind": "rate", "learningRate": 0.3}]"#) {
    { x, g in x - 0.3 * min(0.5, max(-0.5, g)) }
  },
  Rule(json: #"[{"kind": "clipNorm", "maximum": 0.5}, {"kind": "rate", "learningRate": 0.3}]"#) {
    { x, g in x - 0.3 * (abs(g) > 0.5 ? g * (0.5 / abs(g)) : g) }
  },
]

@Suite("Update rules") struct UpdateRuleTests {
  @Test("Twenty steps on x⁴/4 + x/2 are those of the paper's equations", arguments: rules)
  fileprivate func byHand(rule: Rule) throws {
    let subject = subject(1) { x in 0.25 * x.squared().squared().sum() + 0.5 * x.sum() }
    let path = try trainer(subject, optimizer(rule.json), from: [1.2]).path(20)
    let next = rule.make()
    var x = 1.2
    for step in path {
      x = next(x, x * x * x + 0.5)
      #expect(abs(step[0] - x) < 1e-12 * max(1, abs(x)))
    }
  }

  @Test("Nesterov's steps are Sutskever's, seen at the point where the gradient is taken")
  func nesterov() throws {
    let (rate, beta) = (0.02, 0.9)
    let path = try trainer(
      subject(1, quadratic([3])), optimizer(#"{"kind": "nesterov", "learningRate": 0.02, "beta": 0.9}"#), from: [1]
    ).path(30)
    var (theta, v) = (1.0, 0.0)
    for step in path {
      // v ← β v - η f'(θ + β v), θ ← θ + v (Sutskever et al. 2013, equations 3 and 4).
      v = beta * v - rate * 3 * (theta + beta * v)
      theta += v
      #expect(abs(step[0] - (theta + beta * v)) < 1e-14)
    }
  }

  @Test("The error of gradient descent on a quadratic is multiplied by 1 - ηλ at every step", arguments: [0.5, 1.5, 1.98, 2.02])
  func contraction(product: Double) throws {
    let eigenvalue = 4.0
    let path = try trainer(
      subject(1, quadratic([eigenvalue])), optimizer(#"{"kind": "gradientDescent", "learningRate": \#(product / eigenvalue)}"#),
      from: [1]
    ).path(50)
    var previous = 1.0
    for step in path {
      #expect(abs(step[0] / previous - (1 - product)) < 1e-12)
      previous = step[0]
    }
  }

  @Test(
    "Momentum with β = 0.9 is stable up to 3.8/λ in its classic form and 38/λ as an average",
    arguments: [("classic", 3.8), ("exponentialAverage", 38)])
  func thresholds(form: String, threshold: Double) throws {
    for (share, converges) in [(0.99, true), (1.01, false)] {
      let path = try trainer(
        subject(1, quadratic([1])),
        optimizer(#"{"kind": "momentum", "learningRate": \#(share * threshold), "form": "\#(form)"}"#), from: [1]
      ).path(3000)
      #expect((abs(path[2999][0]) < 1e-3) == converges)
      #expect((abs(path[2999][0]) > 1e3) == !converges)
    }
  }

  @Test("Without bias correction Adam's steps under a constant gradient are (1 - β₁ᵗ)/√(1 - β₂ᵗ) of η, largest at t = 12")
  func missingCorrection() throws {
    let trainer = try trainer(
      subject(1) { 1e3 * $0.sum() }, optimizer(#"{"kind": "adam", "learningRate": 1, "epsilon": 0, "biasCorrection": false}"#),
      from: [0])
    var ratios: [Double] = []
    for _ in 0..<1000 {
      _ = trainer.computeLoss()
      ratios.append(trainer.evaluator.output(trainer.step.updates.lowerBound)[0])
      trainer.advance()
    }
    for (t, ratio) in [(1, 3.16228), (12, 6.56853), (100, 3.24080), (1000, 1.25758)] {
      #expect(abs(ratios[t - 1] - ratio) < 1e-5)
    }
    #expect(ratios.firstIndex { $0 == ratios.max() } == 11)
  }

  @Test("Adam's step is η/(1 + ε/|g|) under a constant gradient", arguments: Precision.allCases)
  func epsilon(precision: Precision) throws {
    for (gradient, share) in [(1e-6, 1 / 1.01), (1e-8, 0.5)] {
      let trainer = try trainer(
        subject(1) { gradient * $0.sum() }, optimizer(#"{"kind": "adam", "learningRate": 1}"#), from: [0], precision)
      for _ in 0..<50 {
        _ = trainer.computeLoss()
        #expect(
          abs(trainer.evaluator.output(trainer.step.updates.lowerBound)[0] - share) < (precision == .float64 ? 1e-12 : 1e-4))
        trainer.advance()
      }
    }
  }

  @Test(
    "Clipping makes the norm min(‖g‖, c), keeps the direction, and leaves a short gradient's bits alone",
    arguments: Precision.allCases)
  func clipping(precision: Precision) throws {
    let unit = precision == .float64 ? 4e-16 : 2e-7
    // Squares of the last would overflow, those of the first vanish.
    for scale in precision == .float64 ? [1e-200, 0.01, 1, 1e200] : [1e-30, 0.01, 1, 1e30] {
      let g = [3 * scale, -4 * scale]
      func update(_ json: String) throws -> [Double] {
        let subject = subject(2) { x in
          g[0] * x.sliced(0..<1).sum() + g[1] * x.sliced(1..<2).sum()
        }
        let trainer = try trainer(subject, optimizer(json), from: [0, 0], precision)
        _ = trainer.computeLoss()
        return trainer.evaluator.output(trainer.step.updates.lowerBound)
      }
      let clipped = try update(#"{"kind": "clipNorm", "maximum": 2}"#)
      let plain = try update(#"{"kind": "rate", "learningRate": 1}"#)
      if 5 * scale <= 2 {
        #expect(clipped == plain)
      } else {
        #expect(abs(clipped[0] - 1.2) < 4 * unit && abs(clipped[1] + 1.6) < 4 * unit)
      }
    }
  }

  @Test("Newton lands on the foot of any quadratic, and on a saddle, in one step")
  func newton() throws {
    for eigenvalues in [[1.0, 100, 3], [2, -2], [-1, 5, 0.01]] {
      let start = eigenvalues.indices.map { Double($0) + 0.7 }
      let x = try trainer(subject(eigenvalues.count, quadratic(eigenvalues)), optimizer("\"newton\""), from: start).path(1)[0]
      #expect(x.allSatisfy { abs($0) < 1e-12 })
    }
    // A full Hessian that needs its rows exchanged: f = x y + ½ z², zero on the diagonal.
    let coupled = subject(3) { w in
      let part = { (index: Int) in w.sliced(index..<(index + 1)).sum() }
      return part(0) * part(1) + 0.5 * part(2).squared() + part(0) * part(2)
    }
    let x = try trainer(coupled, optimizer("\"newton\""), from: [1, -2, 3]).path(1)[0]
    #expect(x.allSatisfy { abs($0) < 1e-12 })
  }

  @Test("Newton walks away from the bottom of the well 1 - exp(-x²/2) where it is concave: 2 → 4.06 in five steps")
  func saturatingWell() throws {
    let path = try trainer(subject(1) { x in 1 - (-0.5 * x.squared()).exp().sum() }, optimizer("\"newton\""), from: [2]).path(5)
    #expect(abs(path[4][0] - 4.06) < 0.01)
  }

  @Test("A singular Hessian makes parameters that are not finite, and the step says so")
  func singular() throws {
    let trainer = try trainer(subject(2) { $0.sliced(0..<1).squared().sum() }, optimizer("\"newton\""), from: [1, 1])
    _ = trainer.computeLoss()
    #expect(!trainer.advance())
  }
}
