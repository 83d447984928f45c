extension Program: CustomStringConvertible {
  /// A listing: leaves, then one line an operation with its operands, shape and place; the members of a chain stand below each other, and what has
  /// no place is passed on in registers.
  public var description: String {
    let calls = divisions.reduce(0) { $0 + $1.calls.count }
    var lines = ["\(precision.rawValue), \(steps.count) steps, \(calls) kernel calls, \(peakBytes) bytes, \(flops) flops"]
    if threads > 1 {
      lines[0] += ", \(threads) threads in \(divisions.map { "\($0.phases)" }.joined(separator: " + ")) phases"
    }
    var isListed = [Bool](repeating: false, count: steps.count)
    func list(_ index: Int, prefix: String = "", isStored: Bool? = nil) {
      if isListed[index] { return }
      isListed[index] = true
      for operand in steps[index].operands where !isOperated[operand] { list(operand) }
      let step = steps[index]
      let operands = step.operands.map { " %\($0)" }.joined()
      // A selection that is no view stands nowhere: chains read its operand.
      let place = isStored ?? hasPlace(step) ? " @\(step.buffer.offset)" : ""
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
      // Views have no operation: they stand before the first that reads them.
      for operand in operation.members.flatMap({ steps[$0].operands }) where !isOperated[operand] { list(operand) }
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

  private func hasPlace(_ step: Step) -> Bool {
    guard step.operands.count == 1 else { return true }
    return step.primitive.selection(from: steps[step.operands[0]].buffer.shape, result: step.buffer.shape)?.isContiguous ?? true
  }
}
