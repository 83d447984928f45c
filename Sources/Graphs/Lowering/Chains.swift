import CKernels

/// The chains of a program, and places for their pieces: arrays of a program, or an evaluator's own copies of them.
struct Chains {
  private let operands: UnsafeMutableBufferPointer<ravine_chain_operand>
  private let instructions: UnsafeMutableBufferPointer<ravine_chain_instruction>

  /// Copies, which are not counted by reference: running a chain must not touch a count.
  init(_ builder: ChainBuilder) {
    operands = .allocate(capacity: builder.operands.count)
    _ = operands.initialize(from: builder.operands)
    instructions = .allocate(capacity: builder.instructions.count)
    _ = instructions.initialize(from: builder.instructions)
  }

  func deallocate() {
    operands.deallocate()
    instructions.deallocate()
  }

  @inline(__always)
  func run(_ place: KernelCall.ChainPlace, _ precision: ravine_precision, at base: UnsafeMutableRawPointer) {
    guard let operands = operands.baseAddress, let instructions = instructions.baseAddress else { return }
    var chain = ravine_chain(
      operands: operands + place.operands.lowerBound, instructions: instructions + place.instructions.lowerBound,
      operand_count: place.operands.count, register_count: place.registers, instruction_count: place.instructions.count,
      known: place.known)
    ravine_run_chain(precision, &chain, place.elements.lowerBound, place.elements.count, base)
  }
}
