import Catalogues
import Documents
import Graphs
import Networks
import Testing

@testable import Measurements

@Suite struct CellRunnerTests {
  private let subject = network("tanh", depth: 3, width: 5, bias: #""bias": true"#)

  @Test(
    "Every measurement gives the axes that it declares, a coordinate for every value", arguments: Measurements.catalogue.names)
  func axes(name: String) throws {
    for precision in [#""\#(name)""#, #"{"kind": "\#(name)", "per": "example"}"#] {
      var problems = Problems()
      guard let measurement = Measurements.catalogue.decode(try JSONParser.parse(precision), &problems) else { continue }
      // Those that need classes or a training have tests of their own.
      if type(of: measurement).needsTraining || measurement is Accuracy { continue }
      let reading = try runner(subject, [precision]).run(namespace: .pilot, seed: 0, replicate: 0).readings[0]
      #expect(reading.axes.map(\.name) == measurement.axes && !reading.values.isEmpty)
      #expect(reading.step == 0 && reading.measurement == 0)
      let whole = Measurements.catalogue.encode(measurement).canonical
      #expect(Measurements.catalogue.encode(try decode(Measurements.catalogue, whole)).canonical == whole)
    }
  }

  @Test("Layers count from 0, the input, for activations and from 1 for everything else")
  func layers() throws {
    func layers(_ measurement: String) throws -> [Double] {
      try runner(subject, [measurement]).run(namespace: .pilot, seed: 0, replicate: 0).readings[0].axes[0].values
    }
    #expect(try layers("\"forwardMoment\"") == [0, 1, 2, 3])
    #expect(try layers(#"{"kind": "gradient", "of": "activation"}"#) == [0, 1, 2, 3])
    for text in ["\"backwardMoment\"", #"{"kind": "gradient", "of": "bias"}"#, "\"saturation\"", "\"weightMoment\""] {
      #expect(try layers(text) == [1, 2, 3])
    }
  }

  @Test("A network of no layers has its input, and nothing at the layers that it lacks")
  func empty() throws {
    let none = network("tanh", depth: 0, width: 5)
    let readings = try run(none, ["\"forwardMoment\"", #"{"kind": "backwardMoment", "of": "activation"}"#, "\"gradient\""])
    #expect(readings.map(\.count) == [1, 1, 0])
    #expect(try run(none, ["\"gradient\""]) == [[]])
  }

  @Test("A replicate's numbers do not depend on what ran before, nor on the runner")
  func determinism() throws {
    let measurements = ["\"forwardMoment\"", "\"backwardMoment\"", "\"loss\""]
    let one = try runner(subject, measurements)
    let first = one.run(namespace: .confirm, seed: 0, replicate: 4)
    _ = one.run(namespace: .confirm, seed: 0, replicate: 5)
    #expect(one.run(namespace: .confirm, seed: 0, replicate: 4) == first)
    #expect(try runner(subject, measurements).run(namespace: .confirm, seed: 0, replicate: 4) == first)
    let others = [
      one.run(namespace: .pilot, seed: 0, replicate: 4), one.run(namespace: .confirm, seed: 1, replicate: 4),
      one.run(namespace: .confirm, seed: 0, replicate: 3),
    ]
    for other in others { #expect(other != first) }
  }

  @Test("Another measurement shifts nobody's numbers")
  func measurements() throws {
    let alone = try run(subject, ["\"backwardMoment\""])[0]
    let all = try run(
      subject,
      ["\"loss\"", #"{"kind": "gradient", "cotangent": "loss", "of": "weights"}"#, "\"saturation\"", "\"backwardMoment\""])
    #expect(bits([alone]) == bits([all[3]]))
  }

  @Test("More layers shift nobody's weights")
  func depth() throws {
    let measurement = #"{"kind": "weightMoment", "statistic": "norm"}"#
    let (short, long) = (
      try run(network("relu", depth: 3, width: 5), [measurement])[0],
      try run(network("tanh", depth: 7, width: 5), [measurement])[0]
    )
    #expect(bits([short]) == bits([Array(long[..<3])]))
  }

  @Test("Arms that differ in the initializer's scale are paired")
  func paired() throws {
    let measurement = #"{"kind": "weightMoment", "statistic": "norm"}"#
    let norms = try ["xavierNormal", "heNormal"].map {
      try run(network("relu", depth: 2, width: 50, initializer: "\"\($0)\""), [measurement])[0]
    }
    for (xavier, he) in zip(norms[0], norms[1]) { #expect(abs(he / xavier - 2.0.squareRoot()) < 1e-14) }
  }

  @Test("A reading that is not finite makes the cell diverged, and is kept")
  func divergence() throws {
    let exploding = network("relu", depth: 12, width: 4, initializer: #"{"kind": "normal", "standardDeviation": 1e40}"#)
    let result = try runner(exploding, ["\"forwardMoment\"", "\"weightMoment\""]).run(namespace: .pilot, seed: 0, replicate: 0)
    #expect(result.outcome == .diverged(step: 0))
    #expect(result.readings[0].values[0].isFinite && !result.readings[0].values[12].isFinite)
    #expect(result.readings[1].values.allSatisfy { $0.isFinite })
    #expect(try runner(subject, ["\"loss\""]).run(namespace: .pilot, seed: 0, replicate: 0).outcome == .finished)
  }

  @Test("A derived bias is what the forward pass needs, also where float32 rounds", arguments: [Precision.float64, .float32])
  func derived(precision: Precision) throws {
    let centered = network("sigmoid", depth: 4, width: 3, bias: #""biasInitializer": {"kind": "centered", "at": 0.5}"#)
    let single = centered.replacing("\"examples\": 4", with: "\"examples\": 1")
    let moments = try run(single, [#"{"kind": "forwardMoment", "of": "preActivation"}"#], precision)[0]
    #expect(moments.allSatisfy { abs($0 - 0.25) < (precision == .float64 ? 1e-15 : 1e-6) })
  }

  @Test("The sample variance subtracts the mean before it squares")
  func variance() throws {
    let shifted = network(
      "tanh", depth: 1, width: 100, initializer: #"{"kind": "normal", "mean": 1e6, "standardDeviation": 0.5}"#)
    let plain = network("tanh", depth: 1, width: 100, initializer: #"{"kind": "normal", "standardDeviation": 0.5}"#)
    let (a, b) = (try run(shifted, ["\"weightMoment\""])[0][0], try run(plain, ["\"weightMoment\""])[0][0])
    #expect(abs(a / b - 1) < 1e-7 && abs(b - 0.25) < 0.02)
    // 1, 0, 0, 1: the squares around 1/2 sum to 1, divided by 3.
    let identity = network("tanh", depth: 1, width: 2, initializer: "\"identity\"")
    #expect(try run(identity, ["\"weightMoment\""])[0] == [1.0 / 3])
  }

  @Test(
    "What a subject cannot give is told",
    arguments: [
      ("\"loss\"", "'loss' is measured, but the subject has no 'loss'"),
      (#"{"kind": "gradient", "cotangent": "loss"}"#, "'gradient' pulls back the loss, but the subject has no 'loss'"),
      (#"{"kind": "gradient", "of": "bias"}"#, "the gradient of the bias is asked for, but no layer has a bias"),
      (#"{"kind": "weightMoment", "of": "bias"}"#, "'weightMoment' looks at biases, but no layer has a bias"),
      ("\"saturation\"", "'saturation' looks at activations, but the subject has none behind a layer"),
      ("\"weightMoment\"", "a sample variance needs two elements; a layer here has one"),
      (
        "\"gradientBound\"",
        "'gradientBound' is a product over a plain network: dense layers, each with at most one activation, and nothing between"
      ),
    ])
  func problems(measurement: String, message: String) throws {
    let subject = try decode(
      Subjects.catalogue,
      """
      {"kind": "network", "input": {"kind": "gaussian", "features": 1}, "layers": [
        {"kind": "dense", "width": 1, "bias": false}, {"kind": "scale", "factor": 2}]}
      """)
    var problems = Problems()
    let chosen = Chosen<Measurements>(
      try decode(Measurements.catalogue, measurement),
      at: Location(pointer: JSONPointer().appending("measurements").appending(0), line: 3, column: 4))
    let placed = ScheduledMeasurement(chosen.value, at: chosen.location)
    CellRunner.validate(subject: subject, measurements: [placed], at: nil, &problems)
    #expect(problems.list.map(\.message) == [message])
    #expect(problems.list.first?.location?.line == 3)
  }

  @Test("The memory of a runner is known without taking it, however much it is")
  func memory() throws {
    let measurements = [try decode(Measurements.catalogue, "\"forwardMoment\"")]
    func bytes(_ width: Int, _ precision: Precision) throws -> Int {
      let subject = try decode(Subjects.catalogue, network("relu", depth: 2, width: width, examples: 1))
      return try CellPlan(subject, measurements.map { ScheduledMeasurement($0) }, nil, precision).peakBytes
    }
    let parameters = 2 * 1000 * 1000
    #expect((parameters * 8..<parameters * 14).contains(try bytes(1000, .float64)))
    #expect(try bytes(1000, .float32) < bytes(1000, .float64))
    #expect(try bytes(1_000_000, .float64) > 16_000_000_000_000)
  }

  @Test("The gradient of weights has no examples")
  func weightsPerExample() throws {
    var problems = Problems()
    let json = try JSONParser.parse(#"{"kind": "gradient", "of": "weights", "per": "example"}"#)
    #expect(Measurements.catalogue.decode(json, &problems) == nil)
    #expect(problems.list.map(\.message) == ["the gradient of the weights is a sum over examples; 'per' can only be 'layer'"])
  }
}

/// A parameter and a loss, without layers.
private struct Bowl: Subject {
  static let name = "bowl"
  static let summary = "½ (x² + y²)"

  func build(for stage: BuildStage) -> SubjectGraph {
    let graph = Graph()
    let feed = Feed(name: "point", shape: [2], purpose: "coordinate", position: "point", filling: .given([3, 4]))
    let x = graph.input(feed.name, feed.shape)
    let parameter = Parameter(name: feed.name, role: .coordinates, shape: feed.shape, tensor: x, filling: feed.filling)
    return SubjectGraph(graph: graph, parameters: [parameter], loss: 0.5 * x.squared().sum(), feeds: [feed])
  }
}

@Suite("A subject without layers") struct LayerlessTests {
  @Test("Its loss is measured at its point")
  func loss() throws {
    let runner = try CellRunner(subject: Bowl(), measurements: [LossValue()], precision: .float64)
    #expect(runner.run(namespace: .pilot, seed: 0, replicate: 0).readings.map(\.values) == [[12.5]])
  }

  @Test("What looks at layers says that there are none", arguments: Measurements.catalogue.entries.map(\.name))
  func layers(name: String) throws {
    let measurement = try #require(Measurements.catalogue.entries.first { $0.name == name }).standard()
    var problems = Problems()
    CellRunner.validate(subject: Bowl(), measurements: [measurement], at: nil, &problems)
    if type(of: measurement).needsTraining || measurement is Accuracy { return }
    let expected =
      measurement is any LayerMeasurement ? ["'\(name)' looks at the layers of a network, but the subject has no layers"] : []
    #expect(problems.list.map(\.message) == expected)
  }
}
