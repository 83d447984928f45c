import Catalogues
import Documents
import Graphs
import Networks

/// A point of parameter space and some directions from it: where a slice or a plane through a loss lies.
struct Section {
  var origin: [Double]
  /// One for a line, two for a plane.
  var directions: [[Double]]
}

/// A way to lay a line or a plane through the parameters.
protocol SectionKind: Kind {
  /// How many directions it has: 1 for a line, 2 for a plane.
  var dimensions: Int { get }
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems)
  /// What gives the section at the present parameters.
  func prepare(_ context: MeasurementContext) -> (_ parameters: [Double], _ buffers: OutputBuffers) -> Section
}

/// Ways to lay a plane.
enum Planes: Catalogued {
  static let catalogue = Catalogue<any SectionKind>(
    "plane", [.init(CoordinatePlane.self) { $0 }, .init(RandomPlane.self) { $0 }, .init(PlaneThroughPoints.self) { $0 }]
  ) { $0 }
}

/// Ways to lay a line.
enum Lines: Catalogued {
  static let catalogue = Catalogue<any SectionKind>(
    "line", [.init(CoordinateLine.self) { $0 }, .init(RandomLine.self) { $0 }, .init(LineThroughPoints.self) { $0 }]
  ) { $0 }
}

// MARK: Along coordinates

/// Axes of parameter space through the present point, which they meet where the coordinate has its value.
private func along(_ indices: [Int]) -> ([Double], OutputBuffers) -> Section {
  { parameters, _ in
    var origin = parameters
    for index in indices { origin[index - 1] = 0 }
    return Section(origin: origin, directions: indices.map { .unit($0 - 1, of: parameters.count) })
  }
}

private func validateIndices(_ indices: [Int], _ subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
  let count = subject.parameterCount
  for index in indices where index > count {
    problems.report("there is no parameter number \(index): the subject has \(count)", at: location)
  }
}

struct CoordinatePlane: SectionKind {
  static let name = "coordinates"
  static let summary = "x and y are the values of two parameters, the others stay as they are"
  var first = 1
  var second = 2
  static var settings: [Setting<Self>] {
    [
      Setting("x", \.first, "the number of the parameter along x, from 1", .atLeast(1)),
      Setting("y", \.second, "the number of the parameter along y", .atLeast(1)),
    ]
  }
  var dimensions: Int { 2 }
  func validate(at location: Location?, _ problems: inout Problems) {
    if first == second { problems.report("'x' and 'y' name the same parameter", at: location) }
  }
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateIndices([first, second], subject, at: location, &problems)
  }
  func prepare(_ context: MeasurementContext) -> (_ parameters: [Double], _ buffers: OutputBuffers) -> Section {
    along([first, second])
  }
}

struct CoordinateLine: SectionKind {
  static let name = "coordinate"
  static let summary = "x is the value of one parameter, the others stay as they are"
  var index = 1
  static var settings: [Setting<Self>] { [Setting("x", \.index, "the number of the parameter, from 1", .atLeast(1))] }
  var dimensions: Int { 1 }
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateIndices([index], subject, at: location, &problems)
  }
  func prepare(_ context: MeasurementContext) -> (_ parameters: [Double], _ buffers: OutputBuffers) -> Section { along([index]) }
}

// MARK: Along random directions

/// Random directions from the present point, each filter as long as the filter that it is added to (Li et al. 2018, "Visualizing the loss
/// landscape of neural nets", section 4): a filter is the row of weights that goes into one unit, of a convolution's kernel what goes into
/// one channel. Biases, which have no filters, stay.
private func random(_ count: Int, _ context: MeasurementContext) -> ([Double], OutputBuffers) -> Section {
  let draws = (1...count).map { context.draws("plane \($0)").map(\.output) }
  let vector = ParameterVector(context.subject)
  let shapes = vector.shapes
  return { parameters, buffers in
    let directions = draws.map { outputs in
      normalized(vector.gather(outputs, from: buffers.evaluator), like: parameters, shapes)
    }
    return Section(origin: parameters, directions: directions)
  }
}

/// A direction rescaled filter by filter; 0 where a parameter has no filters.
func normalized(_ direction: [Double], like parameters: [Double], _ shapes: [Shape]) -> [Double] {
  var result = [Double](repeating: 0, count: direction.count)
  var start = 0
  for shape in shapes {
    for filter in filters(of: shape) {
      let places = filter.map { start + $0 }
      let norm = places.map { direction[$0] }.norm
      let scale = norm == 0 ? 0 : places.map { parameters[$0] }.norm / norm
      for place in places { result[place] = scale * direction[place] }
    }
    start += shape.count
  }
  return result
}

/// The places of the elements of every filter: rows of a matrix, columns of a kernel [height, width, channels in, channels out].
private func filters(of shape: Shape) -> [StrideTo<Int>] {
  if shape.rank < 2 { return [] }
  let count = shape.rank == 2 ? shape.dimensions[0] : shape.dimensions[shape.rank - 1]
  return (0..<count).map { filter in
    shape.rank == 2
      ? stride(from: filter * shape.dimensions[1], to: (filter + 1) * shape.dimensions[1], by: 1)
      : stride(from: filter, to: shape.count, by: count)
  }
}

private func validateFilters(_ subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
  if subject.parameters.allSatisfy({ $0.shape.rank < 2 }) {
    problems.report("filter-normalized directions need matrices of weights, and the subject has none", at: location)
  }
}

struct RandomPlane: SectionKind {
  static let name = "filterNormalized"
  static let summary = "x and y go along two random directions, every filter scaled to the norm of the network's; biases stay"
  var dimensions: Int { 2 }
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateFilters(subject, at: location, &problems)
  }
  func prepare(_ context: MeasurementContext) -> (_ parameters: [Double], _ buffers: OutputBuffers) -> Section {
    random(2, context)
  }
}

struct RandomLine: SectionKind {
  static let name = "filterNormalized"
  static let summary = "x goes along a random direction, every filter scaled to the norm of the network's; biases stay"
  var dimensions: Int { 1 }
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateFilters(subject, at: location, &problems)
  }
  func prepare(_ context: MeasurementContext) -> (_ parameters: [Double], _ buffers: OutputBuffers) -> Section {
    random(1, context)
  }
}

// MARK: Through points

private func through(_ points: [[Double]]) -> ([Double], OutputBuffers) -> Section {
  let directions = points.dropFirst().map { point in zip(point, points[0]).map { $0 - $1 } }
  return { _, _ in Section(origin: points[0], directions: directions) }
}

private func validatePoints(_ points: [[Double]], _ subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
  let count = subject.parameterCount
  for point in points where point.count != count {
    problems.report("a point has \(point.count) elements, and the subject has \(count) parameters", at: location)
  }
}

struct PlaneThroughPoints: SectionKind {
  static let name = "throughPoints"
  static let summary = "the plane a + x (b - a) + y (c - a) through three points"
  var points: [[Double]] = []
  static var settings: [Setting<Self>] {
    [
      Setting(
        "points", \.points, "a, b and c", Rule("three points", ["minItems": 3, "maxItems": 3]) { $0.count == 3 }, isRequired: true
      )
    ]
  }
  var dimensions: Int { 2 }
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validatePoints(points, subject, at: location, &problems)
  }
  func prepare(_ context: MeasurementContext) -> (_ parameters: [Double], _ buffers: OutputBuffers) -> Section { through(points) }
}

struct LineThroughPoints: SectionKind {
  static let name = "throughPoints"
  static let summary = "the line a + x (b - a) through two points"
  var points: [[Double]] = []
  static var settings: [Setting<Self>] {
    [
      Setting(
        "points", \.points, "a and b", Rule("two points", ["minItems": 2, "maxItems": 2]) { $0.count == 2 }, isRequired: true)
    ]
  }
  var dimensions: Int { 1 }
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validatePoints(points, subject, at: location, &problems)
  }
  func prepare(_ context: MeasurementContext) -> (_ parameters: [Double], _ buffers: OutputBuffers) -> Section { through(points) }
}
