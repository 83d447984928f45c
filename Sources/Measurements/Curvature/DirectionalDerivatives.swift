import Catalogues
import Documents
import Graphs
import Networks

struct DirectionalDerivatives: Measurement {
  static let name = "directionalDerivatives"
  static let summary =
    "the derivatives of t ↦ loss(w + t v) at t = 0, by order from 1, by differentiating the graph again and again"
  var orders = 2
  var directions = 1
  var along: [[Double]] = []
  static var settings: [Setting<Self>] {
    [
      // Every order multiplies the graph.
      Setting("orders", \.orders, "up to which order", .between(1, 12)),
      Setting("directions", \.directions, "how many random unit vectors v, when 'along' names none", .between(1, 64)),
      Setting("along", \.along, "vectors v instead of random ones, an element for each parameter, as they are"),
    ]
  }

  private var count: Int { along.isEmpty ? directions : along.count }

  var axes: [String] { count == 1 ? ["order"] : ["direction", "order"] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateLoss(subject, Self.name, at: location, &problems)
    let size = subject.parameterCount
    for vector in along where vector.count != size {
      problems.report("a direction has \(vector.count) elements, and the subject has \(size) parameters", at: location)
    }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let vectors =
      along.isEmpty ? (1...directions).map { random($0, context) } : along.map { given($0, context) }
    let outputs = vectors.flatMap { derivatives(along: $0, context) }.map(context.output)
    let (orders, count) = (orders, count)
    return { buffers in
      let order = Columns.Axis("order", outputs.indices.map { Double($0 % orders + 1) })
      let direction = Columns.Axis("direction", outputs.indices.map { Double($0 / orders + 1) })
      return Columns(axes: count == 1 ? [order] : [direction, order], values: outputs.map { buffers($0).mean })
    }
  }

  /// Each order is the one before, differentiated along v.
  private func derivatives(along v: [Tensor], _ context: MeasurementContext) -> [Tensor] {
    guard let loss = context.subject.loss else { preconditionFailure("the derivatives of a loss that the subject does not have") }
    var found = [loss]
    for _ in 1...orders {
      let gradients = context.subject.graph.gradients(
        of: found[found.count - 1], withRespectTo: context.subject.parameters.map(\.tensor))
      let products = zip(gradients, v).map { ($0 * $1).sum() }
      found.append(products.dropFirst().reduce(products[0], +))
    }
    return Array(found.dropFirst())
  }

  private func random(_ index: Int, _ context: MeasurementContext) -> [Tensor] {
    let draws = context.draws("direction \(index)").map(\.leaf)
    let squares = draws.map { $0.squared().sum() }
    let norm = squares.dropFirst().reduce(squares[0], +).sqrt()
    return draws.map { $0 / norm }
  }

  private func given(_ vector: [Double], _ context: MeasurementContext) -> [Tensor] {
    var start = 0
    return context.subject.parameters.map { parameter in
      let values = Array(vector[start..<start + parameter.shape.count])
      start += values.count
      return context.constant(values, parameter.shape)
    }
  }
}
