import Catalogues
import Documents
import Graphs
import Testing

@testable import Networks

/// A loss over data that it accepts: the input, and the width of the output.
private let cases: [(loss: String, input: String, width: Int)] = [
  (#"{"kind": "meanSquaredError", "target": "data"}"#, #"{"kind": "chebyshev", "examples": 4}"#, 1),
  (#"{"kind": "halfSquaredError", "target": "data"}"#, #"{"kind": "spirals", "classes": 3, "examples": 6}"#, 3),
  (#""softmaxCrossEntropy""#, #"{"kind": "spirals", "classes": 3, "examples": 6}"#, 3),
  (#""binaryCrossEntropy""#, #"{"kind": "twoMoons", "examples": 6}"#, 1),
]

private func network(_ loss: String, _ input: String, _ width: Int) -> String {
  #"{"kind": "network", "input": \#(input), "loss": \#(loss), "layers": [{"kind": "dense", "width": \#(width)}]}"#
}

/// A loss, an input and a width that do not go together, and what is said of them.
private let misfits: [(String, String, Int, String)] = [
  (
    #""softmaxCrossEntropy""#, #"{"kind": "gaussian", "features": 2}"#, 2,
    "'softmaxCrossEntropy' needs classes: a dataset such as 'twoMoons' as input, or \"target\": \"randomClasses\""
  ),
  (
    #""softmaxCrossEntropy""#, #""twoMoons""#, 3,
    "'softmaxCrossEntropy' needs an output for each class: the data has 2 classes, the network 3 outputs"
  ),
  (
    #""binaryCrossEntropy""#, #""twoMoons""#, 2,
    "'binaryCrossEntropy' tells two classes apart by one output: the data has 2 classes, the network 2 outputs"
  ),
  (
    #""meanSquaredError""#, #""twoMoons""#, 1,
    "the input has targets of its own; write \"target\": \"data\" to compare with them, or name another target"
  ),
  (
    #"{"kind": "meanSquaredError", "target": "data"}"#, #"{"kind": "gaussian", "features": 2}"#, 1,
    "the target 'data' needs a dataset as input; this input has no targets"
  ),
  (
    #"{"kind": "meanSquaredError", "target": "data"}"#, #""chebyshev""#, 2,
    "the data has 1 target an example, the network 2 outputs"
  ),
]

@Suite("Losses") struct LossTests {
  @Test("Every loss is tried here")
  func complete() {
    for name in Losses.catalogue.names { #expect(cases.contains { $0.loss.contains("\"\(name)\"") }) }
  }

  @Test("The gradient of every loss agrees with central differences", arguments: cases.indices)
  func finiteDifferences(index: Int) throws {
    let (loss, input, width) = cases[index]
    let subject = try decode(Subjects.catalogue, network(loss, input, width)).build(for: .operation)
    let value = try #require(subject.loss)
    let gradients = subject.graph.gradients(of: value, withRespectTo: subject.parameters.map(\.tensor))
    let leaves = draws(subject)
    let exact = try evaluate(gradients, leaves)
    for (parameter, exact) in zip(subject.parameters, exact) {
      for element in exact.indices {
        let sides = try [1e-6, -1e-6].map { step in
          var moved = leaves
          moved[parameter.name]?[element] += step
          return try evaluate([value], moved)[0][0]
        }
        #expect(abs((sides[0] - sides[1]) / 2e-6 - exact[element]) < 1e-8)
      }
    }
  }

  @Test("Cross-entropies and their gradients stay right for logits of 1000", arguments: [1000.0, -1000])
  func stability(logit: Double) throws {
    let graph = Graph()
    let z = graph.input("z", [1, 1])
    let binary = BinaryCrossEntropy()(z, graph.constant(1, [1, 1]))
    let (value, slope) = (try evaluate([binary, graph.gradients(of: binary, withRespectTo: [z])[0]], ["z": [logit]])).pair
    #expect(value == max(0, -logit) && slope == (logit > 0 ? 0 : -1))
    let scores = graph.input("scores", [1, 2])
    let softmax = SoftmaxCrossEntropy()(scores, graph.input("target", [1, 2]))
    let results = try evaluate(
      [softmax, graph.gradients(of: softmax, withRespectTo: [scores])[0]], ["scores": [logit, 0], "target": [1, 0]])
    #expect(results[0] == [max(0, -logit)] && results[1] == (logit > 0 ? [0, 0] : [-1, 1]))
  }

  @Test("A loss that does not fit its data is told", arguments: misfits)
  func refusals(loss: String, input: String, width: Int, message: String) throws {
    #expect(try problems(network(loss, input, width)).map { String($0.drop { $0 != " " }.dropFirst()) } == [message])
  }
}

extension [[Double]] {
  /// The first elements of two results.
  fileprivate var pair: (Double, Double) { (self[0][0], self[1][0]) }
}
