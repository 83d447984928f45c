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

  /// The memory for all rows of a leaf of so many elements, to be written; it is kept.
  func rows(_ name: String, count: Int, _ precision: Precision) -> UnsafeMutableRawPointer {
    if let known = leaves.first(where: { $0.name == name }) { return known.rows }
    let stride = count / examples * precision.bytes
    let rows = UnsafeMutableRawPointer.allocate(byteCount: max(examples * stride, 1), alignment: 64)
    leaves.append(Leaf(name: name, stride: stride, rows: rows))
    return rows
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
