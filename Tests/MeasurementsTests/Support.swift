import Catalogues
import Documents
import Graphs
import Networks
import Testing
import Training

@testable import Measurements

func decode<Member>(_ catalogue: Catalogue<Member>, _ text: String) throws -> Member {
  var problems = Problems()
  let member = catalogue.decode(try JSONParser.parse(text), &problems)
  #expect(problems.list.map(\.message) == [])
  return try #require(member)
}

func runner(_ subject: String, _ measurements: [String], _ precision: Precision = .float64) throws -> CellRunner {
  var problems = Problems()
  let subject = try decode(Subjects.catalogue, subject)
  let measurements = try measurements.map { try decode(Measurements.catalogue, $0) }
  CellRunner.validate(subject: subject, measurements: measurements, at: nil, &problems)
  #expect(problems.list.map(\.message) == [])
  return try CellRunner(subject: subject, measurements: measurements, precision: precision)
}

func run(
  _ subject: String, _ measurements: [String], _ precision: Precision = .float64, replicate: Int = 0
) throws -> [[Double]] {
  try runner(subject, measurements, precision).run(namespace: .pilot, seed: 3, replicate: replicate).readings.map(\.values)
}

/// Dense layers of one width, each with an activation.
func network(
  _ activation: String, depth: Int, width: Int, examples: Int = 4, initializer: String = "\"heNormal\"",
  bias: String = "\"bias\": false"
) -> String {
  """
  {"kind": "network", "input": {"kind": "gaussian", "features": \(width), "examples": \(examples)}, "loss": "meanSquaredError",
   "layers": [{"kind": "repeat", "times": \(depth), "layers": [
     {"kind": "dense", "width": \(width), "initializer": \(initializer), \(bias)},
     {"kind": "activation", "function": "\(activation)"}]}]}
  """
}

/// The scalar chain x_l = σ(w x_{l-1} + b), b such that every pre-activation is 0.
func chain(_ depth: Int) -> String {
  network(
    "sigmoid", depth: depth, width: 1, examples: 1, initializer: #"{"kind": "constant", "value": 1}"#,
    bias: #""biasInitializer": "centered""#)
}

/// The bits, so that NaN equals NaN and 0 is not -0.
func bits(_ values: [[Double]]) -> [[UInt64]] { values.map { $0.map(\.bitPattern) } }

func settings(_ text: String) throws -> TrainingSettings {
  var problems = Problems()
  let settings = TrainingSettings.decode(try JSONParser.parse(text), &problems)
  #expect(problems.list.map(\.message) == [])
  return try #require(settings)
}

func measurement(_ text: String) throws -> ScheduledMeasurement {
  var problems = Problems()
  let measurement = ScheduledMeasurement.decode(try JSONParser.parse(text), &problems)
  #expect(problems.list.map(\.message) == [])
  return try #require(measurement)
}

func train(
  _ subject: String, _ training: String, _ measurements: [String], _ precision: Precision = .float64, replicate: Int = 0
) throws -> CellResult {
  let subject = try decode(Subjects.catalogue, subject)
  let (training, measurements) = (try settings(training), try measurements.map(measurement))
  var problems = Problems()
  CellRunner.validate(subject: subject, measurements: measurements, training: training, at: nil, &problems)
  #expect(problems.list.map(\.message) == [])
  let runner = try CellRunner(subject: subject, measurements: measurements, training: training, precision: precision)
  let result = runner.run(namespace: .pilot, seed: 1, replicate: replicate)
  // What ran before does not matter.
  #expect(runner.run(namespace: .pilot, seed: 1, replicate: replicate).bits == result.bits)
  return result
}

extension CellResult {
  /// The steps and the bits of all readings.
  var bits: [[UInt64]] { readings.map { [UInt64($0.step)] + $0.values.map(\.bitPattern) } }

  /// The steps and the single values of a measurement.
  func curve(_ index: Int) -> [(step: Int, value: Double)] {
    readings.filter { $0.measurement == index }.map { ($0.step, $0.values[0]) }
  }
}
