import Catalogues
import Documents
import Graphs
import Testing

@testable import Networks

/// Decodes a subject, with the messages of what was wrong.
private func subject(_ loss: String, start: String) throws -> ((any Subject)?, [String]) {
  var problems = Problems()
  let json = try JSONParser.parse(#"{"kind": "landscape", "loss": \#(loss), "start": \#(start)}"#)
  return (Subjects.catalogue.decode(json, &problems), problems.list.map(\.message))
}

/// The loss of a landscape at a point.
private func loss(_ landscape: String, at point: [Double]) throws -> Double {
  let (decoded, messages) = try subject(landscape, start: JSON.array(point.map { .number($0) }).canonical)
  #expect(messages == [])
  let graph = try #require(decoded).build(for: .operation)
  let evaluator = Evaluator(try Program(outputs: [try #require(graph.loss)], precision: .float64))
  evaluator.setInput("w", point)
  evaluator.run()
  return evaluator.output(0)[0]
}

@Suite struct LandscapeTests {
  private static let values: [(landscape: String, point: [Double], loss: Double)] = [
    (#""quadratic""#, [2, 3], 452),
    (#"{"kind": "quadratic", "eigenvalues": [2, 0, -4]}"#, [1, 5, 3], -17),
    (#"{"kind": "quadratic", "eigenvalues": [1, 9], "rotation": 90}"#, [2, 3], 22.5),
    (#"{"kind": "quadratic", "eigenvalues": [1, 9], "rotation": 45}"#, [1, 1], 1),
    (#""rosenbrock""#, [1, 1], 0), (#""rosenbrock""#, [-1, 2], 104),
    (#"{"kind": "rosenbrock", "a": 2, "b": 3}"#, [1, 3], 13),
    (#""saddle""#, [3, 2], 5), (#"{"kind": "saddle", "scales": [2, 3]}"#, [3, 2], 6),
    (#""saturatingWell""#, [0], 0), (#""saturatingWell""#, [1e-8], 5e-17), (#""saturatingWell""#, [40], 1),
    (#""saturatingWell""#, [1, 1], 0.6321205588285577),
    (#"{"kind": "incline", "slopes": [2, -1]}"#, [3, 4], 2),
    (#"{"kind": "productChain", "depth": 1}"#, [3], 2), (#""productChain""#, [1, 2, 3], 12.5),
    (#"{"kind": "productChain", "depth": 5}"#, [0, 0, 0, 0, 0], 0.5),
  ]

  @Test("A landscape is its formula", arguments: values)
  func formula(landscape: String, point: [Double], expected: Double) throws {
    let value = try loss(landscape, at: point)
    #expect(abs(value - expected) <= 1e-14 * max(expected.magnitude, 1e-16), "\(value)")
  }

  @Test(
    "Every landscape knows its coordinates, and its start becomes the parameter's first value",
    arguments: Landscapes.catalogue.entries.map(\.name))
  func start(name: String) throws {
    let landscape = try #require(Landscapes.catalogue.entries.first { $0.name == name }).standard()
    let count = landscape.coordinates ?? 4
    let start = (0..<count).map { Double($0) + 0.5 }
    let text = JSON.array(start.map { .number($0) }).canonical
    let (decoded, messages) = try subject("\"\(name)\"", start: text)
    #expect(messages == [])
    let graph = try #require(decoded).build(for: .initialization)
    #expect(graph.network == nil && graph.derivedParameters.isEmpty && graph.loss?.shape == [])
    #expect(graph.parameters.map(\.filling) == [.given(start)] && graph.feeds.map(\.filling) == [.given(start)])
    if landscape.coordinates != nil {
      let wrong = try subject("\"\(name)\"", start: JSON.array((start + [1]).map { .number($0) }).canonical)
      #expect(wrong.1 == ["'\(name)' has \(count) coordinate\(count == 1 ? "" : "s"), and 'start' has \(count + 1)"])
    }
  }

  @Test(
    "What cannot be a landscape is told",
    arguments: [
      (#""quadratic""#, "[]", "expected numbers, or 'normal', 'uniform' or 'constant', found"),
      (
        #"{"kind": "quadratic", "eigenvalues": [1, 2, 3], "rotation": 30}"#, "[1, 2, 3]",
        "a rotation by one angle needs two eigenvalues, and there are 3"
      ),
      (#"{"kind": "saddle", "scales": [1, -1]}"#, "[1, 2]", "expected two numbers above 0"),
      (#"{"kind": "productChain", "depth": 1}"#, "[1, 2]", "'productChain' has 1 coordinate, and 'start' has 2"),
      (#""rosenbrock""#, #""orthogonal""#, "expected numbers, or 'normal', 'uniform' or 'constant', found 'orthogonal'"),
      (#""saturatingWell""#, #""normal""#, "'saturatingWell' has any number of coordinates: 'start' must be as many numbers"),
      (#""rosenbrok""#, "[1, 2]", "no landscape is called 'rosenbrok'. Did you mean 'rosenbrock'?"),
    ])
  func problems(landscape: String, start: String, message: String) throws {
    let (decoded, messages) = try subject(landscape, start: start)
    #expect(decoded == nil && messages.count == 1 && messages[0].hasPrefix(message), "\(messages)")
  }

  @Test("A start that is drawn is another for every replicate, and the same for every arm")
  func drawnStart() throws {
    let (decoded, messages) = try subject(#""rosenbrock""#, start: #"{"kind": "normal", "standardDeviation": 2}"#)
    #expect(messages == [])
    #expect(try #require(decoded).build(for: .operation).feeds.map(\.filling) == [.normal(mean: 0, standardDeviation: 2)])
  }
}
