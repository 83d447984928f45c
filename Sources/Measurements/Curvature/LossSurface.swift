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

extension MeasurementContext {
  /// Gives the loss at any parameters, the data being the subject's own.
  fileprivate func lossAnywhere() -> (_ buffers: OutputBuffers) -> (_ parameters: [Double]) -> Double {
    guard let loss = subject.loss else { preconditionFailure("the surface of a loss that the subject does not have") }
    let vector = ParameterVector(subject)
    let program = program([loss], free: vector.names)
    return { buffers in
      let evaluator = buffers.program(program)
      return { parameters in
        vector.set(parameters, in: evaluator)
        evaluator.run()
        return evaluator.output(0)[0]
      }
    }
  }

  /// The present parameters as one vector.
  fileprivate func present() -> (OutputBuffers) -> [Double] {
    let vector = ParameterVector(subject)
    let outputs = subject.parameters.map { output($0.tensor) }
    return { vector.gather(outputs, from: $0.evaluator) }
  }
}

extension Section {
  /// origin + Σ coordinate · direction.
  func point(_ coordinates: [Double]) -> [Double] {
    var point = origin
    for (coordinate, direction) in zip(coordinates, directions) { point.subtract(-coordinate, times: direction) }
    return point
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
    let (loss, present, section) = (context.lossAnywhere(), context.present(), plane.value.prepare(context))
    let (xs, ys) = (x.values, y.values)
    return { buffers in
      let (loss, section) = (loss(buffers), section(present(buffers), buffers))
      return Columns(
        axes: [Columns.Axis("x", ys.flatMap { _ in xs }), Columns.Axis("y", ys.flatMap { y in xs.map { _ in y } })],
        values: ys.flatMap { y in xs.map { x in loss(section.point([x, y])) } })
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
    let (loss, present, section) = (context.lossAnywhere(), context.present(), line.value.prepare(context))
    let xs = x.values
    return { buffers in
      let (loss, section) = (loss(buffers), section(present(buffers), buffers))
      return Columns(axes: [Columns.Axis("x", xs)], values: xs.map { loss(section.point([$0])) })
    }
  }
}
