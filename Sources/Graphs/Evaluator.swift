import CKernels

/// The memory of one program, and the right to run it: one evaluator a thread.
///
///     let evaluator = Evaluator(try Program(outputs: [y], precision: .float64))
///     evaluator.setInput("x", [1, 2, 3])
///     evaluator.run()
///     evaluator.output(0)
///
/// Memory is allocated once, aligned to 64 bytes; `run` allocates nothing. Inputs keep their values from run to run.
public final class Evaluator {
  public let program: Program
  private let memory: UnsafeMutableRawPointer
  private let precision: ravine_precision
  // Apart from the program, whose arrays cost a reference count at every access.
  private let prelude: SharedWork
  private let calls: SharedWork
  private let carries: SharedWork
  private let chains: Chains
  // In bytes, by output.
  private let outputOffsets: [Int]
  // Looked up, never iterated.
  private let inputIndices: [String: Int]
  private var isBound: [Bool]
  private var unboundCount: Int
  /// Whether what depends on no varying input is to be computed anew.
  private var isPreludeDue = true
  /// Whether the last run was not committed yet.
  private var isCommitDue = false

  public init(_ program: Program) {
    self.program = program
    memory = ravine_allocate(program.peakBytes)
    outputOffsets = program.outputPositions.map { program.steps[$0].buffer.offset }
    inputIndices = Dictionary(uniqueKeysWithValues: program.inputs.enumerated().map { ($0.element.name, $0.offset) })
    // An empty input has nothing to bind.
    isBound = program.inputs.map { $0.shape.count == 0 }
    unboundCount = isBound.count { !$0 }
    precision = program.precision.kernel
    let chains = Chains(program.chains)
    self.chains = chains
    let works = program.divisions.map { [memory, precision] in SharedWork($0, precision, at: memory, chains) }
    (prelude, calls, carries) = (works[0], works[1], works[2])
    for call in program.setup { call.run(precision, at: memory, chains) }
  }

  deinit {
    for work in [prelude, calls, carries] { work.deallocate() }
    chains.deallocate()
    ravine_deallocate(memory)
  }

  /// Whether the program reads an input of this name; binding one that it does not read is a programmer's mistake.
  public func hasInput(_ name: String) -> Bool { inputIndices[name] != nil }

  /// Gives the elements of an input, row-major in the program's precision, to be written.
  public func withInput<R>(_ name: String, _ body: (UnsafeMutableRawPointer) throws -> R) rethrows -> R {
    let pointer = memory + bind(name).offset
    return try body(pointer)
  }

  /// Binds the values of an input, row-major, rounded to the program's precision.
  public func setInput(_ name: String, _ values: [Double]) {
    let buffer = bind(name)
    precondition(values.count == buffer.shape.count, "input \"\(name)\" of shape \(buffer.shape) given \(values.count) values")
    program.precision.store(values, at: memory + buffer.offset)
  }

  /// Copies an output to an input of the same shape, so that the next run goes on from it.
  public func copyOutput(_ index: Int, toInput name: String) {
    let (source, target) = (outputBuffer(index), bind(name))
    precondition(
      source.shape == target.shape, "output \(index) of shape \(source.shape) copied to \"\(name)\" of shape \(target.shape)")
    (memory + target.offset).copyMemory(from: memory + source.offset, byteCount: source.shape.count * program.precision.bytes)
  }

  /// Computes the outputs from the inputs.
  public func run() {
    precondition(unboundCount == 0, "inputs not bound: \(unboundNames)")
    if isPreludeDue { prelude.run() }
    isPreludeDue = false
    calls.run()
    isCommitDue = true
  }

  /// Makes the carried tensors of the last run the values of their inputs, all at once.
  ///
  /// Nothing of it is computed before: between `run` and `commit` inputs have the values that the run saw, and are not to be written.
  public func commit() {
    precondition(isCommitDue, "a commit without a run")
    isCommitDue = false
    carries.run()
  }

  /// The elements of an output, row-major, every NaN being the canonical one.
  public func output(_ index: Int) -> [Double] {
    let buffer = outputBuffer(index)
    let source = memory + buffer.offset
    let count = buffer.shape.count
    switch program.precision {
    case .float64:
      return [Double](unsafeUninitializedCapacity: count) { elements, initialized in
        Evaluator.copyCanonical(source, RAVINE_FLOAT64, to: UnsafeMutableRawBufferPointer(elements), byteCount: count * 8)
        initialized = count
      }
    case .float32:
      return [Float](unsafeUninitializedCapacity: count) { elements, initialized in
        Evaluator.copyCanonical(source, RAVINE_FLOAT32, to: UnsafeMutableRawBufferPointer(elements), byteCount: count * 4)
        initialized = count
      }.map(Double.init)
    }
  }

  /// Gives the elements of an output, row-major in the program's precision and not canonicalized, until the next run.
  public func withOutput<R>(_ index: Int, _ body: (UnsafeRawPointer) throws -> R) rethrows -> R {
    precondition(outputOffsets.indices.contains(index), "output \(index) of \(outputOffsets.count)")
    return try body(memory + outputOffsets[index])
  }

  private static func copyCanonical(
    _ source: UnsafeMutableRawPointer, _ precision: ravine_precision, to target: UnsafeMutableRawBufferPointer, byteCount: Int
  ) {
    guard byteCount > 0, let start = target.baseAddress else { return }
    start.copyMemory(from: source, byteCount: byteCount)
    ravine_canonicalize(precision, byteCount / (precision == RAVINE_FLOAT64 ? 8 : 4), start)
  }

  private func outputBuffer(_ index: Int) -> Buffer {
    precondition(program.outputPositions.indices.contains(index), "output \(index) of \(program.outputPositions.count)")
    return program.steps[program.outputPositions[index]].buffer
  }

  private func bind(_ name: String) -> Buffer {
    guard let index = inputIndices[name] else {
      preconditionFailure("the program has no input \"\(name)\"; it has \(program.inputs.map(\.name))")
    }
    if !isBound[index] {
      isBound[index] = true
      unboundCount -= 1
    }
    if !program.isVarying[index] { isPreludeDue = true }
    return program.steps[program.inputPositions[index]].buffer
  }

  private var unboundNames: [String] { program.inputs.indices.filter { !isBound[$0] }.map { program.inputs[$0].name } }
}
