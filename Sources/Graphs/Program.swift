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
  /// Positions of what becomes an input's next value, and of that input.
  let carried: [(source: Int, leaf: Int)]
  /// Run once, and at every run.
  let setup: [KernelCall]
  let calls: [KernelCall]

  public var outputShapes: [Shape] { outputPositions.map { steps[$0].buffer.shape } }

  /// Plans the computation of some tensors of one graph, to be read as outputs 0, 1, ….
  ///
  /// - Parameters:
  ///   - memoryLimit: the most bytes that an evaluator may take.
  ///   - threads: how many threads share each run. They share outputs, never a sum: the bits are those of one thread.
  ///   - varying: the names of the inputs that change from run to run; what depends on none of them is computed again only after another input
  ///     was written. `nil` for all.
  ///   - carried: tensors that `Evaluator.commit` makes the next values of inputs of their shape.
  /// - Throws: `ProgramError`, when a tensor, or all memory together, has more bytes than an `Int` can count or than the limit.
  public init(
    outputs: [Tensor], precision: Precision, memoryLimit: Int = .max, threads: Int = 1, varying: [String]? = nil,
    carried: [(tensor: Tensor, leaf: String)] = []
  ) throws(ProgramError) {
    let schedule = Schedule(Graph.simplified(outputs + carried.map(\.tensor)))
    let plan = try Placing(schedule, precision)
    if plan.bytes > memoryLimit { throw .overLimit(bytes: plan.bytes, limit: memoryLimit) }
    self.precision = precision
    peakBytes = plan.bytes
    outputPositions = Array(schedule.outputs.prefix(outputs.count))
    steps = zip(schedule.nodes, plan.offsets).map { node, offset in
      Step(
        primitive: node.primitive, operands: node.operands,
        buffer: Buffer(shape: node.shape, offset: offset, precision: precision))
    }
    inputPositions = steps.indices.filter { [steps] in steps[$0].primitive is Input }
    inputs = inputPositions.map { [steps] position in
      ((steps[position].primitive as? Input)?.label ?? "", steps[position].buffer.shape)
    }

    let leaves = Dictionary(uniqueKeysWithValues: zip(inputs.map(\.name), inputPositions))
    self.carried = zip(schedule.outputs.dropFirst(outputs.count), carried).compactMap { position, carried in
      leaves[carried.leaf].map { (position, $0) }
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
