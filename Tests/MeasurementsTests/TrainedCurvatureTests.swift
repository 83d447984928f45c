import Catalogues
import Documents
import Networks
import Testing
import Training

@testable import Measurements

/// The readings of a training, in order of steps, by measurement.
private func train(_ subject: String, _ training: String, _ measurements: [String]) throws -> [[Readings]] {
  var problems = Problems()
  let decoded = try JSONParser.parse("[\(measurements.joined(separator: ", "))]")
  let scheduled = try #require([ScheduledMeasurement].decode(decoded, &problems))
  let training = try #require(TrainingSettings.decode(try JSONParser.parse(training), &problems))
  let subject = try decode(Subjects.catalogue, subject)
  CellRunner.validate(subject: subject, measurements: scheduled, training: training, at: nil, &problems)
  #expect(problems.list.map(\.message) == [])
  let runner = try CellRunner(subject: subject, measurements: scheduled, training: training, precision: .float64)
  let readings = runner.run(namespace: .pilot, seed: 0, replicate: 0).readings
  return measurements.indices.map { index in readings.filter { $0.measurement == index }.sorted { $0.step < $1.step } }
}

@Suite struct TrainedCurvatureTests {
  private func every(_ measurement: String) -> String { measurement.dropLast() + #", "when": {"every": 1}}"# }

  @Test("Stability is λη/2, of a schedule's rate too, and a coordinate is the parameter's value at its step")
  func stability() throws {
    let found = try train(
      #"{"kind": "landscape", "loss": {"kind": "quadratic", "eigenvalues": [1, 100]}, "start": [3, 1]}"#,
      #"{"optimizer": {"kind": "gradientDescent", "learningRate": 0.015}, "steps": 4}"#,
      [
        every(#"{"kind": "stability"}"#), every(#"{"kind": "coordinate", "index": 1}"#),
        every(#"{"kind": "coordinate", "index": 2}"#),
      ])
    #expect(found.map { $0.map(\.step) } == Array(repeating: [0, 1, 2, 3, 4], count: 3))
    for step in 0...4 {
      #expect(abs(found[0][step].values[0] - 0.75) < 1e-13)
      let power = { (factor: Double) in (0..<step).reduce(1.0) { value, _ in value * factor } }
      #expect(abs(found[1][step].values[0] - 3 * power(0.985)) < 1e-13)
      #expect(abs(found[2][step].values[0] - power(-0.5)) < 1e-13)
    }
  }

  @Test("Curvature, derivatives and slices are taken where the parameters are at their step")
  func present() throws {
    let found = try train(
      #"{"kind": "landscape", "loss": "saturatingWell", "start": [2]}"#,
      #"{"optimizer": {"kind": "gradientDescent", "learningRate": 0.5}, "steps": 6}"#,
      [
        every(#"{"kind": "coordinate", "index": 1}"#), every(#"{"kind": "sharpness"}"#), every(#"{"kind": "loss"}"#),
        every(#"{"kind": "directionalDerivatives", "orders": 1, "along": [[1]]}"#),
        every(#"{"kind": "lossSlice", "xRange": [-1, 1], "xPoints": 3}"#),
      ])
    for step in 0...6 {
      let (x, loss) = (found[0][step].values[0], found[2][step].values[0])
      #expect(abs(found[1][step].values[0] - (1 - x * x) * (1 - loss)) < 1e-14)
      #expect(abs(found[3][step].values[0] - x * (1 - loss)) < 1e-14)
      #expect(found[4][step].values[1] == 0 && found[4][step].values == found[4][0].values)
    }
    #expect(found[0][6].values[0] < found[0][0].values[0])
  }

  @Test("Parameters are counted whole where repeats are cut short for checking", arguments: [1, 2, 5, 1000])
  func count(times: Int) throws {
    let subject = try decode(
      Subjects.catalogue,
      """
      {"kind": "network", "input": {"kind": "gaussian", "features": 3}, "layers": [{"kind": "repeat", "times": \(times), "layers": [
        {"kind": "repeat", "times": 7, "layers": [{"kind": "dense", "width": 3}]}, {"kind": "dense", "width": 3, "bias": false}]}]}
      """)
    #expect(subject.build(for: .inspection).parameterCount == times * (7 * 12 + 9))
    if times < 9 { #expect(subject.build(for: .operation).parameterCount == times * (7 * 12 + 9)) }
  }
}
