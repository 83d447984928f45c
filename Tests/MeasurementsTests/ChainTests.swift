import Testing

private let magnitude = #"{"kind": "gradient", "cotangent": "ones", "statistic": "meanMagnitude"}"#

/// 2^exponent, exactly, subnormal or 0 where it is.
private func powerOfTwo(_ exponent: Int) -> Double {
  (0..<(-exponent)).reduce(1.0) { value, _ in value / 2 }
}

@Suite struct ChainTests {
  @Test(
    "Through L sigmoids at 0 the gradient is exactly (1/4)^L, in every layer, to depth 80 in float64",
    arguments: [1, 2, 5, 20, 80])
  func exact(depth: Int) throws {
    let gradients = try run(chain(depth), [magnitude])[0]
    #expect(gradients == (1...depth).map { powerOfTwo(-2 * (depth - $0 + 1)) })
  }

  @Test("At depth 20 that is 9.0949e-13")
  func twenty() throws {
    #expect(abs(try run(chain(20), [magnitude])[0][0] - 9.0949e-13) < 5e-18)
  }

  @Test(
    "In float32 it is normal to depth 63, subnormal from 64 to 74, and 0 from 75", arguments: [1, 62, 63, 64, 70, 74, 75, 80])
  func float32(depth: Int) throws {
    for statistic in ["meanMagnitude", "norm", "maximumMagnitude"] {
      let measurement = #"{"kind": "gradient", "cotangent": "ones", "statistic": "\#(statistic)"}"#
      let gradient = try run(chain(depth), [measurement], .float32)[0][0]
      #expect(gradient == (depth < 75 ? powerOfTwo(-2 * depth) : 0))
      #expect(Float(gradient).isNormal == (depth <= 63) && Float(gradient).isSubnormal == (64...74).contains(depth))
    }
  }

  @Test("With random pre-activations and |w| ≤ 1 every example keeps its bound, and the bound is at most (1/4)^k")
  func bounds() throws {
    let subject = network(
      "sigmoid", depth: 12, width: 1, examples: 50, initializer: "\"uniform\"",
      bias: #""biasInitializer": {"kind": "normal", "standardDeviation": 2}"#)
    let perExample = #"{"kind": "gradient", "cotangent": "ones", "per": "example"}"#
    let runner = try runner(subject, [perExample, #"{"kind": "gradientBound", "cotangent": "ones", "per": "example"}"#])
    for replicate in 0..<20 {
      let readings = runner.run(namespace: .pilot, seed: 0, replicate: replicate).readings
      #expect(readings[0].axes == readings[1].axes && readings[0].values.count == 12 * 50)
      for index in readings[0].values.indices {
        let (gradient, bound, layer) = (
          readings[0].values[index], readings[1].values[index], Int(readings[0].axes[0].values[index])
        )
        #expect(gradient > 0 && gradient <= bound * (1 + 1e-14))
        #expect(bound <= powerOfTwo(-2 * (12 - layer + 1)))
      }
    }
  }

  @Test("The bound is met with equality where every slope is at its largest")
  func sharp() throws {
    let readings = try run(
      chain(7), [#"{"kind": "gradient", "cotangent": "ones"}"#, #"{"kind": "gradientBound", "cotangent": "ones"}"#])
    #expect(readings[0] == readings[1])
  }
}
