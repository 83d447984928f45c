import Catalogues
import Documents
import Graphs
import Testing

@testable import Networks

private func network(_ layers: String, steps: Int = 5, features: Int = 3, examples: Int = 2) -> String {
  """
  {"kind": "network", "input": {"kind": "gaussian", "shape": [\(steps), \(features)], "examples": \(examples)},
   "loss": "meanSquaredError", "layers": [\(layers)]}
  """
}

private let kinds = ["recurrent", "lstm"]

@Suite("Sequences") struct SequenceTests {
  @Test("The last state is the end of the sequence of states", arguments: kinds)
  func last(kind: String) throws {
    func output(_ returns: String) throws -> [Double] {
      let subject = try decode(
        Subjects.catalogue, network(#"{"kind": "\#(kind)", "units": 4, "returns": "\#(returns)"}"#)
      ).build(for: .operation)
      return try evaluate([subject.output], draws(subject))[0]
    }
    let (last, sequence) = (try output("last"), try output("sequence"))
    for example in 0..<2 {
      for unit in 0..<4 { #expect(last[example * 4 + unit] == sequence[(example * 5 + 4) * 4 + unit]) }
    }
  }

  @Test("An inspection sees the shapes and the parameters of the whole, and two steps of its time", arguments: kinds)
  func inspection(kind: String) throws {
    let subject = try decode(
      Subjects.catalogue,
      network(#"{"kind": "\#(kind)", "units": 4, "returns": "sequence"}, {"kind": "\#(kind)", "units": 3}"#, steps: 100))
    let (inspected, whole) = (subject.build(for: .inspection), subject.build(for: .operation))
    #expect(inspected.output.shape == whole.output.shape)
    #expect(inspected.layers[0].activation.shape == whole.layers[0].activation.shape)
    #expect(inspected.parameters.map(\.name) == whole.parameters.map(\.name))
    #expect(inspected.layers.map { $0.recurrence?.states.count } == [3, 3])
    #expect(whole.layers.map { $0.recurrence?.states.count } == [101, 101])
  }

  @Test("Initial states are zeros that are not trained, and more steps shift no random number", arguments: kinds)
  func positions(kind: String) throws {
    let layers = #"{"kind": "\#(kind)", "units": 4}"#
    let (short, long) = try (
      decode(Subjects.catalogue, network(layers)).build(for: .operation),
      decode(Subjects.catalogue, network(layers, steps: 9)).build(for: .operation)
    )
    #expect(draws(short)["\(kind)-1/initialState"] == [0, 0, 0, 0])
    #expect(!short.parameters.contains { $0.name.contains("initial") })
    for parameter in short.parameters { #expect(draws(short)[parameter.name] == draws(long)[parameter.name]) }
  }

  @Test("Every gate's recurrent matrix is orthogonal by itself, and the forget gate starts open")
  func gates() throws {
    let leaves = draws(
      try decode(Subjects.catalogue, network(#"{"kind": "lstm", "units": 4, "forgetBias": 2.5}"#)).build(for: .operation))
    for gate in ["inputGate", "forgetGate", "candidate", "outputGate"] {
      let u = try #require(leaves["lstm-1/\(gate)/recurrentWeight"])
      for a in 0..<4 {
        for b in 0..<4 {
          let product = (0..<4).reduce(0.0) { $0 + u[a * 4 + $1] * u[b * 4 + $1] }
          #expect(abs(product - (a == b ? 1 : 0)) < 1e-14)
        }
      }
      let start = gate == "forgetGate" ? 2.5 : 0.0
      #expect(leaves["lstm-1/\(gate)/bias"] == [start, start, start, start])
    }
  }

  @Test(
    "A training step through 1000 steps of 128 units and 64 examples stays below a gibibyte in float32",
    arguments: kinds)
  func memory(kind: String) throws {
    let layers = #"{"kind": "\#(kind)", "units": 128}, {"kind": "dense", "width": 10}"#
    let subject = try decode(
      Subjects.catalogue, network(layers, steps: 1000, features: 128, examples: 64)
    ).build(for: .training(batch: nil))
    let loss = try #require(subject.loss)
    let gradients = subject.graph.gradients(of: loss, withRespectTo: subject.parameters.map(\.tensor))
    let program = try Program(outputs: [loss] + gradients, precision: .float32)
    #expect(program.peakBytes < 1 << 30)
  }

  @Test(
    "What cannot fit is told with its place",
    arguments: [
      (
        #"{"kind": "recurrent", "units": 2}, {"kind": "lstm", "units": 2}"#,
        "/layers/1 'lstm' needs sequences [steps, features], [2] comes in"
      ),
      (
        #"{"kind": "lstm", "units": 2, "biasInitializer": "centered"}"#,
        "/layers/0/biasInitializer 'centered' derives a bias from the pre-activation, "
          + "which in a recurrent layer depends on the bias itself"
      ),
      (
        #"{"kind": "recurrent", "units": 2, "recurrentInitializer": "centered"}"#,
        "/layers/0/recurrentInitializer 'centered' cannot fill the recurrent weights of a layer, only the bias"
      ),
      (
        #"{"kind": "recurrent", "units": 2, "returns": "all"}"#, "/layers/0/returns expected 'last' or 'sequence', found 'all'."
      ),
      (#"{"kind": "recurrent", "units": 0}"#, "/layers/0/units expected a whole number of at least 1, found 0"),
    ])
  func misfits(layers: String, message: String) throws {
    #expect(try problems(network(layers)) == [message])
  }
}
