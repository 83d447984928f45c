import Catalogues
import Documents
import Graphs
import Networks

/// Evenly spaced numbers, both ends exact.
struct EvenGrid {
  var range: [Double]
  var points: Int

  var values: [Double] {
    let last = Double(points - 1)
    return (0..<points).map { index in
      let t = Double(index)
      return t == last ? range[1] : range[0] + (range[1] - range[0]) * (t / last)
    }
  }

  static var ends: Rule<[Double]> {
    Rule("two numbers, the lower first", ["minItems": 2, "maxItems": 2]) { $0.count == 2 && $0[0] < $0[1] }
  }
}

/// The loss on a section: at origin + Σ coordinate · direction, the data being the subject's own.
private struct SectionLoss {
  /// One for every thread.
  let evaluators: [Evaluator]

  /// The loss at so many points, of which every thread takes some neighbors. The last coordinate is to differ most often from one point to the
  /// next: what the others determine is kept.
  func values(_ count: Int, at coordinates: (_ point: Int) -> [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { values, initialized in
      let parts = evaluators.count
      nonisolated(unsafe) let places = values
      together(parts) { part in
        let evaluator = evaluators[part]
        var present: [Double?] = []
        for point in count * part / parts..<count * (part + 1) / parts {
          let next = coordinates(point)
          if present.isEmpty { present = next.map { _ in nil } }
          for (axis, value) in next.enumerated() where present[axis] != value {
            let name = Self.coordinate(axis)
            if evaluator.hasInput(name) { evaluator.setInput(name, [value]) }
            present[axis] = value
          }
          evaluator.run()
          places[point] = evaluator.output(0)[0]
        }
      }
      initialized = count
    }
  }

  static func coordinate(_ axis: Int) -> String { "section coordinate \(axis)" }
  static func direction(_ axis: Int) -> String { "section direction \(axis) " }
}

extension MeasurementContext {
  /// Gives the loss on the sections of so many directions.
  fileprivate func sectionLoss(_ dimensions: Int) -> (Section, OutputBuffers) -> SectionLoss {
    guard let loss = subject.loss else { preconditionFailure("the surface of a loss that the subject does not have") }
    func leaf(_ name: String, _ shape: Shape) -> Tensor { subject.graph.input(named: name) ?? subject.graph.input(name, shape) }
    let axes = 0..<dimensions
    let coordinates = axes.map { leaf(SectionLoss.coordinate($0), []) }
    let names = axes.map(SectionLoss.coordinate)
    var points: [Tensor: MovedTensor] = [:]
    for parameter in subject.parameters {
      let moves = axes.map {
        (coordinate: coordinates[$0], direction: leaf(SectionLoss.direction($0) + parameter.name, parameter.shape))
      }
      points[parameter.tensor] = MovedTensor(parameter.tensor, moves: moves)
    }
    let vector = ParameterVector(subject)
    let directions = axes.flatMap { axis in vector.names.map { SectionLoss.direction(axis) + $0 } }
    let program = program(
      subject.graph.substituting(points, in: [loss]), free: vector.names + directions + names, varying: names.suffix(1),
      isCopied: true)
    return { section, buffers in
      let evaluators = buffers.copies(of: program)
      for evaluator in evaluators {
        vector.set(section.origin, in: evaluator)
        for (axis, direction) in section.directions.enumerated() {
          vector.set(direction, in: evaluator, prefix: SectionLoss.direction(axis))
        }
      }
      return SectionLoss(evaluators: evaluators)
    }
  }

  /// The present parameters as one vector.
  fileprivate func present() -> (OutputBuffers) -> [Double] {
    let vector = ParameterVector(subject)
    let outputs = subject.parameters.map { output($0.tensor) }
    return { vector.gather(outputs, from: $0.evaluator) }
  }
}

struct LossSurface: Measurement {
  static let name = "lossSurface"
  static let summary = "the loss over a plane through the parameters, by x and y"
  var plane = Chosen<Planes>(CoordinatePlane())
  var x = EvenGrid(range: [-1, 1], points: 51)
  var y = EvenGrid(range: [-1, 1], points: 51)
  static var settings: [Setting<Self>] {
    [
      Setting("plane", \.plane, "where the plane lies"),
      Setting("xRange", \.x.range, "the ends of x", EvenGrid.ends), Setting("yRange", \.y.range, "the ends of y", EvenGrid.ends),
      Setting("xPoints", \.x.points, "how many values of x", .between(2, 1001)),
      Setting("yPoints", \.y.points, "how many values of y", .between(2, 1001)),
    ]
  }

  var axes: [String] { ["x", "y"] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateLoss(subject, Self.name, at: location, &problems)
    plane.value.validate(against: subject, at: plane.location ?? location, &problems)
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let (sectionLoss, present, section) = (context.sectionLoss(2), context.present(), plane.value.prepare(context))
    let (xs, ys) = (x.values, y.values)
    return { buffers in
      let loss = sectionLoss(section(present(buffers), buffers), buffers)
      // Column by column: y changes from point to point.
      let values = loss.values(xs.count * ys.count) { [xs[$0 / ys.count], ys[$0 % ys.count]] }
      return Columns(
        axes: [Columns.Axis("x", ys.flatMap { _ in xs }), Columns.Axis("y", ys.flatMap { y in xs.map { _ in y } })],
        values: ys.indices.flatMap { row in xs.indices.map { values[$0 * ys.count + row] } })
    }
  }
}

struct LossSlice: Measurement {
  static let name = "lossSlice"
  static let summary = "the loss over a line through the parameters, by x"
  var line = Chosen<Lines>(CoordinateLine())
  var x = EvenGrid(range: [-1, 1], points: 201)
  static var settings: [Setting<Self>] {
    [
      Setting("line", \.line, "where the line lies"), Setting("xRange", \.x.range, "the ends of x", EvenGrid.ends),
      Setting("xPoints", \.x.points, "how many values of x", .between(2, 100_001)),
    ]
  }

  var axes: [String] { ["x"] }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateLoss(subject, Self.name, at: location, &problems)
    line.value.validate(against: subject, at: line.location ?? location, &problems)
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let (sectionLoss, present, section) = (context.sectionLoss(1), context.present(), line.value.prepare(context))
    let xs = x.values
    return { buffers in
      let loss = sectionLoss(section(present(buffers), buffers), buffers)
      return Columns(axes: [Columns.Axis("x", xs)], values: loss.values(xs.count) { [xs[$0]] })
    }
  }
}
