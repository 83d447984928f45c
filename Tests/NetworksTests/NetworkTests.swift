import Catalogues
import Datasets
import Documents
import Graphs
import Random
import Testing

@testable import Networks

/// Every leaf's values for one replicate.
func draws(_ subject: SubjectGraph, replicate: Int = 0) -> [String: [Double]] {
  Dictionary(
    uniqueKeysWithValues: subject.feeds.map { feed in
      let stream = RandomStream(
        namespace: .pilot, seed: 1, replicate: replicate, purpose: feed.purpose, position: feed.position)
      return (feed.name, feed.filling.values(for: feed.shape, from: stream))
    })
}

@Suite struct NetworkTests {
  /// A network with layers inside of others.
  private func everything(_ activation: String) -> String {
    """
    {"kind": "network", "input": {"kind": "gaussian", "features": 3, "examples": 2}, "loss": "meanSquaredError", "layers": [
      {"kind": "dense", "width": 4, "initializer": "heNormal", "biasInitializer": {"kind": "normal", "standardDeviation": 0.3}},
      {"kind": "activation", "function": "\(activation)"},
      {"kind": "repeat", "times": 2, "layers": [
        {"kind": "residual", "scale": 0.5, "layers": [
          {"kind": "dense", "width": 4, "biasInitializer": {"kind": "uniform", "low": 0.1, "high": 0.4}},
          {"kind": "activation", "function": "\(activation)"}]},
        {"kind": "scale", "factor": 1.3}]},
      {"kind": "dense", "name": "head", "width": 2, "bias": false}]}
    """
  }

  @Test(
    "The gradient of every parameter agrees with central differences, for every activation through a network",
    arguments: Activations.catalogue.names)
  func finiteDifferences(activation: String) throws {
    let text = everything(activation)
    let network = try decode(Subjects.catalogue, text).build(for: .operation)
    let loss = try #require(network.loss)
    let gradients = network.graph.gradients(of: loss, withRespectTo: network.parameters.map(\.tensor))
    let inputs = draws(network)
    let exact = try evaluate(gradients, inputs)
    let evaluator = Evaluator(try Program(outputs: [loss], precision: .float64))
    for (name, values) in inputs { evaluator.setInput(name, values) }
    func value(_ name: String, _ values: [Double]) -> Double {
      evaluator.setInput(name, values)
      evaluator.run()
      return evaluator.output(0)[0]
    }
    let step = 1e-6
    for (parameter, exact) in zip(network.parameters, exact) {
      let scale = exact.reduce(0) { max($0, abs($1)) }
      let base = try #require(inputs[parameter.name])
      for index in base.indices {
        var (above, below) = (base, base)
        above[index] += step
        below[index] -= step
        let quotient = (value(parameter.name, above) - value(parameter.name, below)) / (2 * step)
        #expect(abs(quotient - exact[index]) < 1e-6 * max(scale, 1e-2), "\(parameter.name) \(index)")
      }
      _ = value(parameter.name, base)
    }
  }

  @Test("A path names what stands there, an unnamed layer by its kind and number")
  func paths() throws {
    let network = try decode(Subjects.catalogue, everything("tanh")).build(for: .operation)
    #expect(
      network.layers.map(\.path) == [
        "dense-1", "repeat-1/1/residual-1/dense-1", "repeat-1/2/residual-1/dense-1", "head",
      ])
    #expect(network.layers.map(\.index) == [1, 2, 3, 4])
    #expect(
      network.parameters.map(\.name).prefix(3) == ["dense-1/weight", "dense-1/bias", "repeat-1/1/residual-1/dense-1/weight"])
    #expect(network.layers.map(\.weights[0].shape) == [[4, 3], [4, 4], [4, 4], [2, 4]])
    #expect(network.feeds.map(\.purpose).filter { $0 != "weight" && $0 != "bias" } == ["input", "target"])
  }

  @Test("The activation of a layer is what the next one sees: through activations, scales and residual sums")
  func traces() throws {
    let network = try decode(Subjects.catalogue, everything("tanh")).build(for: .operation)
    let values = try evaluate(
      network.layers.map(\.activation) + network.layers.map(\.preActivation) + [network.output], draws(network))
    let (h, z) = (Array(values[0..<4]), Array(values[4..<8]))
    for (a, b) in zip(h[0], z[0]) { #expect(abs(a - b.tanh) < 1e-15) }
    for index in h[1].indices { #expect(abs(h[1][index] - 1.3 * (h[0][index] + 0.5 * z[1][index].tanh)) < 1e-14) }
    #expect(h[3] == values[8] && z[3] == values[8])
    #expect(network.layers.map { $0.nonlinearity == nil } == [false, false, false, true])
  }

  @Test("Depth, and other layers, shift nobody's position")
  func stability() throws {
    func positions(_ layers: String) throws -> [String] {
      try decode(
        Subjects.catalogue, #"{"kind": "network", "input": {"kind": "gaussian", "features": 3}, "layers": [\#(layers)]}"#
      )
      .build(for: .operation).layers.map(\.path)
    }
    let dense = #"{"kind": "dense", "width": 3}"#
    let tanh = #"{"kind": "activation", "function": "tanh"}"#
    let deep = { (times: Int) in #"{"kind": "repeat", "times": \#(times), "layers": [\#(dense), \#(tanh)]}"# }
    let (short, long) = (try positions("\(deep(2)), \(dense)"), try positions("\(deep(5)), \(dense)"))
    #expect(Set(long).isSuperset(of: short))
    let named = #"{"kind": "dense", "width": 3, "name": "extra"}"#
    #expect(try positions("\(dense), \(tanh), \(named), \(tanh), \(dense)") == ["dense-1", "extra", "dense-2"])
  }

  @Test(
    "In bias-free networks of a homogeneous activation the product of weights and gradient is the same at every layer",
    arguments: ["relu", "identity", "leakyRelu"])
  func euler(activation: String) throws {
    let network = try decode(
      Subjects.catalogue,
      """
      {"kind": "network", "input": {"kind": "gaussian", "features": 7, "examples": 3}, "layers": [
        {"kind": "repeat", "times": 6, "layers": [
          {"kind": "dense", "width": 7, "bias": false, "initializer": "heNormal"},
          {"kind": "activation", "function": "\(activation)"}]}]}
      """
    ).build(for: .operation)
    let weights = network.layers.map(\.weights[0].tensor)
    let cotangent = network.graph.input("cotangent", network.output.shape)
    let gradients = network.graph.vectorJacobianProducts(of: [network.output], cotangents: [cotangent], withRespectTo: weights)
    var inputs = draws(network)
    inputs["cotangent"] = Filling.normal(mean: 0, standardDeviation: 1).values(
      for: cotangent.shape, from: RandomStream(namespace: .pilot, seed: 1, replicate: 0, purpose: "cotangent", position: "output")
    )
    let products = try evaluate(zip(weights, gradients).map { ($0 * $1).sum() }, inputs).map { $0[0] }
    #expect(products.allSatisfy { abs($0 - products[0]) < 1e-10 * abs(products[0]) })
    #expect(abs(products[0]) > 1e-3)
  }

  @Test("A centered bias brings the mean pre-activation over the examples to its value")
  func centered() throws {
    let subject = try decode(
      Subjects.catalogue,
      """
      {"kind": "network", "input": {"kind": "gaussian", "features": 5, "examples": 9}, "layers": [
        {"kind": "repeat", "times": 3, "layers": [
          {"kind": "dense", "width": 4, "biasInitializer": {"kind": "centered", "at": 0.7}},
          {"kind": "activation", "function": "sigmoid"}]}]}
      """)
    let initialization = subject.build(for: .initialization)
    let means = try evaluate(initialization.layers.map { $0.preActivation.mean(over: [0]) }, draws(initialization))
    #expect(means.allSatisfy { $0.allSatisfy { abs($0 - 0.7) < 1e-14 } })
    let operation = subject.build(for: .operation)
    #expect(operation.derivedParameters.map(\.name) == initialization.derivedParameters.map(\.name))
    #expect(operation.derivedParameters.count == 3)
    #expect(!operation.feeds.contains { $0.purpose == "bias" })
  }

  @Test("What is written whole decodes to itself")
  func roundTrip() throws {
    let whole = Subjects.catalogue.encode(try decode(Subjects.catalogue, everything("elu"))).canonical
    #expect(Subjects.catalogue.encode(try decode(Subjects.catalogue, whole)).canonical == whole)
    for name in Inputs.catalogue.names {
      // Plain inputs have no size of their own.
      let features = Datasets.catalogue.names.contains(name) ? "" : #", "features": 2"#
      let whole = Inputs.catalogue.encode(try decode(Inputs.catalogue, #"{"kind": "\#(name)"\#(features)}"#)).canonical
      #expect(Inputs.catalogue.encode(try decode(Inputs.catalogue, whole)).canonical == whole)
    }
    for name in Losses.catalogue.names {
      let whole = Losses.catalogue.encode(try decode(Losses.catalogue, "\"\(name)\"")).canonical
      #expect(Losses.catalogue.encode(try decode(Losses.catalogue, whole)).canonical == whole)
    }
  }

  @Test(
    "What cannot fit is told with its place",
    arguments: [
      (
        #"[{"kind": "dense", "width": 4}, {"kind": "residual", "layers": [{"kind": "dense", "width": 5}]}]"#,
        ["/layers/1 a residual block adds its body's output to its input: 4 features come in, 5 features come out of the body"]
      ),
      (
        #"[{"kind": "repeat", "times": 3, "layers": [{"kind": "residual", "layers": [{"kind": "dense", "width": 2}]}]}]"#,
        [
          "/layers/0/layers/0 a residual block adds its body's output to its input: 3 features come in, 2 features come out of the body"
        ]
      ),
      (#"[{"kind": "dense", "width": 0}]"#, ["/layers/0/width expected a whole number of at least 1, found 0"]),
      ("[]", ["/layers expected at least one layer"]),
      (#"[{"kind": "repeat", "times": 2, "layers": []}]"#, ["/layers/0/layers expected at least one layer"]),
      (
        #"[{"kind": "activation", "function": "tahn"}]"#,
        ["/layers/0/function no activation is called 'tahn'. Did you mean 'tanh'?"]
      ),
      (
        #"[{"kind": "dense", "width": 2, "initializer": "centered"}]"#,
        ["/layers/0/initializer 'centered' cannot fill the weights of a layer, only the bias"]
      ),
      (
        #"[{"kind": "dense", "width": 2, "biasInitializer": "orthogonal"}]"#,
        ["/layers/0/biasInitializer 'orthogonal' cannot fill the bias of a layer, only the weights"]
      ),
      (
        #"[{"kind": "dense", "width": 2, "name": "a-b"}, {"kind": "dense", "width": 2, "name": "c"}, {"kind": "dense", "width": 2, "name": "c"}]"#,
        [
          "/layers/0/name a layer's name is a word of letters and digits, found 'a-b'",
          "/layers/2/name two layers of this list are called 'c'",
        ]
      ),
    ])
  func shapes(layers: String, expected: [String]) throws {
    #expect(
      try problems(#"{"kind": "network", "input": {"kind": "gaussian", "features": 3}, "layers": \#(layers)}"#) == expected)
  }

  @Test(
    "More layers than anybody builds are told, even beyond counting",
    arguments: [(1000, "3000000 layers"), (1 << 40, "more layers than can be counted")])
  func manyLayers(times: Int, count: String) throws {
    let residual = #"{"kind": "residual", "layers": [{"kind": "activation", "function": "sine"}]}"#
    let inner = #"{"kind": "repeat", "times": \#(times), "layers": [{"kind": "dense", "width": 3}, \#(residual)]}"#
    let outer = #"{"kind": "repeat", "times": \#(times), "layers": [\#(inner)]}"#
    #expect(
      try problems(#"{"kind": "network", "input": {"kind": "gaussian", "features": 3}, "layers": [\#(outer)]}"#)
        == [" the network has \(count); at most 100000 are built"])
  }

  @Test("An interval upside down is told")
  func intervals() throws {
    #expect(
      try problems(
        #"{"kind": "network", "input": {"kind": "uniform", "features": 3, "low": 2, "high": 1}, "layers": [{"kind": "scale", "factor": 2}]}"#
      )
        == ["/input 'low' is 2, above 'high', 1"])
  }
}
