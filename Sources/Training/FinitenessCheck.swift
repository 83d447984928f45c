import CKernels
import Graphs

/// Looks whether numbers in memory are all finite. Threads share the looking, for it waits for memory; it allocates nothing.
final class FinitenessCheck {
  /// Numbers that stay where they are as long as the check is used.
  struct Numbers {
    let place: UnsafeRawPointer
    let count: Int
  }

  private struct Task {
    let numbers: UnsafeMutableBufferPointer<Numbers>
    /// By part: how many numbers it found that are not finite.
    let found: UnsafeMutableBufferPointer<Int>
    let precision: ravine_precision
    let bytes: Int

    func look(part: Int) {
      var (sum, index) = (0, 0)
      // A plain loop over plain places: a debug build's iterators allocate.
      while index < numbers.count {
        let (place, count) = (numbers[index].place, numbers[index].count)
        let (first, end) = (count * part / found.count, count * (part + 1) / found.count)
        sum += ravine_count_not_finite(precision, end - first, place + first * bytes)
        index += 1
      }
      found[part] = sum
    }
  }

  /// With fewer numbers, waiting for another thread takes longer than looking.
  private static let few = 65536

  private let task: UnsafeMutablePointer<Task>

  init(_ numbers: [Numbers], _ precision: Precision, threads: Int) {
    let places = UnsafeMutableBufferPointer<Numbers>.allocate(capacity: numbers.count)
    _ = places.initialize(from: numbers)
    let parts = numbers.reduce(0) { $0 + $1.count } < Self.few ? 1 : max(threads, 1)
    let found = UnsafeMutableBufferPointer<Int>.allocate(capacity: parts)
    found.initialize(repeating: 0)
    task = .allocate(capacity: 1)
    task.initialize(
      to: Task(
        numbers: places, found: found, precision: precision == .float64 ? RAVINE_FLOAT64 : RAVINE_FLOAT32,
        bytes: precision.bytes))
  }

  deinit {
    task.pointee.numbers.deallocate()
    task.pointee.found.deallocate()
    task.deallocate()
  }

  func isFinite() -> Bool {
    let found = task.pointee.found
    if found.count == 1 {
      task.pointee.look(part: 0)
    } else {
      ravine_run_parts(
        1, found.count, { _, part, context in context?.assumingMemoryBound(to: Task.self).pointee.look(part: part) }, task)
    }
    var part = 0
    while part < found.count, found[part] == 0 { part += 1 }
    return part == found.count
  }
}
