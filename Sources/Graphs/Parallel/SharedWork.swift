import CKernels

/// A division's calls bound to an evaluator's memory, ready for the pool of threads; its own copies, which are not counted by reference.
struct SharedWork {
  /// What the threads read.
  private struct Task {
    let parts: Int
    let calls: UnsafeMutableBufferPointer<KernelCall>
    let bounds: UnsafeMutableBufferPointer<Int>
    let precision: ravine_precision
    let memory: UnsafeMutableRawPointer
    let chains: Chains

    @inline(__always)
    func run(phase: Int, part: Int) {
      let place = phase * parts + part
      for index in bounds[place]..<bounds[place + 1] { calls[index].run(precision, at: memory, chains) }
    }
  }

  private let phases: Int
  private let task: UnsafeMutablePointer<Task>

  init(_ division: Division, _ precision: ravine_precision, at memory: UnsafeMutableRawPointer, _ chains: Chains) {
    let calls = UnsafeMutableBufferPointer<KernelCall>.allocate(capacity: division.calls.count)
    _ = calls.initialize(from: division.calls)
    let bounds = UnsafeMutableBufferPointer<Int>.allocate(capacity: division.bounds.count)
    _ = bounds.initialize(from: division.bounds)
    phases = division.phases
    task = .allocate(capacity: 1)
    task.initialize(
      to: Task(parts: division.parts, calls: calls, bounds: bounds, precision: precision, memory: memory, chains: chains))
    ravine_prepare_parts(division.parts)
  }

  func deallocate() {
    task.pointee.calls.deallocate()
    task.pointee.bounds.deallocate()
    task.deallocate()
  }

  /// Runs all phases; allocates nothing.
  func run() {
    if task.pointee.parts == 1 {
      for phase in 0..<phases { task.pointee.run(phase: phase, part: 0) }
    } else {
      ravine_run_parts(
        phases, task.pointee.parts,
        { phase, part, context in context?.assumingMemoryBound(to: Task.self).pointee.run(phase: phase, part: part) },
        task)
    }
  }
}
