import CKernels

extension Program {
  /// The nodes that are left of the graph, leaves and views among them.
  public var nodeCount: Int { steps.count }

  /// What is computed one after the other: nodes, and chains of elementwise nodes as one.
  public var operationCount: Int { operations.count }

  /// Calls of kernels in one run, a training step's update included.
  public var callCount: Int {
    divisions.flatMap(\.calls).count {
      if case .ask = $0 { false } else { true }
    }
  }

  /// The chains among its calls that are compiled as one loop, by name.
  package var knownChains: Set<String> {
    var names: Set<String> = []
    for case .chain(let place) in divisions.flatMap(\.calls) {
      if let known = ravine_known_chain_at(place.known) { names.insert(String(cString: known.pointee.name)) }
    }
    return names
  }

  /// Different places in memory: leaves, and results that are written to memory, of which several may have one place after one another.
  public var bufferCount: Int {
    let leaves = steps.indices.filter { steps[$0].primitive.placement == .fixed }
    return Set((leaves + operations.flatMap(\.stored)).filter { bytes(of: $0) > 0 }.map { steps[$0].buffer.offset }).count
  }

  /// Bytes that one run reads from memory and writes to it, each operation its operands and its results once.
  public var movedBytes: Int {
    operations.reduce(0) { sum, operation in (operation.reads + operation.stored).reduce(sum) { $0 &+ bytes(of: $1) } }
  }

  /// The shape of the tensor with the most elements.
  public var largestShape: Shape { steps.map(\.buffer.shape).max { $0.count < $1.count } ?? [] }

  private func bytes(of step: Int) -> Int { steps[step].buffer.shape.count * precision.bytes }
}
