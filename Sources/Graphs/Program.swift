/// What a graph asks to be computed for some outputs: the nodes that they need, in order, each with its place in memory.
///
/// Nothing in it changes; any number of evaluators, on any threads, may run it.
public struct Program: Sendable {
  /// A node as it stands in the program, operands being positions.
  struct Step: Sendable {
    let primitive: any Primitive
    let operands: [Int]
    let buffer: Buffer
  }

  public let precision: Precision
  /// The inputs that the outputs depend on, in order of creation.
  public let inputs: [(name: String, shape: Shape)]
  /// The size of an evaluator's memory: inputs, constants, and what lives at the same time as something else.
  public let peakBytes: Int
  /// Floating-point operations of one run.
  public let flops: Int

  let steps: [Step]
  /// Positions of the inputs and of the outputs in `steps`.
  let inputPositions: [Int]
  let outputPositions: [Int]
  /// Run once, and at every run.
  let setup: [KernelCall]
  let calls: [KernelCall]

  public var outputShapes: [Shape] { outputPositions.map { steps[$0].buffer.shape } }

  /// Plans the computation of some tensors of one graph, to be read as outputs 0, 1, ….
  ///
  /// - Parameter memoryLimit: the most bytes that an evaluator may take.
  /// - Throws: `ProgramError`, when a tensor, or all memory together, has more bytes than an `Int` can count or than the limit.
  public init(outputs: [Tensor], precision: Precision, memoryLimit: Int = .max) throws(ProgramError) {
    let schedule = Schedule(Graph.simplified(outputs))
    let plan = try Placing(schedule, precision)
    if plan.bytes > memoryLimit { throw .overLimit(bytes: plan.bytes, limit: memoryLimit) }
    self.precision = precision
    peakBytes = plan.bytes
    outputPositions = schedule.outputs
    steps = zip(schedule.nodes, plan.offsets).map { node, offset in
      Step(
        primitive: node.primitive, operands: node.operands,
        buffer: Buffer(shape: node.shape, offset: offset, precision: precision))
    }
    inputPositions = steps.indices.filter { [steps] in steps[$0].primitive is Input }
    inputs = inputPositions.map { [steps] position in
      ((steps[position].primitive as? Input)?.label ?? "", steps[position].buffer.shape)
    }

    var (setup, calls, flops): ([KernelCall], [KernelCall], Int) = ([], [], 0)
    for step in steps {
      let operands = step.operands.map { [steps] in steps[$0].buffer }
      let new = step.primitive.calls(operands: operands, result: step.buffer)
      if case .fixed = step.primitive.placement { setup += new } else { calls += new }
      flops &+= step.primitive.operations(operands: operands.map(\.shape), result: step.buffer.shape)
    }
    (self.setup, self.calls, self.flops) = (setup, calls, flops)
  }
}

/// Why a program cannot be made.
public enum ProgramError: Error, Equatable, CustomStringConvertible {
  /// The result of a primitive, or memory up to and with it, cannot be counted in bytes.
  case tooLarge(primitive: String, shape: Shape)
  /// An evaluator would take more memory than it may.
  case overLimit(bytes: Int, limit: Int)

  public var description: String {
    switch self {
    case .overLimit(let bytes, let limit): "the program is too large for memory: it needs \(bytes) bytes, and may take \(limit)"
    case .tooLarge(let primitive, let shape):
      "the program is too large for memory: \(primitive) of shape \(shape) needs more bytes than can be counted"
    }
  }
}

/// The nodes that some outputs need, in order of creation: forward passes come before the backward ones that read them, and the
/// order depends on nothing but how the graph was built.
private struct Schedule {
  var nodes: [Graph.Node] = []
  var outputs: [Int] = []

  init(_ tensors: [Tensor]) {
    guard let graph = tensors.first?.graph else { return }
    var positions = [Int](repeating: -1, count: graph.nodes.count)
    for id in graph.needed(for: tensors) {
      let node = graph.nodes[id]
      positions[id] = nodes.count
      nodes.append(Graph.Node(primitive: node.primitive, operands: node.operands.map { positions[$0] }, shape: node.shape))
    }
    outputs = tensors.map { positions[$0.id] }
  }
}

/// The place of every node. Invariants:
///  1. a place is given back only after the last step that reads it, through whatever views;
///  2. the places of leaves and outputs are never given back;
///  3. a step writes where one of its operands lies only if its primitive allows it and nothing reads that operand later.
private struct Placing {
  var offsets: [Int] = []
  var bytes: Int { plan.bytes }
  private var plan = BufferPlan()

  init(_ schedule: Schedule, _ precision: Precision) throws(ProgramError) {
    let nodes = schedule.nodes
    let owners = Placing.owners(nodes)
    let sizes = try Placing.sizes(nodes, precision)
    let lastReads = Placing.lastReads(nodes, owners, outputs: schedule.outputs)
    offsets = [Int](repeating: 0, count: nodes.count)

    // Leaves first, together: the rest of memory is then free for reuse.
    for index in nodes.indices where nodes[index].primitive.placement == .fixed {
      offsets[index] = try take(sizes[index], for: nodes[index])
    }
    for index in nodes.indices where nodes[index].primitive.placement != .fixed {
      let node = nodes[index]
      if owners[index] != index {
        offsets[index] = offsets[owners[index]]
      } else {
        let dying = Placing.distinct(node.operands.map { owners[$0] }).filter { lastReads[$0] == index }
        let heir = node.primitive.placement == .inPlace ? dying.first { sizes[$0] == sizes[index] } : nil
        offsets[index] = if let heir { offsets[heir] } else { try take(sizes[index], for: node) }
        for owner in dying where owner != heir { plan.release(offsets[owner], sizes[owner]) }
      }
    }
  }

  private mutating func take(_ bytes: Int, for node: Graph.Node) throws(ProgramError) -> Int {
    guard let offset = plan.take(bytes) else { throw .tooLarge(primitive: node.primitive.name, shape: node.shape) }
    return offset
  }

  /// For each node, the one whose place it shares: itself, unless it is a view.
  private static func owners(_ nodes: [Graph.Node]) -> [Int] {
    var owners = Array(nodes.indices)
    for index in nodes.indices where nodes[index].primitive.placement == .view {
      owners[index] = owners[nodes[index].operands[0]]
    }
    return owners
  }

  private static func sizes(_ nodes: [Graph.Node], _ precision: Precision) throws(ProgramError) -> [Int] {
    var sizes: [Int] = []
    for node in nodes {
      let (bytes, overflow) = node.shape.count.multipliedReportingOverflow(by: precision.bytes)
      if overflow { throw .tooLarge(primitive: node.primitive.name, shape: node.shape) }
      sizes.append(bytes)
    }
    return sizes
  }

  /// For each owner, the last step that reads its place; `Int.max` for leaves and outputs.
  private static func lastReads(_ nodes: [Graph.Node], _ owners: [Int], outputs: [Int]) -> [Int] {
    var last = Array(nodes.indices)
    for index in nodes.indices {
      for operand in nodes[index].operands { last[owners[operand]] = index }
    }
    for index in nodes.indices where nodes[index].primitive.placement == .fixed { last[index] = Int.max }
    for output in outputs { last[owners[output]] = Int.max }
    return last
  }

  private static func distinct(_ values: [Int]) -> [Int] {
    values.indices.filter { values[..<$0].contains(values[$0]) == false }.map { values[$0] }
  }
}

extension Program: CustomStringConvertible {
  /// A listing: one line a step with its operands, shape and place.
  public var description: String {
    var lines = ["\(precision.rawValue), \(steps.count) steps, \(calls.count) kernel calls, \(peakBytes) bytes, \(flops) flops"]
    for (index, step) in steps.enumerated() {
      let operands = step.operands.map { " %\($0)" }.joined()
      lines.append("%\(index) = \(step.primitive.name)\(operands) : \(step.buffer.shape) @\(step.buffer.offset)")
    }
    return (lines + ["outputs" + outputPositions.map { " %\($0)" }.joined()]).joined(separator: "\n")
  }
}
