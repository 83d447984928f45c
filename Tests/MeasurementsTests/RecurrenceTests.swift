import Catalogues
import Documents
import Graphs
import Networks
import Testing

@testable import Measurements

private func network(_ layers: String, steps: Int, features: Int = 2, examples: Int = 3) -> String {
  """
  {"kind": "network", "input": {"kind": "gaussian", "shape": [\(steps), \(features)], "examples": \(examples)},
   "loss": "halfSquaredError", "layers": [\(layers)]}
  """
}

@Suite("Along the time of recurrent layers") struct RecurrenceTests {
  @Test("With weights of 0 the cell's gradient is multiplied by σ(b) at every step", arguments: [(1.0, 2.48e-14), (5, 0.5109)])
  func cell(bias: Double, rounded: Double) throws {
    let subject = network(
      #"{"kind": "lstm", "units": 3, "initializer": "zeros", "recurrentInitializer": "zeros", "forgetBias": \#(bias)}"#,
      steps: 100)
    let result = try runner(subject, [#"{"kind": "gradient", "of": "cell", "per": "time"}"#])
      .run(namespace: .pilot, seed: 3, replicate: 0)
    let norms = result.readings[0].values
    #expect(result.readings[0].axes.map(\.name) == ["layer", "time"])
    #expect(result.readings[0].axes[1].values == (0...100).map(Double.init))
    let graph = Graph()
    let evaluator = Evaluator(try Program(outputs: [graph.constant(bias).sigmoid()], precision: .float64))
    evaluator.run()
    let gate = evaluator.output(0)[0]
    for (earlier, later) in zip(norms, norms.dropFirst()) { #expect(abs(earlier / later / gate - 1) < 1e-12) }
    #expect(abs(norms[0] / norms[100] / rounded - 1) < 5e-3)
  }

  @Test("The gradient of the states is what the chain rule gives by loops")
  func chainRule() throws {
    let subject = network(#"{"kind": "recurrent", "units": 3, "function": "identity"}"#, steps: 4, examples: 1)
    let whole = try decode(Subjects.catalogue, subject).build(for: .operation)
    let readings = try run(
      subject,
      [
        #"{"kind": "gradient", "of": "state", "per": "time", "cotangent": "ones"}"#,
        #"{"kind": "gradient", "of": "preActivation", "per": "time", "cotangent": "ones"}"#,
        #"{"kind": "gradient", "of": "preActivation", "cotangent": "ones"}"#,
        #"{"kind": "gradient", "of": "recurrentWeights", "cotangent": "ones"}"#,
        #"{"kind": "weightMoment", "of": "recurrentWeights", "statistic": "norm"}"#,
      ])
    let name = "recurrent-1/recurrentWeight"
    let feed = try #require(whole.feeds.first { $0.name == name })
    let u = feed.filling.values(
      for: feed.shape,
      from: .init(namespace: .pilot, seed: 3, replicate: 0, purpose: feed.purpose, position: feed.position))
    // ∂/∂h_{t-1} = Uᵀ ∂/∂h_t, and of a linear layer ∂/∂z_t = ∂/∂h_t.
    var gradient = [1.0, 1, 1]
    var norms: [Double] = []
    for _ in 0...4 {
      norms.insert(gradient.reduce(0) { $0 + $1 * $1 }.squareRoot(), at: 0)
      gradient = (0..<3).map { j in (0..<3).reduce(0) { $0 + u[$1 * 3 + j] * gradient[$1] } }
    }
    #expect(zip(readings[0], norms).allSatisfy { abs($0 - $1) < 1e-14 } && readings[0].count == 5)
    #expect(readings[1] == Array(readings[0].dropFirst()))
    #expect(abs(readings[2][0] - readings[1].reduce(0) { $0 + $1 * $1 }.squareRoot()) < 1e-14)
    #expect(readings[3].count == 1 && readings[3][0] > 0)
    #expect(abs(readings[4][0] - 3.0.squareRoot()) < 1e-14)
  }

  @Test("Moments of states by time are those of the sequence that is handed on")
  func moments() throws {
    let subject = network(
      #"{"kind": "recurrent", "units": 5, "returns": "sequence"}, {"kind": "lstm", "units": 4}"#, steps: 6)
    let readings = try run(
      subject,
      [
        #"{"kind": "forwardMoment", "of": "state", "per": "time"}"#, #"{"kind": "forwardMoment"}"#,
        #"{"kind": "forwardMoment", "of": "cell", "per": "time"}"#, #"{"kind": "backwardMoment", "of": "state", "per": "time"}"#,
        "\"saturation\"", #"{"kind": "gradient", "per": "example"}"#,
      ])
    #expect(readings[0].count == 14 && readings[2].count == 7 && readings[3].count == 14)
    #expect(readings[0][0] == 0 && readings[0][7] == 0)
    let mean = readings[0][1...6].reduce(0, +) / 6
    #expect(abs(mean - readings[1][1]) < 1e-15 && readings[1].count == 3)
    #expect(readings[0][13] == readings[1][2])
    #expect(readings[4].count == 1 && readings[5].count == 6)
  }

  @Test(
    "What has no time says so",
    arguments: [
      (
        #"{"kind": "gradient", "per": "time"}"#,
        "'gradient' looks at the time steps of recurrent layers, but no layer is recurrent"
      ),
      (
        #"{"kind": "forwardMoment", "of": "state"}"#,
        "'forwardMoment' looks at the time steps of recurrent layers, but no layer is recurrent"
      ),
      (
        #"{"kind": "weightMoment", "of": "recurrentWeights"}"#,
        "'weightMoment' looks at recurrent weights, but no layer is recurrent"
      ),
    ])
  func refusals(measurement: String, message: String) throws {
    let subject = try decode(Subjects.catalogue, network(#""flatten", {"kind": "dense", "width": 2}"#, steps: 3))
    var problems = Problems()
    CellRunner.validate(
      subject: subject, measurements: [try decode(Measurements.catalogue, measurement)], at: nil, &problems)
    #expect(problems.list.map(\.message) == [message])
  }

  @Test("Only what lives in time can be read by time, and only an LSTM has cells")
  func settings() throws {
    var problems = Problems()
    let text = #"{"kind": "gradient", "of": "weights", "per": "time"}"#
    #expect(Measurements.catalogue.decode(try JSONParser.parse(text), &problems) == nil)
    #expect(problems.list.map(\.message) == ["'per' can be 'time' of 'preActivation', 'state' and 'cell', not of 'weights'"])
    problems = Problems()
    let subject = try decode(Subjects.catalogue, network(#"{"kind": "recurrent", "units": 2}"#, steps: 3))
    CellRunner.validate(
      subject: subject, measurements: [try decode(Measurements.catalogue, #"{"kind": "gradient", "of": "cell"}"#)], at: nil,
      &problems)
    #expect(problems.list.map(\.message) == ["'gradient' looks at cells, but no layer is an 'lstm'"])
  }
}
