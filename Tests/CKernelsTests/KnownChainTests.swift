import CKernels
import Testing

/// A chain in arrays: what it reads and does, by the letters of a known chain's kinds.
private struct ChainParts {
  var kinds: [Character]
  var instructions: [ravine_chain_instruction]
  var operands: [ravine_chain_operand]
  var registers: Int

  /// Operands without places.
  init(_ kinds: [Character], _ instructions: [ravine_chain_instruction]) {
    (self.kinds, self.instructions, registers) = (kinds, instructions, instructions.count)
    operands = kinds.map { kind in
      var operand = ravine_chain_operand()
      operand.mode = UInt16((kind == "S" ? RAVINE_OPERAND_SCALAR : RAVINE_OPERAND_FULL).rawValue)
      return operand
    }
  }

  init(_ known: ravine_known) {
    self.init(Array(String(cString: known.kinds)), (0..<known.count).map { known.instructions[$0] })
  }

  /// The operands that are written.
  var results: Set<Int> { Set(instructions.map { Int($0.y) }).filter { $0 < kinds.count } }

  /// Its number among the known chains.
  var number: Int { with(number: 0) { ravine_known_chain($0) } }

  /// What it leaves in memory, run in two parts.
  func run(as number: Int, _ count: Int, _ memory: Buffer) -> [UInt8] {
    var memory = memory
    with(number: number) { chain in
      memory.bytes.withUnsafeMutableBytes { bytes in
        ravine_run_chain(memory.precision, chain, 0, count / 3, bytes.baseAddress)
        ravine_run_chain(memory.precision, chain, count / 3, count - count / 3, bytes.baseAddress)
      }
    }
    return memory.canonicalBytes
  }

  private func with<Result>(number: Int, _ body: (UnsafePointer<ravine_chain>) -> Result) -> Result {
    operands.withUnsafeBufferPointer { operands in
      instructions.withUnsafeBufferPointer { instructions in
        var chain = ravine_chain(
          operands: operands.baseAddress, instructions: instructions.baseAddress, operand_count: operands.count,
          register_count: registers, instruction_count: instructions.count, known: number)
        return body(&chain)
      }
    }
  }
}

private var knownChains: [ravine_known] {
  var chains: [ravine_known] = []
  while let next = ravine_known_chain_at(chains.count + 1) { chains.append(next.pointee) }
  return chains
}

@Suite("Known chains") struct KnownChainTests {
  @Test("One loop gives the bits of one loop an instruction", arguments: Array(knownChains.indices), precisions)
  func bits(_ index: Int, _ precision: ravine_precision) {
    let known = knownChains[index]
    for count in [0, 1, 7, 15, 16, 17, 100, 1024, 3001] {
      // Every second operand as it is, or a row that repeats.
      for row in [nil, 1, 5, 64] {
        var parts = ChainParts(known)
        let results = parts.results
        var values: [Double] = []
        for operand in parts.kinds.indices {
          parts.operands[operand].offset = values.count * precision.bytes
          if let row, parts.kinds[operand] == "F", operand % 2 == 1, !results.contains(operand) {
            parts.operands[operand].mode = UInt16(RAVINE_OPERAND_PATTERN.rawValue)
            parts.operands[operand].inner = row
            parts.operands[operand].element_stride = 1
            parts.operands[operand].buffer = UInt16(parts.registers)
            parts.registers += 1
          }
          let room = max(count, 64)
          values += results.contains(operand) ? [Double](repeating: 0, count: room) : trialValues(room, stream: UInt64(operand))
        }
        let memory = Buffer(precision, values)
        let equal = parts.run(as: index + 1, count, memory) == parts.run(as: 0, count, memory)
        #expect(equal, "\(String(cString: known.name)), \(count) elements, rows of \(row ?? 0)")
      }
    }
  }

  @Test("A result may lie where an operand lies that nothing reads later", arguments: precisions)
  func inPlace(_ precision: ravine_precision) {
    var tried = 0
    for (index, known) in knownChains.enumerated() {
      var parts = ChainParts(known)
      let count = 1000, y = parts.instructions[known.count - 1].y
      let heir = parts.kinds.indices.first { slot in
        parts.kinds[slot] == "F" && !parts.results.contains(slot)
          && parts.instructions.dropLast().allSatisfy { ![$0.a, $0.b, $0.c].contains(UInt16(slot)) }
      }
      guard let heir else { continue }
      tried += 1
      for slot in parts.kinds.indices { parts.operands[slot].offset = (slot == y ? heir : slot) * count * precision.bytes }
      let memory = Buffer(precision, parts.kinds.indices.flatMap { trialValues(count, stream: UInt64($0)) })
      let equal = parts.run(as: index + 1, count, memory) == parts.run(as: 0, count, memory)
      #expect(equal, "\(String(cString: known.name))")
    }
    #expect(tried > 0)
  }

  @Test("A chain is known by what it does, whatever its registers are called", arguments: Array(knownChains.indices))
  func lookup(_ index: Int) {
    let known = ChainParts(knownChains[index])
    #expect(known.number == index + 1)
    var other = known
    other.instructions = known.instructions.map { instruction in
      func renamed(_ slot: UInt16) -> UInt16 { Int(slot) < known.kinds.count ? slot : 200 - slot }
      return ravine_chain_instruction(
        operation: instruction.operation, a: renamed(instruction.a), b: renamed(instruction.b), c: renamed(instruction.c),
        y: renamed(instruction.y))
    }
    #expect(other.number == index + 1)
    // Another operation, operand or kind, one more or less, is another chain.
    for place in known.instructions.indices {
      other = known
      other.instructions[place].operation ^= 1
      #expect(other.number != index + 1)
      other = known
      other.instructions[place].a = known.instructions[place].a == 0 ? 1 : 0
      #expect(other.number != index + 1)
    }
    for place in known.kinds.indices {
      var kinds = known.kinds
      kinds[place] = kinds[place] == "S" ? "F" : "S"
      #expect(ChainParts(kinds, known.instructions).number != index + 1)
    }
    #expect(ChainParts(known.kinds + ["F"], known.instructions).number != index + 1)
    #expect(ChainParts(known.kinds, known.instructions.dropLast()).number != index + 1)
  }
}
