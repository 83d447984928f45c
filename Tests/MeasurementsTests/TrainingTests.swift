import Catalogues
import Documents
import Graphs
import Networks
import Testing
import Training

@testable import Measurements

/// ½ (x² + 100 y²) from (1, 1).
private let ravine = #"{"kind": "landscape", "loss": {"kind": "quadratic", "eigenvalues": [1, 100]}, "start": [1, 1]}"#

private let moons = """
  {"kind": "network", "input": {"kind": "twoMoons", "examples": 60}, "loss": "softmaxCrossEntropy", "layers": [
    {"kind": "dense", "width": 8, "biasInitializer": "centered"}, {"kind": "activation", "function": "tanh"},
    {"kind": "dense", "width": 2}]}
  """

private func descent(_ rate: Double, _ steps: Int, _ more: String = "") -> String {
  #"{"optimizer": {"kind": "gradientDescent", "learningRate": \#(rate)}, "steps": \#(steps)\#(more)}"#
}

@Suite("Measurements along training") struct TrainingMeasurementTests {
  @Test("A measurement is taken at its steps, at start and end when it does not say")
  func when() throws {
    let result = try train(
      ravine, descent(0.001, 10),
      [
        #""loss""#, #"{"kind": "loss", "when": {"every": 4}}"#, #"{"kind": "parameterNorm", "when": {"steps": [3, 1]}}"#,
        #"{"kind": "loss", "when": "end"}"#, #"{"kind": "gradientNorm", "when": "start"}"#,
      ])
    #expect(result.outcome == .finished)
    #expect((0..<5).map { result.curve($0).map(\.step) } == [[0, 10], [0, 4, 8], [1, 3], [10], [0]])
    #expect(result.readings.map(\.step) == result.readings.map(\.step).sorted())
    #expect(result.curve(0)[0].value == 50.5 && result.curve(0)[1].value == result.curve(3)[0].value)
    #expect(abs(result.curve(4)[0].value - 10001.0.squareRoot()) < 1e-12)
  }

  @Test("Trajectory, update and gradient of one step belong together")
  func step() throws {
    let every = #""when": {"every": 1}"#
    let result = try train(
      ravine,
      #"{"optimizer": {"kind": "gradientDescent", "learningRate": {"kind": "inverseTime", "rate": 0.01, "decay": 1}}, "steps": 5}"#,
      [
        #"{"kind": "trajectory", \#(every)}"#, #"{"kind": "updateNorm", \#(every)}"#, #"{"kind": "learningRate", \#(every)}"#,
        #"{"kind": "gradientNorm", \#(every)}"#,
      ])
    let points = result.readings.filter { $0.measurement == 0 }
    #expect(points.allSatisfy { $0.axes == [.init("index", [1, 2])] } && points.count == 6)
    for (t, (here, next)) in zip(points, points.dropFirst()).enumerated() {
      let (dx, dy) = (next.values[0] - here.values[0], next.values[1] - here.values[1])
      #expect(abs((dx * dx + dy * dy).squareRoot() - result.curve(1)[t].value) < 1e-15)
      #expect(abs(result.curve(2)[t].value - 0.01 / Double(t + 1)) < 1e-17)
      #expect(abs(result.curve(1)[t].value / result.curve(2)[t].value - result.curve(3)[t].value) < 1e-12)
    }
  }

  /// What running statistics normalize a step computes in another way.
  private static let normalized = network("tanh", depth: 2, width: 4)
    .replacing(#"{"kind": "activation""#, with: #"{"kind": "batchNorm", "statistics": "running"}, {"kind": "activation""#)

  @Test(
    "The loss along training is that of a program of its own to the bit, whether or not the step gives it",
    arguments: [ravine, moons, network("relu", depth: 3, width: 5), normalized],
    ["", #", "batchSize": 1"#])
  func loss(subject: String, batches: String) throws {
    if !batches.isEmpty, subject == ravine { return }
    for precision in Precision.allCases {
      let alone = try runner(subject, [#""loss""#], precision).run(namespace: .pilot, seed: 1, replicate: 0)
      let trained = try train(subject, descent(0.001, 2, batches), [#"{"kind": "loss", "when": {"every": 1}}"#], precision)
      #expect(trained.readings[0].values.map(\.bitPattern) == alone.readings[0].values.map(\.bitPattern))
      #expect(trained.curve(0).map(\.step) == [0, 1, 2] && Set(trained.curve(0).map(\.value)).count == 3)
    }
  }

  @Test("Training ends where its condition holds, and the first step below a value is counted; infinite when there is none")
  func conditions() throws {
    // The loss is 50.5, then below 0.5 once y is gone: η = 1/100 takes y to 0 in one step.
    let until = { (value: Double) in #"{"kind": "stepsUntil", "lossBelow": \#(value)}"# }
    let result = try train(
      ravine, descent(0.01, 1000, #", "stopWhen": {"lossBelow": 0.1}"#),
      [until(1), until(0.2), until(0.01), #"{"kind": "loss", "when": "end"}"#])
    #expect(result.outcome == .finished)
    #expect(result.curve(0)[0].value == 1)
    // ½ 0.99²ᵗ < 0.2 from t = 46 on, < 0.1 from 81 on.
    #expect(result.curve(1)[0].value == 46 && result.curve(2)[0].value == .infinity)
    #expect(result.curve(3)[0].step == 81 && result.curve(3)[0].value < 0.1)
  }

  @Test("A divergence is an outcome; what was read until then is kept, and there is no end")
  func divergence() throws {
    let measurements = [#"{"kind": "loss", "when": {"every": 50}}"#, #"{"kind": "loss", "when": "end"}"#]
    let limited = try train(ravine, descent(0.0202, 5000, #", "divergesAbove": 5000"#), measurements)
    // The error along y grows by 1.02 a step, the loss by its square: 50 · 1.0404ᵗ passes 5000 at t = 117.
    #expect(limited.outcome == .diverged(step: 117))
    #expect(limited.curve(0).map(\.step) == [0, 50, 100] && limited.curve(1).isEmpty)
    let overflow = try train(ravine, descent(1, 5000), measurements)
    guard case .diverged(let step) = overflow.outcome else {
      Issue.record("it did not diverge")
      return
    }
    #expect(step > 70 && step < 90 && overflow.curve(0).map(\.step) == [0, 50])
    let onward = try train(ravine, descent(1, 200, #", "stopOnDivergence": false"#), measurements)
    #expect(onward.outcome == .diverged(step: step) && onward.curve(1).map(\.step) == [200])
  }

  @Test("Two moons are told apart, in batches or not", arguments: ["", #", "batchSize": 15"#])
  func classification(batches: String) throws {
    let result = try train(
      moons, #"{"optimizer": {"kind": "adam", "learningRate": 0.05}, "epochs": 150\#(batches)}"#, [#""accuracy""#, #""loss""#])
    #expect(result.curve(0).map(\.step) == [0, batches.isEmpty ? 150 : 600])
    #expect(result.curve(0)[0].value < 0.95 && result.curve(0)[1].value > 0.95)
    #expect(result.curve(1)[1].value < 0.3 * result.curve(1)[0].value)
  }

  @Test("The exclusive or is learned with one logit", arguments: Precision.allCases)
  func exclusiveOr(precision: Precision) throws {
    let subject = """
      {"kind": "network", "input": "xor", "loss": "binaryCrossEntropy", "layers": [
        {"kind": "dense", "width": 8}, {"kind": "activation", "function": "tanh"}, {"kind": "dense", "width": 1}]}
      """
    let result = try train(
      subject, #"{"optimizer": {"kind": "adam", "learningRate": 0.05}, "steps": 300}"#, [#""accuracy""#], precision)
    #expect(result.curve(0)[1].value == 1)
  }

  @Test("Another measurement shifts nobody's numbers, whatever its steps, and clipping that never clips shifts none either")
  func independence() throws {
    let loss = #"{"kind": "loss", "when": {"every": 5}}"#
    let training = #"{"optimizer": "adam", "steps": 20, "batchSize": 15}"#
    let alone = try train(moons, training, [loss])
    let beside = try train(moons, training, [#""backwardMoment""#, #""accuracy""#, #""updateNorm""#, loss])
    #expect(alone.curve(0).map(\.value.bitPattern) == beside.curve(3).map(\.value.bitPattern))
    let clipped = try train(
      moons, #"{"optimizer": [{"kind": "clipNorm", "maximum": 1e6}, "adam"], "steps": 20, "batchSize": 15}"#, [loss])
    #expect(clipped.bits == alone.bits)
    #expect(try train(moons, training, [loss], replicate: 1).bits != alone.bits)
  }

  @Test("What asks for training without there being any, or for steps beyond it, is told")
  func problems() throws {
    func messages(_ text: String, _ training: String?) throws -> [String] {
      var problems = Problems()
      CellRunner.validate(
        subject: try decode(Subjects.catalogue, ravine), measurements: [try measurement(text)],
        training: try training.map(settings), at: nil,
        &problems)
      return problems.list.map(\.message)
    }
    #expect(try messages(#""updateNorm""#, nil) == ["'updateNorm' is about training, but the experiment has no 'training'"])
    #expect(
      try messages(#"{"kind": "loss", "when": "end"}"#, nil) == [
        "'when' asks for steps of a training, but the experiment has no 'training'"
      ])
    #expect(try messages(#"{"kind": "loss", "when": "start"}"#, nil) == [])
    #expect(
      try messages(#"{"kind": "loss", "when": {"steps": [1, 11]}}"#, descent(0.1, 10)) == [
        "'when' asks for step 11, and the training ends with step 10"
      ])
    #expect(
      try messages(#""accuracy""#, descent(0.1, 10)) == [
        "'accuracy' needs classes: a dataset such as 'twoMoons' as input, and a loss of its classes"
      ])
  }
}
