import CKernels
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
  private var parameters: [Values] = []

  /// The place of a parameter. The evaluator's memory stays where it is for its whole life.
  private struct Values {
    let place: UnsafeRawPointer
    let count: Int
  }

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
    if let batches, NetworkPart.exampleLeaves.contains(name) {
      batches.set(name, values, step.program.precision)
    } else {
      evaluator.setInput(name, values)
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
    if parameters.isEmpty {
      parameters = step.parameters.filter { evaluator.hasInput($0.name) }.map { parameter in
        Values(place: evaluator.withInput(parameter.name) { UnsafeRawPointer($0) }, count: parameter.count)
      }
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
    let precision = step.program.precision == .float64 ? RAVINE_FLOAT64 : RAVINE_FLOAT32
    // A plain loop over plain places: a debug build's iterators allocate, and so does comparing shapes.
    var index = 0
    while index < parameters.count {
      if ravine_count_not_finite(precision, parameters[index].count, parameters[index].place) > 0 { return false }
      index += 1
    }
    return true
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
