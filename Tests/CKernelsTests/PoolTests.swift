import CKernels
import Testing

/// What the parts of a task write: each phase reads all that the phase before it wrote.
private struct Ring {
  var parts: Int
  /// A cell for each phase and part.
  var cells: UnsafeMutablePointer<Int>

  static func with<Result>(phases: Int, parts: Int, _ body: (inout Ring) throws -> Result) rethrows -> Result {
    let cells = UnsafeMutablePointer<Int>.allocate(capacity: phases * parts)
    cells.initialize(repeating: -1, count: phases * parts)
    defer { cells.deallocate() }
    var ring = Ring(parts: parts, cells: cells)
    return try body(&ring)
  }

  mutating func run(phases: Int) {
    ravine_run_parts(
      phases, parts,
      { phase, part, context in
        guard let ring = context?.assumingMemoryBound(to: Ring.self).pointee else { return }
        var sum = phase == 0 ? part : 0
        if phase > 0 {
          for other in 0..<ring.parts { sum += ring.cells[(phase - 1) * ring.parts + other] % 1000 * (part + other + 1) }
        }
        ring.cells[phase * ring.parts + part] = sum
      }, &self)
  }

  /// The cells as one thread fills them.
  func expected(phases: Int) -> [Int] {
    var cells = Array(0..<parts)
    for phase in 1..<phases {
      for part in 0..<parts {
        cells.append((0..<parts).reduce(0) { $0 + cells[(phase - 1) * parts + $1] % 1000 * (part + $1 + 1) })
      }
    }
    return cells
  }
}

@Suite("The pool of threads") struct PoolTests {
  @Test("No phase begins before the one before it has ended, with more parts than cores too", arguments: [1, 2, 3, 7, 300])
  func phases(parts: Int) {
    let phases = parts > 100 ? 5 : 40
    for _ in 0..<(parts > 100 ? 2 : 30) {
      Ring.with(phases: phases, parts: parts) { ring in
        ring.run(phases: phases)
        #expect(Array(UnsafeBufferPointer(start: ring.cells, count: phases * parts)) == ring.expected(phases: phases))
      }
    }
  }

  @Test("Tasks of several threads at once are all done, by the pool or by their callers")
  func sideBySide() async {
    await withTaskGroup(of: Bool.self) { group in
      for parts in [2, 3, 4, 5] {
        group.addTask {
          (0..<50).allSatisfy { _ in
            Ring.with(phases: 6, parts: parts) { ring in
              ring.run(phases: 6)
              return Array(UnsafeBufferPointer(start: ring.cells, count: 6 * parts)) == ring.expected(phases: 6)
            }
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test("A task within a task is run by its caller, since the pool is in use")
  func nested() {
    let (_, before) = counts()
    ravine_run_parts(1, 2, { _, _, _ in ravine_run_parts(2, 3, { _, _, _ in }, nil) }, nil)
    let (_, after) = counts()
    #expect(after >= before + 2)
  }

  @Test("A task of one part never asks for the pool")
  func onePart() {
    Ring.with(phases: 3, parts: 1) { ring in
      ring.run(phases: 3)
      #expect(ring.cells[2] == ring.expected(phases: 3)[2])
    }
    ravine_run_parts(0, 4, { _, _, _ in Issue.record("a task without phases has no work") }, nil)
  }

  private func counts() -> (together: Int, alone: Int) {
    var (together, alone) = (0, 0)
    ravine_pool_counts(&together, &alone)
    return (together, alone)
  }
}
