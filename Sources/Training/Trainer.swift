import Graphs
import Networks
import Random

/// Runs training steps: one evaluator, which makes the next parameters of the present ones in their place. A step within an epoch allocates
/// nothing.
///
///     let loss = trainer.computeLoss()      // at the present parameters, on the present batch
///     trainer.advance()                     // to the next parameters
public final class Trainer {
  public let step: StepProgram
  /// Its leaves hold the present parameters; its outputs are those of the last `computeLoss`.
  public let evaluator: Evaluator
  /// The updates made since the start.
  public private(set) var count = 0
  private let batches: Batches?
  /// Of the parameters. The evaluator's memory stays where it is for its whole life.
  private var check: FinitenessCheck?

  /// - Parameters:
  ///   - examples: the subject's number of examples.
  ///   - batchSize: the number that the step program takes; nil for all.
  public init(_ step: StepProgram, examples: Int?, batchSize: Int?) {
    self.step = step
    evaluator = Evaluator(step.program)
    batches = batchSize.flatMap { size in examples.map { Batches(examples: $0, size: size) } }
  }

  /// Whether a leaf is read by a step.
  public func hasLeaf(_ name: String) -> Bool { evaluator.hasInput(name) }

  /// Gives a leaf its values: all rows of the examples, of which each step takes a batch.
  public func setLeaf(_ name: String, _ values: [Double]) {
    let precision = step.program.precision
    withLeaf(name, count: values.count) { precision.store(values, at: $0) }
  }

  /// Gives the place of a leaf's values, of so many elements in the program's precision, to be written: all rows of the examples, of which
  /// each step takes a batch.
  public func withLeaf<R>(_ name: String, count: Int, _ body: (UnsafeMutableRawPointer) throws -> R) rethrows -> R {
    if let batches, NetworkPart.exampleLeaves.contains(name) {
      return try body(batches.rows(name, count: count, step.program.precision))
    }
    return try evaluator.withInput(name) { place in
      let shape = step.program.inputs.first { $0.name == name }?.shape
      precondition(shape?.count == count, "leaf \"\(name)\" of shape \(shape ?? []) given \(count) values")
      return try body(place)
    }
  }

  /// Forgets what was trained. Leaves keep their values: the parameters are to be set again.
  ///
  /// - Parameter streams: the stream that shuffles an epoch, epochs counting from 0.
  public func restart(streams: @escaping (Int) -> RandomStream) {
    count = 0
    for state in step.states where evaluator.hasInput(state.name) {
      evaluator.setInput(state.name, Array(repeating: 0, count: state.count))
    }
    batches?.restart(streams)
    if check == nil {
      let parameters = step.parameters.filter { evaluator.hasInput($0.name) }.map { parameter in
        FinitenessCheck.Numbers(
          place: evaluator.withInput(parameter.name) { UnsafeRawPointer($0) }, count: parameter.count)
      }
      check = FinitenessCheck(parameters, step.program.precision, threads: step.program.threads)
    }
  }

  /// Gives the loss at the present parameters.
  public func computeLoss() -> Double {
    batches?.bind(count, in: evaluator)
    evaluator.run()
    let precision = step.program.precision
    return evaluator.withOutput(StepProgram.lossOutput) { loss in
      switch precision {
      case .float64: loss.load(as: Double.self)
      case .float32: Double(loss.load(as: Float.self))
      }
    }
  }

  /// Makes the step from where the loss was computed last.
  ///
  /// - Returns: whether all parameters are finite.
  @discardableResult
  public func advance() -> Bool {
    count += 1
    evaluator.commit()
    return check?.isFinite() ?? true
  }

  /// The present values of a leaf, row-major.
  package func values(of name: String) -> [Double] {
    let count = evaluator.program.inputs.first { $0.name == name }?.shape.count ?? 0
    let precision = step.program.precision
    return evaluator.withInput(name) { start in
      switch precision {
      case .float64: Array(UnsafeBufferPointer(start: start.assumingMemoryBound(to: Double.self), count: count))
      case .float32: UnsafeBufferPointer(start: start.assumingMemoryBound(to: Float.self), count: count).map(Double.init)
      }
    }
  }

  /// Copies the present value of a leaf to another evaluator that reads it.
  public func copyLeaf(_ name: String, count: Int, to other: Evaluator) {
    guard evaluator.hasInput(name), other.hasInput(name) else { return }
    let bytes = count * step.program.precision.bytes
    evaluator.withInput(name) { source in other.withInput(name) { $0.copyMemory(from: source, byteCount: bytes) } }
  }
}
