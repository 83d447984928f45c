extension Program: CustomStringConvertible {
  /// A listing: leaves, then one line an operation with its operands, shape and place; the members of a chain stand below each other, and what has
  /// no place is passed on in registers.
  public var description: String {
    var lines = [
      "\(precision.rawValue), \(steps.count) steps, \(calls.reduce(0) { $0 + $1.count }) kernel calls, \(peakBytes) bytes, \(flops) flops"
    ]
    var isListed = [Bool](repeating: false, count: steps.count)
    func list(_ index: Int, prefix: String = "", isStored: Bool = true) {
      if isListed[index] { return }
      isListed[index] = true
      // Views have no operation: they stand before the first that reads them.
      for operand in steps[index].operands where !isOperated[operand] { list(operand) }
      let step = steps[index]
      let operands = step.operands.map { " %\($0)" }.joined()
      let place = isStored ? " @\(step.buffer.offset)" : ""
      lines.append("\(prefix)%\(index) = \(step.primitive.name)\(operands) : \(step.buffer.shape)\(place)")
    }
    var isOperated = [Bool](repeating: false, count: steps.count)
    for member in operations.flatMap(\.members) { isOperated[member] = true }
    var section = Schedule.Section.run
    for operation in operations {
      if operation.section != section {
        section = operation.section
        lines.append("\(section):")
      }
      for (index, member) in operation.members.enumerated() {
        let isChain = operation.members.count > 1
        list(
          member, prefix: !isChain ? "" : index == 0 ? "┌ " : index < operation.members.count - 1 ? "│ " : "└ ",
          isStored: operation.stored.contains(member))
      }
    }
    for output in outputPositions { list(output) }
    return (lines + ["outputs" + outputPositions.map { " %\($0)" }.joined()]).joined(separator: "\n")
  }
}
