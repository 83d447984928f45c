/// Writes the kernel calls of operations, given where nodes stand.
struct CallWriter {
  let schedule: Schedule
  let fusion: Fusion
  let hosts: Hosts
  let precision: Precision
  /// In bytes, by node.
  let offsets: [Int]
  private(set) var chains = ChainBuilder()

  init(_ schedule: Schedule, _ fusion: Fusion, _ hosts: Hosts, _ offsets: [Int], _ precision: Precision) {
    (self.schedule, self.fusion, self.hosts, self.offsets, self.precision) = (schedule, fusion, hosts, offsets, precision)
  }

  func buffer(_ index: Int) -> Buffer { Buffer(shape: schedule.nodes[index].shape, offset: offsets[index], precision: precision) }

  mutating func calls(of operation: Fusion.Operation) -> [KernelCall] {
    if operation.isChain { return [chains.call(operation, fusion, schedule, offsets, precision)] }
    return operation.members.flatMap { member in
      let node = schedule.nodes[member]
      return node.primitive.calls(operands: node.operands.map(buffer), result: buffer(member))
    }
  }

  /// For each carried tensor that is not computed in its leaf's place, the calls that copy it there.
  func copies() -> [[KernelCall]] {
    hosts.copies.map { copy([buffer($0.value).shape.count], strides: [1], x: buffer($0.value).offset, y: buffer($0.leaf).offset) }
  }
}
