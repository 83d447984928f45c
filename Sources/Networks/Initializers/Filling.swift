import Graphs
import Random

/// How the elements of a tensor get their first values.
public enum Filling: Sendable, Equatable {
  case constant(Double)
  /// These elements, row-major.
  case given([Double])
  case normal(mean: Double, standardDeviation: Double)
  case uniform(low: Double, high: Double)
  /// gain · Q, Q Haar-distributed with orthonormal rows or columns, whichever are fewer; the last axis is that of the columns.
  case orthogonal(gain: Double)
  /// scale · I + noise · G / √(columns), the elements of G independent N(0, 1).
  case identity(scale: Double, noise: Double)
  /// The inputs or the targets of a dataset; leaves with one stream see the same examples.
  case data(DataPart)
  /// For every example a class, each as likely: 1 in its column of the last axis and 0 elsewhere, or 0 or 1 where that is a single one.
  case randomClasses
  /// A bias derived from the forward pass: the mean pre-activation over the examples becomes this value in every unit.
  case centered(at: Double)

  /// Whether the values come from the forward pass instead of a stream.
  public var isDerived: Bool { if case .centered = self { true } else { false } }

  /// Whether the values are a part of a dataset.
  public var isData: Bool { if case .data = self { true } else { false } }

  /// Whether the values name a class for every example.
  var isClasses: Bool {
    switch self {
    case .randomClasses: return true
    case .data(let part):
      if case .classes = part.dataset.target { return part.column != .inputs }
      return false
    default: return false
    }
  }

  /// The values of a tensor, row-major, from a stream.
  ///
  /// Affine functions of standard draws in float64: fillings that differ in scale alone are multiples of the same draws, so arms are paired.
  /// - Precondition: the filling is not derived; `identity` fills matrices.
  public func values(for shape: Shape, from stream: RandomStream) -> [Double] {
    switch self {
    case .constant(let value): return Array(repeating: value, count: shape.count)
    case .given(let values):
      precondition(values.count == shape.count, "\(values.count) values given for a tensor of shape \(shape)")
      return values
    case .normal(let mean, let deviation): return stream.normal(count: shape.count, scale: deviation, offset: mean)
    case .uniform(let low, let high): return stream.uniform(count: shape.count, scale: high - low, offset: low)
    case .orthogonal(let gain):
      let rows = Shape(Array(shape.dimensions.dropLast())).count
      return stream.orthogonal(rows: rows, columns: shape.dimensions[shape.rank - 1]).map { gain * $0 }
    case .identity(let scale, let noise):
      let columns = shape.dimensions[1]
      var values =
        noise == 0
        ? Array(repeating: 0, count: shape.count)
        : stream.normal(count: shape.count, scale: noise / Double(columns).squareRoot())
      for index in 0..<min(shape.dimensions[0], columns) { values[index * columns + index] += scale }
      return values
    case .data(let part): return part.values(from: stream)
    case .randomClasses:
      let columns = shape.dimensions[shape.rank - 1]
      let classes = max(columns, 2)
      return stream.uniform(count: shape.count / columns).flatMap { draw -> [Double] in
        let label = min(Int(draw * Double(classes)), classes - 1)
        return columns == 1 ? [Double(label)] : (0..<columns).map { $0 == label ? 1 : 0 }
      }
    case .centered: preconditionFailure("a derived filling has no values of its own")
    }
  }
}
