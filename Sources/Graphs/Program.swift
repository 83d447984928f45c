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
  /// For each input, whether what depends on it is computed at every run.
  let isVarying: [Bool]
  /// In the order in which they run.
  let operations: [Fusion.Operation]
  /// Run once: the constants.
  let setup: [KernelCall]
  /// By section.
  let calls: [[KernelCall]]
  let chains: ChainBuilder

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
    try self.init(
      Schedule(outputs: outputs, carried: carried, varying: varying), precision: precision, memoryLimit: memoryLimit,
      isFusing: true)
  }

  /// - Parameter isFusing: whether elementwise nodes are computed in chains. The bits are the same: for tests.
  package init(
    outputs: [Tensor], precision: Precision, varying: [String]? = nil, carried: [(tensor: Tensor, leaf: String)] = [],
    isFusing: Bool
  ) throws(ProgramError) {
    try self.init(
      Schedule(outputs: outputs, carried: carried, varying: varying), precision: precision, memoryLimit: .max, isFusing: isFusing)
  }

  private init(_ schedule: Schedule, precision: Precision, memoryLimit: Int, isFusing: Bool) throws(ProgramError) {
    let fusion = Fusion(schedule, isFusing: isFusing)
    let placing = try Placing(schedule, fusion, precision)
    if placing.bytes > memoryLimit { throw .overLimit(bytes: placing.bytes, limit: memoryLimit) }
    self.precision = precision
    peakBytes = placing.bytes
    let steps = zip(schedule.nodes, placing.offsets).map { node, offset in
      Step(
        primitive: node.primitive, operands: node.operands,
        buffer: Buffer(shape: node.shape, offset: offset, precision: precision))
    }
    self.steps = steps
    operations = fusion.operations
    outputPositions = schedule.outputs
    inputPositions = steps.indices.filter { steps[$0].primitive is Input }
    inputs = inputPositions.map { position in
      ((steps[position].primitive as? Input)?.label ?? "", steps[position].buffer.shape)
    }
    isVarying = inputPositions.map { schedule.sections[$0] != .prelude }

    var (calls, chains, flops): ([[KernelCall]], ChainBuilder, Int) = ([[], [], []], ChainBuilder(), 0)
    setup = steps.filter { $0.primitive.placement == .fixed }.flatMap { $0.primitive.calls(operands: [], result: $0.buffer) }
    for operation in fusion.operations {
      for member in operation.members {
        let (step, operands) = (steps[member], steps[member].operands.map { steps[$0].buffer })
        flops &+= step.primitive.operations(operands: operands.map(\.shape), result: step.buffer.shape)
        if !operation.isChain {
          calls[operation.section.rawValue] += step.primitive.calls(operands: operands, result: step.buffer)
        }
      }
      if operation.isChain {
        calls[operation.section.rawValue].append(chains.call(operation, fusion, schedule, placing.offsets, precision))
      }
    }
    for (value, leaf) in placing.copies {
      calls[Schedule.Section.commit.rawValue] +=
        copy([steps[value].buffer.shape.count], strides: [1], x: steps[value].buffer.offset, y: steps[leaf].buffer.offset)
    }
    (self.calls, self.chains, self.flops) = (calls, chains, flops)
  }
}
