import Catalogues
import Documents
import Graphs
import Random
import Testing

@testable import Networks

/// One of every kind of layer, by name: listing a kind is to have it tested.
private let samples = Layers.catalogue.entries.map { ($0.name, type(of: $0.standard()).sample) }

/// Every leaf's values, those of γ, β and other constants moved away from where they start: factors of 1 hide a wrong rule.
private func movedDraws(_ subject: SubjectGraph) -> [String: [Double]] {
  var leaves = draws(subject)
  for feed in subject.feeds {
    guard case .constant = feed.filling, !feed.name.contains("initial") else { continue }
    let stream = RandomStream(namespace: .pilot, seed: 2, replicate: 0, purpose: "moved", position: feed.name)
    leaves[feed.name] = zip(leaves[feed.name] ?? [], stream.normal(count: feed.shape.count)).map { $0 + 0.3 * $1 }
  }
  return leaves
}

@Suite("Layers") struct LayerTests {
  @Test("Every kind of layer is written out in loops here, and nothing else is")
  func complete() {
    #expect(plainLayers.keys.sorted() == Layers.catalogue.names.sorted())
  }

  @Test("Every layer gives what loops give", arguments: samples)
  func values(kind: String, sample: LayerSample) throws {
    let subject = sample.subject(examples: 3)
    let leaves = movedDraws(subject)
    let plain = try #require(plainLayers[kind])
    let offsets = (0..<3).flatMap { _ in leaves["offset/bias"] ?? [] }
    let x = Plain(shape: [3] + sample.input.dimensions, values: zip(leaves["input"] ?? [], offsets).map { $0 + $1 })
    let expected = plain(x) { name in leaves[name] ?? [] }
    #expect(subject.output.shape.dimensions == expected.shape)
    var problems = Problems()
    let shape = sample.layer.outputShape(for: sample.input, at: nil, &problems)
    #expect(shape?.dimensions == Array(expected.shape.dropFirst()))
    let actual = try evaluate([subject.output], leaves)[0]
    #expect(zip(actual, expected.values).allSatisfy { abs($0 - $1) < 1e-13 * max(1, abs($1)) })
  }

  @Test("The gradient through every layer agrees with central differences", arguments: samples)
  func firstOrder(kind: String, sample: LayerSample) throws {
    let subject = sample.subject(examples: 3)
    let leaves = movedDraws(subject)
    let loss = try #require(subject.loss)
    let exact = try evaluate(subject.graph.gradients(of: loss, withRespectTo: subject.parameters.map(\.tensor)), leaves)
    let evaluator = Evaluator(try Program(outputs: [loss], precision: .float64))
    for (name, values) in leaves where evaluator.hasInput(name) { evaluator.setInput(name, values) }
    for (parameter, exact) in zip(subject.parameters, exact) {
      let base = try #require(leaves[parameter.name])
      for index in base.indices {
        let sides = [1e-5, -1e-5].map { step in
          var moved = base
          moved[index] += step
          evaluator.setInput(parameter.name, moved)
          evaluator.run()
          return evaluator.output(0)[0]
        }
        #expect(abs((sides[0] - sides[1]) / 2e-5 - exact[index]) < 1e-8 * max(abs(exact[index]), 1), "\(parameter.name) \(index)")
      }
      evaluator.setInput(parameter.name, base)
    }
  }

  @Test("The Hessian of every layer agrees with differences of gradients, along a random direction", arguments: samples)
  func secondOrder(kind: String, sample: LayerSample) throws {
    let subject = sample.subject(examples: 3)
    let leaves = movedDraws(subject)
    let (graph, parameters) = (subject.graph, subject.parameters)
    let loss = try #require(subject.loss)
    var bound = leaves
    let directions = parameters.map { parameter in
      let name = "direction \(parameter.name)"
      let stream = RandomStream(namespace: .pilot, seed: 3, replicate: 0, purpose: "direction", position: parameter.name)
      bound[name] = stream.normal(count: parameter.shape.count)
      return graph.input(name, parameter.shape)
    }
    let exact = try evaluate(
      graph.hessianVectorProducts(of: loss, along: directions, withRespectTo: parameters.map(\.tensor)), bound)
    let gradients = graph.gradients(of: loss, withRespectTo: parameters.map(\.tensor))
    let sides = try [1e-5, -1e-5].map { step in
      var moved = leaves
      for parameter in parameters {
        let direction = bound["direction \(parameter.name)"] ?? []
        moved[parameter.name] = zip(leaves[parameter.name] ?? [], direction).map { $0 + step * $1 }
      }
      return try evaluate(gradients, moved)
    }
    for index in parameters.indices {
      let scale = exact[index].reduce(1) { max($0, abs($1)) }
      for element in exact[index].indices {
        let quotient = (sides[0][index][element] - sides[1][index][element]) / 2e-5
        #expect(abs(quotient - exact[index][element]) < 1e-7 * scale, "\(parameters[index].name) \(element)")
      }
    }
  }

  @Test("A gradient of 1e-310 passes every layer without becoming 0", arguments: samples)
  func subnormals(kind: String, sample: LayerSample) throws {
    let subject = sample.subject(examples: 3)
    let leaves = movedDraws(subject)
    let offset = subject.parameters[0].tensor
    func pulled(_ size: Double) throws -> [Double] {
      // A cotangent that is not constant: the gradient of a normalization is blind to its mean.
      let cotangent = size * (subject.graph.input(named: "target") ?? subject.output)
      return try evaluate(
        subject.graph.vectorJacobianProducts(of: [subject.output], cotangents: [cotangent], withRespectTo: [offset]), leaves)[0]
    }
    let (normal, subnormal) = (try pulled(1), try pulled(0x1p-1030))
    // A few units of the least subnormal, of which each rounding loses at most half of one.
    for (a, b) in zip(normal, subnormal) { #expect(abs(b - a * 0x1p-1030) < 0x1p-1066) }
    #expect(subnormal.contains { $0 != 0 && abs($0) < 1e-308 })
  }

  @Test("NaN and infinity pass every layer", arguments: samples)
  func notFinite(kind: String, sample: LayerSample) throws {
    let subject = sample.subject(examples: 3)
    var leaves = movedDraws(subject)
    // The whole first example: a window must not leave it out.
    for index in 0..<sample.input.count { leaves["input"]?[index] = .nan }
    let output = try evaluate([subject.output], leaves)[0]
    #expect(output.prefix(output.count / 3).allSatisfy { $0.isNaN })
    for index in 0..<sample.input.count { leaves["input"]?[index] = .infinity }
    let infinite = try evaluate([subject.output], leaves)[0].prefix(output.count / 3)
    let finite = try evaluate([subject.output], movedDraws(subject))[0].prefix(output.count / 3)
    #expect(zip(infinite, finite).allSatisfy { !$0.isFinite || $0 != $1 })
  }

  @Test("Every layer written whole decodes to itself", arguments: samples)
  func roundTrip(kind: String, sample: LayerSample) throws {
    let whole = Layers.catalogue.encode(sample.layer).canonical
    let again = Layers.catalogue.encode(try decode(Layers.catalogue, whole)).canonical
    #expect(again == whole)
  }
}
