import Documents
import Manifests
import Testing

@Suite struct FactorTests {
  private let activation = #"{"factor": "activation"}"#

  @Test("Factors are crossed, the first varying slowest, and each level stands where the document names its factor")
  func crossing() throws {
    let text = study(
      #""factors": {"activation": ["relu", "tanh"], "n": [3, 5]}"#, features: #"{"factor": "n"}"#, width: #"{"factor": "n"}"#,
      function: activation)
    let experiment = try #require(try sound(text).experiments.first)
    #expect(experiment.labels == ["relu 3", "relu 5", "tanh 3", "tanh 5"])
    for (settings, level) in zip(experiment.settings, ["relu 3", "relu 5", "tanh 3", "tanh 5"]) {
      let parts = level.split(separator: " ")
      let written = try sound(study(features: "\(parts[1])", width: "\(parts[1])", function: "\"\(parts[0])\""))
      // A sweep's cell is what somebody would have written by hand.
      #expect(settings == written.experiments[0].settings[0])
    }
  }

  @Test("A level with settings is called by its kind, or by the label that it is given")
  func labels() throws {
    let text = study(
      #"""
      "factors": {"activation": ["relu", {"kind": "leakyRelu", "slope": 0.2},
        {"label": "steeper", "value": {"kind": "leakyRelu", "slope": 0.4}, "$comment": "!"}], "n": [{"label": "one", "value": 1}]}
      """#, features: #"{"factor": "n"}"#, function: activation)
    let experiment = try sound(text).experiments[0]
    #expect(experiment.labels == ["relu one", "leakyRelu one", "steeper one"])
    #expect(experiment.settings[2].contains(#""slope":0.4"#))
    #expect(experiment.factors[1].levels[0].number == 1)
    #expect(experiment.factors[0].levels.map(\.number) == [nil, nil, nil])
  }

  @Test(
    "A range has both ends and the decimals that a person would write",
    arguments: [
      (#"{"range": [1, 4]}"#, ["1", "2", "3", "4"]), (#"{"range": [1, 6], "step": 2}"#, ["1", "3", "5"]),
      (#"{"range": [0, 1], "step": 0.1}"#, ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"]),
      (#"{"range": [0.25, 0.75], "step": 0.25}"#, ["0.25", "0.5", "0.75"]), (#"{"range": [7, 7]}"#, ["7"]),
      (#"{"range": [-0.2, 0.1], "step": 0.1}"#, ["-0.2", "-0.1", "0", "0.1"]),
      (#"{"range": [1e-12, 3e-12], "step": 1e-12}"#, ["1e-12", "2e-12", "3e-12"]),
    ])
  func ranges(range: String, labels: [String]) throws {
    let bias = #"{"kind": "constant", "value": {"factor": "b"}}"#
    let experiment = try sound(study(#""factors": {"b": \#(range)}"#, initializer: bias)).experiments[0]
    #expect(experiment.labels == labels)
    #expect(experiment.factors[0].levels.map(\.number) == labels.map { Double($0) })
  }

  @Test("Arms change several settings together and are one factor, 'arm'")
  func arms() throws {
    let text = study(
      #"""
      "arms": [{"label": "plain", "activation": "tanh", "n": 3}, {"$comment": "!", "label": "wide", "n": 9, "activation": "relu"}]
      """#, features: #"{"factor": "n"}"#, function: activation)
    let experiment = try sound(text).experiments[0]
    #expect(experiment.factors.map(\.name) == ["arm"])
    #expect(experiment.labels == ["plain", "wide"])
    #expect(experiment.settings[1] == (try sound(study(features: "9", function: #""relu""#)).experiments[0].settings[0]))
  }

  @Test("A level may use another factor")
  func nested() throws {
    let text = study(
      #"""
      "factors": {"rule": [{"label": "fixed", "value": {"kind": "constant", "value": 1}},
        {"label": "scaled", "value": {"kind": "constant", "value": {"factor": "scale"}}}], "scale": [2, 3]}
      """#, initializer: #"{"factor": "rule"}"#)
    let experiment = try sound(text).experiments[0]
    #expect(experiment.labels == ["fixed 2", "fixed 3", "scaled 2", "scaled 3"])
    #expect(experiment.settings[0] == experiment.settings[1])
    #expect(experiment.settings[3].contains(#""value":3"#))
  }

  @Test("A factor may be the precision, a layer, the kind of a measurement or one of its settings")
  func anywhere() throws {
    let text = study(
      #"""
      "factors": {"precision": ["float64", "float32"], "what": ["activation", "preActivation"], "which": ["forwardMoment", "backwardMoment"]},
      "precision": {"factor": "precision"}
      """#,
      measurements: #"[{"kind": {"factor": "which"}, "name": "m"}, {"kind": "forwardMoment", "of": {"factor": "what"}}]"#)
    let experiment = try sound(text).experiments[0]
    #expect(experiment.combinations.count == 8)
    #expect(Set(experiment.settings).count == 8)
    #expect(experiment.measurementNames == ["m", "forwardMoment"])
    #expect(experiment.measurements.map(\.axes) == [["layer"], ["layer"]])
  }

  @Test(
    "Only and except thin the crossing",
    arguments: [
      (#""only": [{"activation": "relu"}]"#, ["relu 3", "relu 5", "relu 7"]),
      (#""only": [{"activation": "relu", "n": [3, 7]}, {"activation": "tanh", "n": 5}]"#, ["relu 3", "relu 7", "tanh 5"]),
      (#""except": [{"n": [3, 5]}]"#, ["relu 7", "tanh 7"]),
      (#""only": [{"n": 5}], "except": [{"$comment": "!", "activation": "tanh"}]"#, ["relu 5"]),
      (#""except": []"#, ["relu 3", "relu 5", "relu 7", "tanh 3", "tanh 5", "tanh 7"]),
    ])
  func thinning(rule: String, labels: [String]) throws {
    let text = study(
      #""factors": {"activation": ["relu", "tanh"], "n": {"range": [3, 7], "step": 2}}, \#(rule)"#,
      features: #"{"factor": "n"}"#, function: activation)
    #expect(try sound(text).experiments[0].labels == labels)
  }

  @Test("What thinning leaves is counted, not what it takes away")
  func thinnedCount() throws {
    let text = study(
      #""factors": {"n": {"range": [1, 1000]}}, "replicates": 1000, "only": [{"n": [1, 2]}]"#, features: #"{"factor": "n"}"#)
    #expect(try sound(text).experiments[0].labels == ["1", "2"])
  }
}
