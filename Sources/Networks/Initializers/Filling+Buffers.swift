import Graphs
import Random

extension Filling {
  /// Writes the values of a tensor into memory, in its own precision: those of `values(for:from:)`, rounded. Scaled draws go straight there;
  /// normal ones are made in that precision, so that in float32 they are a few units in the last place from the rounded ones at most.
  public func fill(
    _ place: UnsafeMutableRawPointer, _ precision: Precision, shape: Shape, from stream: RandomStream
  ) {
    switch self {
    case .constant(let value): precision.store(value, count: shape.count, at: place)
    case .normal(let mean, let deviation):
      stream.fillNormal(precision.kernel, place, count: shape.count, scale: deviation, offset: mean)
    case .uniform(let low, let high):
      stream.fillUniform(precision.kernel, place, count: shape.count, scale: high - low, offset: low)
    case .given, .orthogonal, .identity, .data, .randomClasses, .centered:
      precision.store(values(for: shape, from: stream), at: place)
    }
  }
}
