/// The place of every node that stands in memory. Invariants:
///  1. a place is given back only after the last operation that reads it, through whatever views;
///  2. the places of leaves and outputs, and of what a prelude leaves to the runs, are never given back;
///  3. an operation writes where one of its operands lies only if nothing reads that operand later, within the operation too;
///  4. where threads share the operations, what one thread still reads is not overwritten by another (`SharedMemory`).
struct Placing {
  /// In bytes, by node; nodes that are only passed on in registers have none.
  let offsets: [Int]
  let bytes: Int

  /// - Parameters:
  ///   - operations: in the order in which they run.
  ///   - sharing: how threads share them, if they do.
  init(_ schedule: Schedule, _ hosts: Hosts, _ operations: [Fusion.Operation], _ sharing: Sharing?, _ precision: Precision)
    throws(ProgramError)
  {
    var memory = SharedMemory(sharing)
    let (roots, sizes, last) = (hosts.roots, hosts.sizes, hosts.lastReads(operations))
    var places = [Int](repeating: 0, count: roots.count)
    var isPlaced = [Bool](repeating: false, count: roots.count)
    var lastSeen = [Int](repeating: -1, count: roots.count)
    // Leaves first, together: the rest of memory is then free for reuse.
    for index in roots.indices where schedule.isLeaf(index) {
      places[index] = try Placing.counted(memory.take(sizes[index]), for: schedule.nodes[index])
      isPlaced[index] = true
    }
    for (time, operation) in operations.enumerated() {
      memory.begin(time)
      var dying: [Int] = []
      for root in operation.reads.map({ roots[$0] }) where last[root] == time && lastSeen[root] != time {
        dying.append(root)
        lastSeen[root] = time
      }
      for member in operation.stored where !isPlaced[roots[member]] {
        let root = roots[member]
        isPlaced[root] = true
        let heir =
          root != member
          ? nil
          : dying.first { heir in
            sizes[heir] == sizes[root] && hosts.inherits(member, heir, operation) && memory.canInherit(root, from: heir)
          }
        if let heir {
          memory.inherit(root, from: heir)
          places[root] = places[heir]
          dying.removeAll { $0 == heir }
        } else {
          places[root] = try Placing.counted(memory.take(sizes[root], for: root), for: schedule.nodes[root])
        }
        // What nobody reads is given back at once.
        if last[root] == time { dying.append(root) }
      }
      for root in dying { memory.release(places[root], sizes[root], of: root) }
    }
    offsets = hosts.offsets(places, precision)
    bytes = memory.bytes
  }

  private static func counted(_ offset: Int?, for node: Graph.Node) throws(ProgramError) -> Int {
    guard let offset else { throw .tooLarge(primitive: node.primitive.name, shape: node.shape) }
    return offset
  }
}
