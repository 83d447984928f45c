import Catalogues
import Documents
import Graphs
import Networks
import Random
import Testing

@testable import Measurements

/// A bias-free network of dense layers and tanh, by loops.
private struct Loops {
  let (width, depth, examples): (Int, Int, Int)
  var weights: [[Double]] = []
  /// h_0 … h_L and z_1 … z_L, [examples, width].
  var h: [[Double]] = []
  var z: [[Double]] = []
  /// ∂/∂z_l and ∂/∂W_l for l = 1 … L.
  var deltas: [[Double]] = []
  var weightGradients: [[Double]] = []

  init(width: Int, depth: Int, examples: Int, seed: UInt64) throws {
    (self.width, self.depth, self.examples) = (width, depth, examples)
    func draw(_ purpose: String, _ position: String, _ count: Int) -> [Double] {
      RandomStream(namespace: .pilot, seed: seed, replicate: 0, purpose: purpose, position: position).normal(count: count)
    }
    let deviation = (2 / Double(width)).squareRoot()
    weights = (1...depth).map { layer in draw("weight", "repeat-1/\(layer)/dense-1", width * width).map { deviation * $0 } }
    h = [draw("input", "input", examples * width)]
    for layer in 0..<depth {
      var next = [Double](repeating: 0, count: examples * width)
      for e in 0..<examples {
        for i in 0..<width {
          for j in 0..<width { next[e * width + i] += weights[layer][i * width + j] * h[layer][e * width + j] }
        }
      }
      z.append(next)
      h.append(try tanh(next))
    }
    var cotangent = draw("cotangent", "output", examples * width)
    for layer in (0..<depth).reversed() {
      let delta = zip(cotangent, h[layer + 1]).map { $0 * (1 - $1 * $1) }
      deltas.insert(delta, at: 0)
      var (below, gradient) = ([Double](repeating: 0, count: examples * width), [Double](repeating: 0, count: width * width))
      for e in 0..<examples {
        for i in 0..<width {
          for j in 0..<width {
            below[e * width + j] += delta[e * width + i] * weights[layer][i * width + j]
            gradient[i * width + j] += delta[e * width + i] * h[layer][e * width + j]
          }
        }
      }
      weightGradients.insert(gradient, at: 0)
      cotangent = below
    }
  }

  private func tanh(_ values: [Double]) throws -> [Double] {
    let graph = Graph()
    let evaluator = Evaluator(try Program(outputs: [graph.input("x", [values.count]).tanh()], precision: .float64))
    evaluator.setInput("x", values)
    evaluator.run()
    return evaluator.output(0)
  }
}

private func meanSquare(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } / Double(values.count) }

private func agree(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * abs($1) }
}

@Suite struct MomentTests {
  @Test("Moments and gradients agree with loops written by hand")
  func loops() throws {
    let loops = try Loops(width: 6, depth: 4, examples: 5, seed: 3)
    let readings = try run(
      network("tanh", depth: 4, width: 6, examples: 5),
      [
        "\"forwardMoment\"", #"{"kind": "forwardMoment", "of": "preActivation"}"#, "\"backwardMoment\"", "\"gradient\"",
        #"{"kind": "gradient", "of": "weights", "statistic": "meanMagnitude"}"#,
        #"{"kind": "gradient", "of": "weights", "statistic": "maximumMagnitude"}"#,
        #"{"kind": "gradient", "per": "example"}"#, #"{"kind": "weightMoment", "statistic": "meanSquare"}"#,
      ])
    #expect(agree(readings[0], loops.h.map(meanSquare)))
    #expect(agree(readings[1], loops.z.map(meanSquare)))
    #expect(agree(readings[2], loops.deltas.map(meanSquare)))
    #expect(agree(readings[3], loops.deltas.map { (meanSquare($0) * 30).squareRoot() }))
    #expect(agree(readings[4], loops.weightGradients.map { $0.reduce(0) { $0 + abs($1) } / 36 }, 1e-11))
    #expect(agree(readings[5], loops.weightGradients.map { $0.reduce(0) { max($0, abs($1)) } }, 1e-11))
    let rows = loops.deltas.flatMap { delta in
      (0..<5).map { (meanSquare(Array(delta[$0 * 6..<$0 * 6 + 6])) * 6).squareRoot() }
    }
    #expect(agree(readings[6], rows))
    #expect(agree(readings[7], loops.weights.map(meanSquare)))
  }

  @Test(
    "The gradient of the loss under cotangent 'loss' is that of the mean squared error, and of the bias its sum over examples")
  func loss() throws {
    let subject = """
      {"kind": "network", "input": {"kind": "constant", "value": 3, "features": 1, "examples": 2},
       "loss": {"kind": "meanSquaredError", "target": {"kind": "constant", "value": 1}},
       "layers": [{"kind": "dense", "width": 1, "initializer": {"kind": "constant", "value": 2}}]}
      """
    // y = 2 · 3 = 6 twice; the loss is 25, its gradient 2 (6 - 1) / 2 for each y.
    let readings = try run(
      subject,
      [
        "\"loss\"", #"{"kind": "gradient", "cotangent": "loss", "per": "example"}"#,
        #"{"kind": "gradient", "cotangent": "loss", "of": "bias"}"#,
        #"{"kind": "gradient", "cotangent": "loss", "of": "weights"}"#,
        #"{"kind": "gradient", "cotangent": "loss", "of": "activation", "statistic": "meanSquare"}"#,
      ])
    #expect(readings == [[25], [5, 5], [10], [30], [100, 25]])
  }

  @Test("A He network holds its moments and a Xavier network halves them, forward and backward")
  func heAndXavier() throws {
    for (initializer, factor) in [("heNormal", 1.0), ("xavierNormal", 0.5)] {
      let readings = try run(
        network("relu", depth: 6, width: 200, initializer: "\"\(initializer)\""), ["\"forwardMoment\"", "\"backwardMoment\""])
      // Six layers: (1/2)^6 within half of it.
      let expected = (0..<6).reduce(1.0) { value, _ in value * factor }
      #expect(abs(readings[0][6] / readings[0][0] / expected - 1) < 0.5)
      #expect(abs(readings[1][0] / readings[1][5] / (expected / factor) - 1) < 0.5)
    }
  }

  @Test("float32 sees the draws of float64, up to its rounding")
  func precisions() throws {
    let measurements = ["\"forwardMoment\"", "\"backwardMoment\"", "\"weightMoment\""]
    let subject = network("tanh", depth: 5, width: 20)
    for (a, b) in zip(try run(subject, measurements, .float32), try run(subject, measurements)) {
      #expect(agree(a, b, 1e-5) && a != b)
    }
  }
}
