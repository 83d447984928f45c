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
  /// By section: the calls, dealt to the threads.
  let divisions: [Division]
  let chains: ChainBuilder

  /// How many threads share a run: those that it was planned for, or one where they would not make it faster.
  public var threads: Int { divisions[Schedule.Section.run.rawValue].parts }

  /// By output.
  public let outputShapes: [Shape]
  /// How many elements they have. Readers ask for one at a time, at every cell, when the shapes have long left the cache.
  public let outputCounts: [Int]

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
      isFusing: true, isAsking: true, threads: threads, sharesAll: false)
  }

  /// The same bits in other ways: for tests.
  ///
  /// - Parameters:
  ///   - isFusing: whether elementwise nodes are computed in chains.
  ///   - isAsking: whether products fetch what later calls touch.
  ///   - sharesAll: whether threads share also what they do not make faster.
  package init(
    outputs: [Tensor], precision: Precision, threads: Int = 1, varying: [String]? = nil,
    carried: [(tensor: Tensor, leaf: String)] = [], isFusing: Bool = true, isAsking: Bool = true,
    sharesAll: Bool
  ) throws(ProgramError) {
    try self.init(
      Schedule(outputs: outputs, carried: carried, varying: varying), precision: precision, memoryLimit: .max, isFusing: isFusing,
      isAsking: isAsking, threads: threads, sharesAll: sharesAll)
  }

  private init(
    _ schedule: Schedule, precision: Precision, memoryLimit: Int, isFusing: Bool, isAsking: Bool, threads: Int, sharesAll: Bool
  ) throws(ProgramError) {
    let fusion = Fusion(schedule, isFusing: isFusing)
    let hosts = try Hosts(schedule, fusion, precision)
    let sharing = Sharing(schedule, fusion, hosts, precision, threads: threads, sharesAll: sharesAll)
    operations = sharing?.operations ?? fusion.operations
    let placing = try Placing(schedule, hosts, operations, sharing, precision)
    if placing.bytes > memoryLimit { throw .overLimit(bytes: placing.bytes, limit: memoryLimit) }
    self.precision = precision
    peakBytes = placing.bytes
    let steps = zip(schedule.nodes, placing.offsets).map { node, offset in
      Step(
        primitive: node.primitive, operands: node.operands,
        buffer: Buffer(shape: node.shape, offset: offset, precision: precision))
    }
    self.steps = steps
    outputPositions = schedule.outputs
    outputShapes = schedule.outputs.map { schedule.nodes[$0].shape }
    outputCounts = outputShapes.map(\.count)
    inputPositions = steps.indices.filter { steps[$0].primitive.of(Input.self) != nil }
    inputs = inputPositions.map { position in
      (steps[position].primitive.of(Input.self)?.label ?? "", steps[position].buffer.shape)
    }
    isVarying = inputPositions.map { schedule.sections[$0] != .prelude }

    setup = steps.filter { $0.primitive.placement == .fixed }.flatMap { $0.primitive.calls(operands: [], result: $0.buffer) }
    flops = operations.lazy.flatMap(\.members).reduce(0) { sum, member in
      sum
        &+ steps[member].primitive.operations(
          operands: steps[member].operands.map { steps[$0].buffer.shape }, result: steps[member].buffer.shape)
    }
    var writer = CallWriter(schedule, fusion, hosts, placing.offsets, precision)
    var calls: [KernelCall] = []
    var places: [(section: Schedule.Section, calls: Range<Int>)] = []
    for operation in operations {
      let first = calls.count
      writer.write(operation, to: &calls)
      places.append((operation.section, first..<calls.count))
    }
    for copy in writer.copies() {
      places.append((.commit, calls.count..<(calls.count + copy.count)))
      calls += copy
    }
    chains = writer.chains
    let dealt = [Schedule.Section.prelude, .run, .commit].map { (section: Schedule.Section) -> Division in
      let members = places.indices.filter { places[$0].section == section }
      guard let sharing else { return Division(members.flatMap { calls[places[$0].calls] }) }
      return Division(
        parts: sharing.parts, elementBytes: precision.bytes,
        members.map { (sharing.phases[$0], calls[places[$0].calls], sharing.shares[$0]) })
    }
    // The prelude runs once, or seldom.
    let repeated = Array(dealt[1...])
    divisions =
      [dealt[0]] + (isAsking ? repeated.asking(memory: placing.bytes, elementBytes: precision.bytes, writer.chains) : repeated)
  }
}
