/// Writes the kernel calls of operations, given where nodes stand.
struct CallWriter {
  let schedule: Schedule
  let fusion: Fusion
  let hosts: Hosts
  let precision: Precision
  /// In bytes, by node.
  let offsets: [Int]
  private(set) var chains = ChainBuilder()
  private var desk: ChainDesk

  init(_ schedule: Schedule, _ fusion: Fusion, _ hosts: Hosts, _ offsets: [Int], _ precision: Precision) {
    (self.schedule, self.fusion, self.hosts, self.offsets, self.precision) = (schedule, fusion, hosts, offsets, precision)
    desk = ChainDesk(nodes: schedule.nodes.count)
  }

  func buffer(_ index: Int) -> Buffer { Buffer(shape: schedule.nodes[index].shape, offset: offsets[index], precision: precision) }

  /// Adds the calls of an operation.
  mutating func write(_ operation: Fusion.Operation, to calls: inout [KernelCall]) {
    if operation.isChain {
      calls.append(chains.call(operation, fusion, schedule, offsets, precision, &desk))
      return
    }
    for member in operation.members {
      let node = schedule.nodes[member]
      calls += node.primitive.calls(operands: node.operands.map(buffer), result: buffer(member))
    }
  }

  /// For each carried tensor that is not computed in its leaf's place, the calls that copy it there.
  func copies() -> [[KernelCall]] {
    hosts.copies.map { copy([buffer($0.value).shape.count], strides: [1], x: buffer($0.value).offset, y: buffer($0.leaf).offset) }
  }
}
