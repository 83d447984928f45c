import CKernels

/// Writes chains as the kernels read them.
struct ChainBuilder: Sendable {
  private(set) var operands: [ravine_chain_operand] = []
  private(set) var instructions: [ravine_chain_instruction] = []

  /// The call of an operation that is a chain.
  mutating func call(
    _ operation: Fusion.Operation, _ fusion: Fusion, _ schedule: Schedule, _ offsets: [Int], _ precision: Precision,
    _ desk: inout ChainDesk
  ) -> KernelCall {
    let (firstOperand, firstInstruction) = (operands.count, instructions.count)
    let count = fusion.counts[operation.members[0]]
    desk.begin(operation, fusion, schedule)
    for member in operation.members where operation.absorber(of: member) == nil {
      let code = desk.read(member, operation, fusion, schedule)
      var slots: (UInt16, UInt16, UInt16) = (0, 0, 0)
      for (index, operand) in desk.reading.enumerated() {
        let slot: UInt16 =
          switch operand {
          case .value(let source): desk.slots[source]
          case .memory(let node, let selection):
            place(
              offset: offsets[node], isFull: fusion.counts[node] == count, selection, precision.bytes, first: firstOperand, &desk)
          }
        switch index {
        case 0: slots.0 = slot
        case 1: slots.1 = slot
        default: slots.2 = slot
        }
      }
      desk.release(after: member)
      let y =
        operation.stored.contains(member)
        ? add(RAVINE_OPERAND_FULL, offset: offsets[member], nil, first: firstOperand, &desk) : desk.register()
      desk.slots[member] = y
      instructions.append(ravine_chain_instruction(operation: code, a: slots.0, b: slots.1, c: slots.2, y: y))
    }
    // Registers come after the operands, whose number is known now.
    let operandCount = UInt16(operands.count - firstOperand)
    func numbered(_ slot: UInt16) -> UInt16 {
      slot & ChainDesk.isRegister == 0 ? slot : operandCount + (slot & ~ChainDesk.isRegister)
    }
    for index in firstInstruction..<instructions.count {
      let instruction = instructions[index]
      instructions[index].a = numbered(instruction.a)
      instructions[index].b = numbered(instruction.b)
      instructions[index].c = numbered(instruction.c)
      instructions[index].y = numbered(instruction.y)
    }
    let (ownOperands, ownInstructions) = (firstOperand..<operands.count, firstInstruction..<instructions.count)
    return .chain(
      .init(
        operands: ownOperands, instructions: ownInstructions, registers: desk.registerCount,
        known: known(ownOperands, ownInstructions), elements: 0..<count))
  }

  /// The number of the chain among those that are compiled as one loop, or 0.
  private func known(_ ownOperands: Range<Int>, _ ownInstructions: Range<Int>) -> Int {
    operands.withUnsafeBufferPointer { operands in
      instructions.withUnsafeBufferPointer { instructions in
        guard let firstOperand = operands.baseAddress, let firstInstruction = instructions.baseAddress else { return 0 }
        var chain = ravine_chain(
          operands: firstOperand + ownOperands.lowerBound, instructions: firstInstruction + ownInstructions.lowerBound,
          operand_count: ownOperands.count, register_count: 0, instruction_count: ownInstructions.count, known: 0)
        return ravine_known_chain(&chain)
      }
    }
  }

  /// The slot of what is read from memory; what is read twice has one.
  private mutating func place(
    offset: Int, isFull: Bool, _ selection: Selection?, _ bytes: Int, first: Int, _ desk: inout ChainDesk
  ) -> UInt16 {
    let start = offset + (selection?.start ?? 0) * bytes
    let mode = selection != nil ? RAVINE_OPERAND_PATTERN : isFull ? RAVINE_OPERAND_FULL : RAVINE_OPERAND_SCALAR
    // Few operands are looked through quicker than hashed.
    for slot in desk.known {
      let known = operands[first + Int(slot)]
      if known.offset == start, known.mode == UInt16(mode.rawValue), known.inner == selection?.inner ?? 1,
        known.row_stride == selection?.rowStride ?? 0, known.element_stride == selection?.elementStride ?? 0
      {
        return slot
      }
    }
    let slot = add(mode, offset: start, selection, first: first, &desk)
    desk.known.append(slot)
    return slot
  }

  private mutating func add(
    _ mode: ravine_operand_mode, offset: Int, _ selection: Selection?, first: Int, _ desk: inout ChainDesk
  ) -> UInt16 {
    // Not a register that is used again: what it holds serves the following blocks too.
    let buffer = selection == nil ? 0 : desk.newRegister()
    operands.append(
      ravine_chain_operand(
        offset: offset, inner: selection?.inner ?? 1, row_stride: selection?.rowStride ?? 0,
        element_stride: selection?.elementStride ?? 0, mode: UInt16(mode.rawValue), buffer: UInt16(buffer)))
    return UInt16(operands.count - 1 - first)
  }
}

/// What is kept while a chain is written, in memory that serves all chains of a program.
struct ChainDesk {
  /// Marks the slot of a register: its number follows when the operands, which come before, are counted.
  static let isRegister: UInt16 = 0x8000

  /// Of the chain's members: where their values stand.
  var slots: [UInt16]
  /// The operands that are read, not written.
  var known: [UInt16] = []
  /// What the instruction that is being written reads.
  private(set) var reading: [Fusion.Operand] = []
  private(set) var registerCount = 0
  private var free: [UInt16] = []
  /// By member: at whose time it is read last.
  private var last: [Int]

  init(nodes: Int) {
    slots = [UInt16](repeating: 0, count: nodes)
    last = [Int](repeating: 0, count: nodes)
  }

  mutating func begin(_ operation: Fusion.Operation, _ fusion: Fusion, _ schedule: Schedule) {
    known.removeAll(keepingCapacity: true)
    free.removeAll(keepingCapacity: true)
    registerCount = 0
    for member in operation.members { last[member] = 0 }
    for member in operation.members {
      for operand in schedule.nodes[member].operands {
        guard case .value(let source) = fusion.memoryOperand(operand, of: member) else { continue }
        last[source] = max(last[source], operation.time(member))
      }
    }
  }

  /// Finds out what the instruction of a member reads, with the member that it absorbs.
  ///
  /// - Returns: the instruction's number.
  mutating func read(_ member: Int, _ operation: Fusion.Operation, _ fusion: Fusion, _ schedule: Schedule) -> UInt16 {
    reading.removeAll(keepingCapacity: true)
    let operands = schedule.nodes[member].operands
    for (index, operand) in operands.enumerated() {
      guard case .value(let source) = fusion.memoryOperand(operand, of: member), operation.absorber(of: source) == member,
        let first = schedule.nodes[source].primitive.elementwise?.pairing,
        let second = schedule.nodes[member].primitive.elementwise?.pairing
      else { continue }
      for inner in schedule.nodes[source].operands { reading.append(fusion.memoryOperand(inner, of: source)) }
      if reading.count == 1 { reading.append(reading[0]) }
      reading.append(fusion.memoryOperand(operands[1 - index], of: member))
      return ElementwiseOperation.code(first, second, isSecondOperand: index == 1)
    }
    for operand in operands { reading.append(fusion.memoryOperand(operand, of: member)) }
    return schedule.nodes[member].primitive.elementwise?.code ?? 0
  }

  /// Frees the registers of what the instruction was the last to read.
  mutating func release(after member: Int) {
    for case .value(let source) in reading where last[source] == member && slots[source] & Self.isRegister != 0 {
      free.append(slots[source] & ~Self.isRegister)
      slots[source] = 0
    }
  }

  mutating func register() -> UInt16 { Self.isRegister | (free.popLast() ?? newRegister()) }

  mutating func newRegister() -> UInt16 {
    registerCount += 1
    return UInt16(registerCount - 1)
  }
}
