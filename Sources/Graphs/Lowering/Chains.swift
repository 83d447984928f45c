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
      operand_count: place.operands.count, register_count: place.registers, instruction_count: place.instructions.count)
    ravine_run_chain(precision, &chain, place.elements.lowerBound, place.elements.count, base)
  }
}

/// Writes chains as the kernels read them.
struct ChainBuilder: Sendable {
  private(set) var operands: [ravine_chain_operand] = []
  private(set) var instructions: [ravine_chain_instruction] = []

  /// The call of an operation that is a chain.
  mutating func call(
    _ operation: Fusion.Operation, _ fusion: Fusion, _ schedule: Schedule, _ offsets: [Int], _ precision: Precision
  )
    -> KernelCall
  {
    var writer = Writer(count: schedule.nodes[operation.members[0]].shape.count)
    func operands(_ member: Int) -> [Fusion.Operand] {
      schedule.nodes[member].operands.map { fusion.memoryOperand($0, of: member, in: operation) }
    }
    // The last member that reads each value: its register is free afterwards.
    var last: [Int: Int] = [:]
    for member in operation.members {
      for case .value(let source) in operands(member) { last[source] = max(last[source] ?? 0, operation.time(member)) }
    }
    for member in operation.members where operation.absorbed[member] == nil {
      let instruction = instruction(member, operation, schedule, operands)
      let slots = instruction.operands.map { operand -> Slot in
        switch operand {
        case .value(let source): writer.slots[source] ?? .memory(0)
        case .memory(let node, let selection):
          writer.operand(offset: offsets[node], count: schedule.nodes[node].shape.count, selection, bytes: precision.bytes)
        }
      }
      for case .value(let source) in instruction.operands where last[source] == member { writer.release(source) }
      let isStored = operation.stored.contains(member)
      let y = isStored ? writer.result(offset: offsets[member]) : writer.register()
      writer.slots[member] = y
      writer.instructions.append((instruction.code, slots, y))
    }
    return add(writer)
  }

  /// The operation of a member and what it reads, with the member that it absorbs.
  private func instruction(
    _ member: Int, _ operation: Fusion.Operation, _ schedule: Schedule, _ operands: (Int) -> [Fusion.Operand]
  ) -> (code: UInt16, operands: [Fusion.Operand]) {
    let own = operands(member)
    for (index, operand) in own.enumerated() {
      guard case .value(let source) = operand, operation.absorbed[source] == member,
        let first = schedule.nodes[source].primitive.elementwise?.pairing,
        let second = schedule.nodes[member].primitive.elementwise?.pairing
      else { continue }
      var inner = operands(source)
      if inner.count == 1 { inner.append(inner[0]) }
      return (ElementwiseOperation.code(first, second, isSecondOperand: index == 1), inner + [own[1 - index]])
    }
    return (schedule.nodes[member].primitive.elementwise?.code ?? 0, own)
  }

  private mutating func add(_ writer: Writer) -> KernelCall {
    let (firstOperand, firstInstruction) = (operands.count, instructions.count)
    operands += writer.operands
    for (code, slots, y) in writer.instructions {
      func slot(_ index: Int) -> UInt16 { slots.indices.contains(index) ? writer.number(slots[index]) : 0 }
      instructions.append(ravine_chain_instruction(operation: code, a: slot(0), b: slot(1), c: slot(2), y: writer.number(y)))
    }
    return .chain(
      .init(
        operands: firstOperand..<operands.count, instructions: firstInstruction..<instructions.count,
        registers: writer.registerCount, elements: 0..<writer.count))
  }

  private enum Slot {
    case memory(Int)
    case register(Int)
  }

  /// What tells operands in memory apart.
  private struct Known: Hashable {
    let offset: Int
    let mode: UInt32
    var inner = 0
    var rowStride = 0
    var elementStride = 0
  }

  /// One chain under way.
  private struct Writer {
    let count: Int
    var operands: [ravine_chain_operand] = []
    var instructions: [(code: UInt16, operands: [Slot], result: Slot)] = []
    /// Where the values of members stand.
    var slots: [Int: Slot] = [:]
    var registerCount = 0
    private var free: [Int] = []
    // Equal operands are one; looked up, never iterated.
    private var known: [Known: Int] = [:]

    init(count: Int) { self.count = count }

    func number(_ slot: Slot) -> UInt16 {
      switch slot {
      case .memory(let index): UInt16(index)
      case .register(let index): UInt16(operands.count + index)
      }
    }

    mutating func register() -> Slot {
      if let index = free.popLast() { return .register(index) }
      registerCount += 1
      return .register(registerCount - 1)
    }

    mutating func release(_ member: Int) {
      if case .register(let index)? = slots.removeValue(forKey: member) { free.append(index) }
    }

    mutating func result(offset: Int) -> Slot { add(RAVINE_OPERAND_FULL, offset: offset, nil, isPattern: false) }

    mutating func operand(offset: Int, count operandCount: Int, _ selection: Selection?, bytes: Int) -> Slot {
      guard let selection else {
        let mode = operandCount == count ? RAVINE_OPERAND_FULL : RAVINE_OPERAND_SCALAR
        return cached(Known(offset: offset, mode: mode.rawValue), mode, offset: offset, nil)
      }
      let start = offset + selection.start * bytes
      let key = Known(
        offset: start, mode: RAVINE_OPERAND_PATTERN.rawValue, inner: selection.inner, rowStride: selection.rowStride,
        elementStride: selection.elementStride)
      return cached(key, RAVINE_OPERAND_PATTERN, offset: start, selection)
    }

    private mutating func cached(_ key: Known, _ mode: ravine_operand_mode, offset: Int, _ selection: Selection?) -> Slot {
      if let index = known[key] { return .memory(index) }
      known[key] = operands.count
      return add(mode, offset: offset, selection, isPattern: selection != nil)
    }

    private mutating func add(_ mode: ravine_operand_mode, offset: Int, _ selection: Selection?, isPattern: Bool) -> Slot {
      var buffer = 0
      if isPattern {
        // Not one that is used again: what it holds serves the following blocks too.
        buffer = registerCount
        registerCount += 1
      }
      operands.append(
        ravine_chain_operand(
          offset: offset, inner: selection?.inner ?? 1, row_stride: selection?.rowStride ?? 0,
          element_stride: selection?.elementStride ?? 0, mode: UInt16(mode.rawValue), buffer: UInt16(buffer)))
      return .memory(operands.count - 1)
    }
  }
}
