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
  let evaluator: Evaluator

  /// Goes to another coordinate along a direction, counted from 0. The points of the last direction are near each other: what the others
  /// determine is kept.
  func move(_ axis: Int, to coordinate: Double) {
    let name = Self.coordinate(axis)
    if evaluator.hasInput(name) { evaluator.setInput(name, [coordinate]) }
  }

  /// The loss at the present coordinates.
  var value: Double {
    evaluator.run()
    return evaluator.output(0)[0]
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
    var points: [Tensor: Tensor] = [:]
    for parameter in subject.parameters {
      points[parameter.tensor] = axes.reduce(parameter.tensor) {
        $0 + coordinates[$1] * leaf(SectionLoss.direction($1) + parameter.name, parameter.shape)
      }
    }
    let vector = ParameterVector(subject)
    let directions = axes.flatMap { axis in vector.names.map { SectionLoss.direction(axis) + $0 } }
    let program = program(
      subject.graph.substituting(points, in: [loss]), free: vector.names + directions + names, varying: names.suffix(1))
    return { section, buffers in
      let evaluator = buffers.program(program)
      vector.set(section.origin, in: evaluator)
      for (axis, direction) in section.directions.enumerated() {
        vector.set(direction, in: evaluator, prefix: SectionLoss.direction(axis))
      }
      return SectionLoss(evaluator: evaluator)
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
      var values = [Double](repeating: 0, count: ys.count * xs.count)
      for (column, x) in xs.enumerated() {
        loss.move(0, to: x)
        for (row, y) in ys.enumerated() {
          loss.move(1, to: y)
          values[row * xs.count + column] = loss.value
        }
      }
      return Columns(
        axes: [Columns.Axis("x", ys.flatMap { _ in xs }), Columns.Axis("y", ys.flatMap { y in xs.map { _ in y } })],
        values: values)
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
      let values = xs.map { x in
        loss.move(0, to: x)
        return loss.value
      }
      return Columns(axes: [Columns.Axis("x", xs)], values: values)
    }
  }
}
