import Catalogues
import Documents
import Graphs
import Testing

@testable import Networks

/// A member of a catalogue from its JSON; a problem fails the test.
func decode<Member>(_ catalogue: Catalogue<Member>, _ text: String) throws -> Member {
  var problems = Problems()
  let member = catalogue.decode(try JSONParser.parse(text), &problems)
  #expect(problems.list.map(\.message) == [])
  return try #require(member)
}

/// The problems of a subject's JSON: pointer and message.
func problems(_ text: String) throws -> [String] {
  var problems = Problems()
  _ = Subjects.catalogue.decode(try JSONParser.parse(text), &problems)
  return problems.list.map { "\($0.location?.pointer.description ?? "?") \($0.message)" }
}

/// The values of tensors in float64, leaves bound by name.
func evaluate(_ tensors: [Tensor], _ inputs: [String: [Double]]) throws -> [[Double]] {
  let evaluator = Evaluator(try Program(outputs: tensors, precision: .float64))
  for (name, values) in inputs where evaluator.hasInput(name) { evaluator.setInput(name, values) }
  evaluator.run()
  return tensors.indices.map { evaluator.output($0) }
}

/// φ and its first derivatives, each the gradient of the one before, at some points.
func derivatives(of activation: any Activation, order: Int, at points: [Double]) throws -> [[Double]] {
  let graph = Graph()
  let x = graph.input("x", [points.count])
  var tensors = [activation(x)]
  for _ in 0..<order {
    let last = tensors[tensors.count - 1]
    tensors += graph.vectorJacobianProducts(of: [last], cotangents: [graph.constant(1, last.shape)], withRespectTo: [x])
  }
  return try evaluate(tensors, ["x": points])
}

extension Double {
  /// The kernels' tanh.
  var tanh: Double { (try? derivatives(of: Tanh(), order: 0, at: [self])[0][0]) ?? .nan }
}

extension SubjectGraph {
  /// The layers of a subject that the test knows to be a network.
  var layers: [LayerTrace] { network?.layers ?? [] }
  /// A network's output.
  var output: Tensor { network?.output ?? graph.constant(.nan) }
}
