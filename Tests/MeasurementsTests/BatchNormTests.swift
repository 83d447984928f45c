import Catalogues
import Documents
import Graphs
import Networks
import Testing

@testable import Measurements

/// A network whose first layer hands its input on, so that layer 1's activation is what batch normalization gives.
private func network(_ statistics: String, _ more: String = "") -> String {
  """
  {"kind": "network", "input": {"kind": "uniform", "low": 1, "high": 4, "features": 1, "examples": 8},
   "loss": "meanSquaredError", "layers": [
    {"kind": "dense", "width": 1, "initializer": {"kind": "constant", "value": 1}, "bias": false},
    {"kind": "batchNorm", "statistics": "\(statistics)", "momentum": 0.25, "affine": false},
    {"kind": "dense", "width": 1}]}
  """
}

/// Steps so small that no parameter moves.
private let still = #"{"optimizer": {"kind": "gradientDescent", "learningRate": 1e-300}, "steps": 4}"#
private let moments = #"{"kind": "forwardMoment", "when": {"every": 1}}"#

@Suite("Batch normalization along training") struct BatchNormTests {
  @Test("Running statistics start at mean 0 and variance 1, and take over a share of every step's mean and unbiased variance")
  func running() throws {
    let result = try train(network("running"), still, [moments, #"{"kind": "forwardMoment", "of": "activation"}"#])
    let subject = try decode(Subjects.catalogue, network("running")).build(for: .operation)
    let feed = try #require(subject.feeds.first { $0.name == "input" })
    let x = feed.filling.values(
      for: feed.shape,
      from: .init(namespace: .pilot, seed: 1, replicate: 0, purpose: feed.purpose, position: feed.position))
    let mean = x.reduce(0, +) / 8
    let unbiased = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7
    let readings = result.readings.filter { $0.measurement == 0 }
    #expect(readings.map(\.step) == [0, 1, 2, 3, 4])
    var kept = 1.0
    for reading in readings {
      let (center, variance) = ((1 - kept) * mean, kept + (1 - kept) * unbiased)
      let expected = x.reduce(0) { $0 + ($1 - center) * ($1 - center) } / 8 / (variance + 1e-5)
      #expect(abs(reading.values[1] / expected - 1) < 1e-13)
      kept *= 0.75
    }
  }

  @Test("By the batch's own statistics the moment is variance / (variance + ε) at every step")
  func batch() throws {
    let readings = try train(network("batch"), still, [moments]).readings
    #expect(readings.count == 5)
    for reading in readings { #expect(abs(reading.values[1] - 1) < 1e-4 && reading.values[1] < 1) }
  }

  @Test("A training step normalizes by its batch, whatever evaluations use", arguments: ["", #", "batchSize": 4"#])
  func training(batches: String) throws {
    let training = #"{"optimizer": {"kind": "adam", "learningRate": 0.05}, "steps": 6\#(batches)}"#
    let trajectory = #"{"kind": "trajectory", "when": {"every": 1}}"#
    let (a, b) = (try train(network("running"), training, [trajectory]), try train(network("batch"), training, [trajectory]))
    #expect(a.bits == b.bits && a.readings.count == 7)
    #expect(Set(a.readings.map { $0.values[2] }).count > 1)
  }
}
