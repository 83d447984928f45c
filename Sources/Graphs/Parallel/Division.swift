/// The calls of a program, dealt to parts: in each phase a part runs its own in order, and before the next phase all wait for one another.
package struct Division: Sendable {
  let parts: Int
  let phases: Int
  /// By phase, then by part.
  let calls: [KernelCall]
  /// Where the calls of each phase and part begin, and where the last end.
  let bounds: [Int]

  /// One part has all calls, in one phase.
  init(_ calls: [KernelCall]) {
    (parts, phases, self.calls, bounds) = (1, 1, calls, [0, calls.count])
  }

  /// - Parameter operations: each with its phase, its calls and who computes them; within a phase, in the order in which they run.
  init(parts: Int, elementBytes: Int, _ operations: [(phase: Int, calls: ArraySlice<KernelCall>, shares: ArraySlice<Share>)]) {
    let first = operations.lazy.map(\.phase).min() ?? 0
    let phases = (operations.lazy.map { $0.phase - first }.max() ?? -1) + 1
    var dealt: [[KernelCall]] = Array(repeating: [], count: phases * parts)
    for operation in operations {
      for (call, share) in zip(operation.calls, operation.shares) {
        for part in 0..<parts {
          if case .call(let call) = call.portion(part, of: parts, share, elementBytes: elementBytes) {
            dealt[(operation.phase - first) * parts + part].append(call)
          }
        }
      }
    }
    self.init(parts: parts, phases: phases, dealt)
  }

  /// - Parameter dealt: the calls by phase, then by part.
  init(parts: Int, phases: Int, _ dealt: [[KernelCall]]) {
    (self.parts, self.phases) = (parts, phases)
    var bounds = [0]
    for calls in dealt { bounds.append(bounds[bounds.count - 1] + calls.count) }
    (calls, self.bounds) = (dealt.flatMap { $0 }, bounds)
  }

  /// The calls of a part in a phase.
  func calls(phase: Int, part: Int) -> ArraySlice<KernelCall> {
    calls[bounds[phase * parts + part]..<bounds[phase * parts + part + 1]]
  }
}
