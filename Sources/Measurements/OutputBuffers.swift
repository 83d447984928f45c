import CKernels
import Graphs
import Training

/// The outputs of a run, to be reduced in float64.
public struct OutputBuffers {
  let evaluator: Evaluator
  var programs: [AuxiliaryProgram] = []

  /// A program that a measurement asked for, at the subject's present values.
  func program(_ index: Int) -> Evaluator { copies(of: index)[0] }

  /// A program that a measurement asked for copies of, at the subject's present values: an evaluator for every thread.
  func copies(of index: Int) -> [Evaluator] {
    programs[index].bind(to: evaluator)
    return programs[index].evaluators
  }

  /// The training in which the outputs were taken.
  var training: TrainingView?

  func callAsFunction(_ index: Int) -> OutputBuffer {
    let program = evaluator.program
    return OutputBuffer(
      pointer: evaluator.withOutput(index) { $0 }, count: program.outputCounts[index], precision: program.precision)
  }

  /// The rows of a matrix [examples, features].
  func rows(_ index: Int) -> [OutputBuffer] {
    let buffer = self(index)
    let rows = evaluator.program.outputShapes[index].dimensions[0]
    let count = buffer.count / rows
    return (0..<rows).map {
      OutputBuffer(
        pointer: buffer.pointer + $0 * count * buffer.precision.bytes, count: count, precision: buffer.precision)
    }
  }
}

/// What readers may see of a training under way.
struct TrainingView {
  /// Its step program has run at the present parameters: the updates are those that follow.
  let trainer: Trainer
  /// For each watched value, the first step at which the loss was below it.
  var crossings: [Int?]
}

/// Elements of an output, valid until the next run.
struct OutputBuffer {
  let pointer: UnsafeRawPointer
  let count: Int
  let precision: Precision

  private var kernel: ravine_precision { precision == .float64 ? RAVINE_FLOAT64 : RAVINE_FLOAT32 }

  /// The elements in float64.
  var values: [Double] {
    switch precision {
    case .float64: Array(UnsafeBufferPointer(start: pointer.assumingMemoryBound(to: Double.self), count: count))
    case .float32: UnsafeBufferPointer(start: pointer.assumingMemoryBound(to: Float.self), count: count).map(Double.init)
    }
  }

  var meanSquare: Double { ravine_sum_of_squares(kernel, count, pointer) / Double(count) }
  var meanMagnitude: Double { ravine_sum_of_magnitudes(kernel, count, pointer) / Double(count) }
  var mean: Double { ravine_sum_of_values(kernel, count, pointer) / Double(count) }
  var maximumMagnitude: Double { ravine_maximum_magnitude(kernel, count, pointer) }
  /// The Euclidean norm, scaled so that it neither overflows nor underflows.
  var norm: Double { ravine_norm(kernel, count, pointer) }
  var isFinite: Bool { ravine_count_not_finite(kernel, count, pointer) == 0 }

  /// The share of elements whose magnitude is below a threshold above 0; NaN when an element is not finite.
  func shareBelow(_ threshold: Double) -> Double {
    isFinite ? Double(count - ravine_count_at_least(kernel, count, pointer, threshold)) / Double(count) : .nan
  }

  /// The sample variance, divided by count - 1; NaN of one element. Two passes: the mean is subtracted before squaring.
  var variance: Double { ravine_sample_variance(kernel, count, pointer) }
}
