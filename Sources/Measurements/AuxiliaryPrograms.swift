import Graphs
import Networks

/// A program of a measurement's own, which its reader runs as often as it likes: a product with the Hessian, the loss at other points.
///
/// Its leaves are those of the subject, which get the values that they have at the reading, and the free ones, which the reader sets itself.
struct AuxiliaryRequest {
  let outputs: [Tensor]
  /// The leaves that take over the subject's values: a name, and the output of the cell's program that gives them.
  let bound: [(name: String, output: Int)]
  /// The leaves that change from run to run: what depends on none of them is computed again only after another one was set.
  let varying: [String]
  /// Whether each thread has a copy of the program and runs it by itself, instead of all sharing each run.
  let isCopied: Bool
}

/// A program that a measurement asked for, compiled.
struct CompiledRequest {
  let program: Program
  let request: AuxiliaryRequest
  /// How many evaluators of it there are.
  let copies: Int

  init(_ request: AuxiliaryRequest, _ precision: Precision, threads: Int) throws(ProgramError) {
    self.request = request
    copies = request.isCopied ? threads : 1
    program = try Program(
      outputs: request.outputs, precision: precision, threads: request.isCopied ? 1 : threads, varying: request.varying)
  }

  /// Of all copies.
  var peakBytes: Int {
    let (bytes, overflow) = program.peakBytes.multipliedReportingOverflow(by: copies)
    return overflow ? .max : bytes
  }
}

/// A request as it stands ready to run.
struct AuxiliaryProgram {
  /// One for every copy.
  let evaluators: [Evaluator]
  let bound: [(name: String, output: Int)]

  init(_ compiled: CompiledRequest) {
    let evaluators = (0..<compiled.copies).map { _ in Evaluator(compiled.program) }
    self.evaluators = evaluators
    bound = compiled.request.bound.filter { evaluators[0].hasInput($0.name) }
  }

  /// Binds the evaluators to the subject's values as they are in a run of the cell's program.
  func bind(to source: Evaluator) {
    for leaf in bound {
      let bytes = source.program.outputShapes[leaf.output].count * source.program.precision.bytes
      source.withOutput(leaf.output) { values in
        for evaluator in evaluators {
          evaluator.withInput(leaf.name) { $0.copyMemory(from: values, byteCount: bytes) }
        }
      }
    }
  }
}

extension MeasurementContext {
  /// Asks for a program of some tensors, and gives its index among the programs of the `OutputBuffers`.
  ///
  /// - Parameters:
  ///   - free: the names of leaves that the reader sets, those of the subject among them that are not to take over its values.
  ///   - varying: those of them that it sets before every run; what depends on the others alone is computed when they are set. `nil` for all.
  ///   - isCopied: whether the reader runs it for many things that do not depend on each other, a thread for some of them each.
  func program(_ outputs: [Tensor], free: [String], varying: [String]? = nil, isCopied: Bool = false) -> Int {
    let leaves =
      subject.parameters.map { ($0.name, $0.tensor) }
      + subject.feeds.compactMap { feed in
        subject.graph.input(named: feed.name).map { (feed.name, $0) }
      }
    var bound: [(name: String, output: Int)] = []
    for (name, tensor) in leaves where !free.contains(name) && !bound.contains(where: { $0.name == name }) {
      bound.append((name, output(tensor)))
    }
    return add(AuxiliaryRequest(outputs: outputs, bound: bound, varying: varying ?? free, isCopied: isCopied))
  }

  /// A leaf with independent N(0, 1) entries for each parameter, and the outputs that give them; asked for twice, they are the same.
  ///
  /// - Parameter purpose: what the draws are for; with the parameter's name it keys the stream.
  func draws(_ purpose: String) -> [(leaf: Tensor, output: Int)] {
    subject.parameters.map { parameter in
      let name = "\(purpose) \(parameter.name)"
      let leaf =
        subject.graph.input(named: name)
        ?? leaf(
          Feed(
            name: name, shape: parameter.shape, purpose: purpose, position: parameter.name,
            filling: .normal(mean: 0, standardDeviation: 1)))
      return (leaf, output(leaf))
    }
  }
}

/// The parameters of a subject as one long vector, in their order.
struct ParameterVector {
  let names: [String]
  let shapes: [Shape]

  init(_ subject: SubjectGraph) {
    names = subject.parameters.map(\.name)
    shapes = subject.parameters.map(\.shape)
  }

  var count: Int { shapes.reduce(0) { $0 + $1.count } }

  /// Sets leaves, one for each parameter, from a vector.
  func set(_ vector: [Double], in evaluator: Evaluator, prefix: String = "") {
    vector.withUnsafeBufferPointer { vector in
      var start = 0
      for (name, shape) in zip(names, shapes) {
        let piece = UnsafeBufferPointer(rebasing: vector[start..<start + shape.count])
        if evaluator.hasInput(prefix + name) {
          evaluator.withInput(prefix + name) { place in
            switch evaluator.program.precision {
            case .float64:
              UnsafeMutableRawBufferPointer(start: place, count: 8 * piece.count).copyMemory(from: UnsafeRawBufferPointer(piece))
            case .float32:
              let elements = place.assumingMemoryBound(to: Float.self)
              for index in piece.indices { elements[index] = Float(piece[index]) }
            }
          }
        }
        start += shape.count
      }
    }
  }

  /// The vector whose pieces some outputs give, one for each parameter; empty of no outputs.
  func gather(_ outputs: [Int], from evaluator: Evaluator) -> [Double] {
    if outputs.isEmpty { return [] }
    var vector = [Double](repeating: 0, count: count)
    gather(outputs, from: evaluator, into: &vector)
    return vector
  }

  /// Puts it into the place that is there.
  func gather(_ outputs: [Int], from evaluator: Evaluator, into vector: inout [Double]) {
    precondition(outputs.count == shapes.count, "\(outputs.count) outputs for \(shapes.count) parameters")
    vector.withUnsafeMutableBufferPointer { vector in
      var start = 0
      for (output, shape) in zip(outputs, shapes) {
        let piece = UnsafeMutableBufferPointer(rebasing: vector[start..<start + shape.count])
        evaluator.withOutput(output) { place in
          switch evaluator.program.precision {
          case .float64:
            UnsafeMutableRawBufferPointer(piece).copyMemory(from: UnsafeRawBufferPointer(start: place, count: 8 * piece.count))
          case .float32:
            let elements = place.assumingMemoryBound(to: Float.self)
            for index in piece.indices { piece[index] = Double(elements[index]) }
          }
        }
        start += shape.count
      }
    }
  }
}
