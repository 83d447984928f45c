import Graphs
import Random

/// How the elements of a tensor get their first values.
public enum Filling: Sendable, Equatable {
  case constant(Double)
  /// These elements, row-major.
  case given([Double])
  case normal(mean: Double, standardDeviation: Double)
  case uniform(low: Double, high: Double)
  /// gain · Q, Q Haar-distributed with orthonormal rows or columns, whichever are fewer.
  case orthogonal(gain: Double)
  /// scale · I + noise · G / √(columns), the elements of G independent N(0, 1).
  case identity(scale: Double, noise: Double)
  /// The inputs or the targets of a dataset; leaves with one stream see the same examples.
  case data(DataPart)
  /// A bias derived from the forward pass: the mean pre-activation over the examples becomes this value in every unit.
  case centered(at: Double)

  /// Whether the values come from the forward pass instead of a stream.
  public var isDerived: Bool { if case .centered = self { true } else { false } }

  /// Whether the values are a part of a dataset.
  public var isData: Bool { if case .data = self { true } else { false } }

  /// The values of a tensor, row-major, from a stream.
  ///
  /// Affine functions of standard draws in float64: fillings that differ in scale alone are multiples of the same draws, so arms are paired,
  /// and a float32 cell sees the same numbers rounded.
  /// - Precondition: the filling is not derived; `orthogonal` and `identity` fill matrices.
  public func values(for shape: Shape, from stream: RandomStream) -> [Double] {
    switch self {
    case .constant(let value): return Array(repeating: value, count: shape.count)
    case .given(let values):
      precondition(values.count == shape.count, "\(values.count) values given for a tensor of shape \(shape)")
      return values
    case .normal(let mean, let deviation): return stream.normal(count: shape.count).affine(deviation, mean)
    case .uniform(let low, let high): return stream.uniform(count: shape.count).affine(high - low, low)
    case .orthogonal(let gain):
      return stream.orthogonal(rows: shape.dimensions[0], columns: shape.dimensions[1]).affine(gain, 0)
    case .identity(let scale, let noise):
      let columns = shape.dimensions[1]
      var values =
        noise == 0
        ? Array(repeating: 0, count: shape.count)
        : stream.normal(count: shape.count).affine(noise / Double(columns).squareRoot(), 0)
      for index in 0..<min(shape.dimensions[0], columns) { values[index * columns + index] += scale }
      return values
    case .data(let part): return part.values(from: stream)
    case .centered: preconditionFailure("a derived filling has no values of its own")
    }
  }
}

extension [Double] {
  /// scale · x + offset of every element, in place.
  fileprivate consuming func affine(_ scale: Double, _ offset: Double) -> [Double] {
    if scale == 1 && offset == 0 { return self }
    var values = self
    values.withUnsafeMutableBufferPointer { values in
      for index in values.indices { values[index] = scale * values[index] + offset }
    }
    return values
  }
}
