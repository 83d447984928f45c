import Graphs
import Random

/// The examples, and the order in which an epoch takes them: a permutation from the epoch's own stream, cut into batches of one size.
final class Batches {
  private struct Leaf {
    let name: String
    /// Bytes of one example.
    let stride: Int
    let rows: UnsafeMutableRawPointer
  }

  private let examples: Int
  private let size: Int
  private var leaves: [Leaf] = []
  private var streams: ((Int) -> RandomStream)?
  private var epoch = -1
  private var order: [Int] = []

  /// - Precondition: the size divides the number of examples.
  init(examples: Int, size: Int) {
    precondition(size > 0 && examples % size == 0, "batches of \(size) from \(examples) examples")
    self.examples = examples
    self.size = size
  }

  deinit { for leaf in leaves { leaf.rows.deallocate() } }

  /// Keeps all rows of a leaf.
  func set(_ name: String, _ values: [Double], _ precision: Precision) {
    let stride = values.count / examples * precision.bytes
    if !leaves.contains(where: { $0.name == name }) {
      leaves.append(Leaf(name: name, stride: stride, rows: .allocate(byteCount: max(examples * stride, 1), alignment: 64)))
    }
    guard let rows = leaves.first(where: { $0.name == name })?.rows else { return }
    switch precision {
    case .float64:
      for (index, value) in values.enumerated() { rows.storeBytes(of: value, toByteOffset: 8 * index, as: Double.self) }
    case .float32:
      for (index, value) in values.enumerated() { rows.storeBytes(of: Float(value), toByteOffset: 4 * index, as: Float.self) }
    }
  }

  func restart(_ streams: @escaping (Int) -> RandomStream) {
    self.streams = streams
    epoch = -1
  }

  /// Binds the batch of a step.
  func bind(_ step: Int, in evaluator: Evaluator) {
    let perEpoch = examples / size
    if step / perEpoch != epoch, let streams {
      epoch = step / perEpoch
      order = streams(epoch).permutation(of: examples)
    }
    let first = step % perEpoch * size
    var index = 0
    while index < leaves.count {
      let leaf = leaves[index]
      evaluator.withInput(leaf.name) { target in
        var row = 0
        while row < size {
          (target + row * leaf.stride).copyMemory(from: leaf.rows + order[first + row] * leaf.stride, byteCount: leaf.stride)
          row += 1
        }
      }
      index += 1
    }
  }
}
