/// Bytes of an evaluator's memory: `count` blocks of `length` bytes, `stride` apart.
///
/// Rows of a matrix are one block, columns are a block a row. What has more axes is taken as the span from its first byte to its last: a region
/// may be larger than what is touched, never smaller.
struct Region: Equatable, Sendable {
  private(set) var start: Int
  private(set) var length: Int
  private(set) var count = 1
  private(set) var stride = 0

  var end: Int { start + (count - 1) * stride + length }

  /// A run of bytes.
  init(at start: Int, bytes: Int) {
    self.start = start
    length = bytes
  }

  /// The elements start + Σ iₐ · strideₐ, strides in elements; `nil` if there are none.
  init?(at start: Int, axes: [(extent: Int, stride: Int)], elementBytes: Int) {
    guard axes.allSatisfy({ $0.extent > 0 }) else { return nil }
    self.init(at: start, bytes: elementBytes)
    // From the innermost axis on; one that is not walked, or is walked in place, adds nothing.
    for axis in axes.filter({ $0.extent > 1 && $0.stride > 0 }).sorted(by: { $0.stride < $1.stride }) {
      walk(axis.extent, axis.stride * elementBytes)
    }
  }

  /// The same with two axes, as most have them: without an array of them.
  init?(at start: Int, first: (extent: Int, stride: Int), second: (extent: Int, stride: Int), elementBytes: Int) {
    guard first.extent > 0, second.extent > 0 else { return nil }
    self.init(at: start, bytes: elementBytes)
    let (inner, outer) = second.stride < first.stride ? (second, first) : (first, second)
    if inner.extent > 1, inner.stride > 0 { walk(inner.extent, inner.stride * elementBytes) }
    if outer.extent > 1, outer.stride > 0 { walk(outer.extent, outer.stride * elementBytes) }
  }

  /// Repeats it, `step` bytes apart.
  private mutating func walk(_ extent: Int, _ step: Int) {
    if count == 1, step <= length {
      length += (extent - 1) * step
    } else if count == 1 {
      (count, stride) = (extent, step)
    } else if step == count * stride {
      count *= extent
    } else {
      self = Region(at: start, bytes: end - start + (extent - 1) * step)
    }
  }

  /// Whether some byte may be in both; exact for two blocks, and for blocks of one stride within their common span.
  func overlaps(_ other: Region) -> Bool {
    guard start < other.end, other.start < end else { return false }
    if count == 1 && other.count == 1 { return true }
    if count > 1 && other.count > 1 && stride != other.stride { return true }
    let (comb, tooth) = count > 1 ? (self, other) : (other, self)
    // Where the other begins in the period of the blocks.
    let phase = ((tooth.start - comb.start) % comb.stride + comb.stride) % comb.stride
    return phase < comb.length || phase + tooth.length > comb.stride
  }
}
