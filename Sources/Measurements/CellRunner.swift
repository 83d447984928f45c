import Catalogues
import Documents
import Graphs
import Networks
import Random

/// What running a cell gave.
public struct CellResult: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    case finished
    /// The first step with a reading that is NaN or infinite. An outcome, not an error: the readings are kept.
    case diverged(step: Int)
  }

  public let outcome: Outcome
  /// In the order of the measurements.
  public let readings: [Readings]
}

/// Runs the cells of one arm: everything but seed and replicate is compiled once.
///
/// Deterministic: the same seed and replicate give the same bits whatever ran before. One runner a thread.
public final class CellRunner {
  private let feeds: [Feed]
  private let evaluator: Evaluator
  private let readers: [Reader]
  /// Gives the derived parameters, by name, in the order of its outputs.
  private let initialization: (evaluator: Evaluator, names: [String])?

  /// - Precondition: `validate` reports no problem.
  /// - Throws: `ProgramError` when the program's memory cannot even be counted.
  public init(subject: any Subject, measurements: [any Measurement], precision: Precision) throws(ProgramError) {
    let plan = try Plan(subject, measurements, precision)
    feeds = plan.feeds
    readers = plan.readers
    evaluator = Evaluator(plan.program)
    initialization = plan.initialization.map { (Evaluator($0.program), $0.names) }
  }

  /// The memory that a runner would hold, in bytes, found without taking it.
  public static func peakBytes(
    subject: any Subject, measurements: [any Measurement], precision: Precision
  ) throws(ProgramError) -> Int {
    try Plan(subject, measurements, precision).peakBytes
  }

  /// What is known before any memory is taken.
  private struct Plan {
    let program: Program
    let readers: [Reader]
    let feeds: [Feed]
    let initialization: (program: Program, names: [String])?

    init(_ subject: any Subject, _ measurements: [any Measurement], _ precision: Precision) throws(ProgramError) {
      let network = subject.build(for: .operation)
      let context = MeasurementContext(network)
      readers = measurements.map { $0.prepare(context) }
      feeds = network.feeds + context.feeds
      program = try Program(outputs: context.outputs, precision: precision)
      if network.derivedParameters.isEmpty {
        initialization = nil
      } else {
        let derived = subject.build(for: .initialization).derivedParameters
        initialization = (try Program(outputs: derived.map(\.tensor), precision: precision), derived.map(\.name))
      }
    }

    /// The programs' memory, and the draws of the largest leaf.
    var peakBytes: Int {
      let draws = feeds.map { $0.shape.count.multipliedReportingOverflow(by: 8) }.map { $0.overflow ? Int.max : $0.partialValue }
      return [program.peakBytes, initialization?.program.peakBytes ?? 0, draws.max() ?? 0].reduce(0) { sum, bytes in
        let (next, overflow) = sum.addingReportingOverflow(bytes)
        return overflow ? Int.max : next
      }
    }
  }

  /// Draws the replicate's numbers, runs the program and takes every reading.
  public func run(namespace: RandomStream.Namespace, seed: UInt64, replicate: Int) -> CellResult {
    let evaluators = [evaluator] + (initialization.map { [$0.evaluator] } ?? [])
    for feed in feeds {
      let readers = evaluators.filter { $0.hasInput(feed.name) }
      guard !readers.isEmpty else { continue }
      let stream = RandomStream(
        namespace: namespace, seed: seed, replicate: replicate, purpose: feed.purpose, position: feed.position)
      let values = feed.filling.values(for: feed.shape, from: stream)
      for reader in readers { reader.setInput(feed.name, values) }
    }
    derive()
    evaluator.run()
    let buffers = OutputBuffers(evaluator: evaluator)
    let readings = readers.enumerated().map { index, read in
      let columns = read(buffers)
      return Readings(measurement: index, step: 0, axes: columns.axes, values: columns.values)
    }
    let isFinite = readings.allSatisfy { $0.values.allSatisfy(\.isFinite) }
    return CellResult(outcome: isFinite ? .finished : .diverged(step: 0), readings: readings)
  }

  /// Runs the initialization program and hands the derived parameters on.
  private func derive() {
    guard let (source, names) = initialization else { return }
    source.run()
    for (index, name) in names.enumerated() where evaluator.hasInput(name) {
      let bytes = source.program.outputShapes[index].count * source.program.precision.bytes
      source.withOutput(index) { values in
        evaluator.withInput(name) { $0.copyMemory(from: values, byteCount: bytes) }
      }
    }
  }

  /// Reports what the measurements cannot find in the subject.
  public static func validate(
    subject: any Subject, measurements: [any Measurement], at location: Location?, _ problems: inout Problems
  ) {
    validate(subject: subject, measurements: measurements.map { ($0, location) }, &problems)
  }

  /// The same, each problem at the place of its measurement.
  public static func validate(
    subject: any Subject, measurements: [Chosen<Measurements>], at location: Location?, _ problems: inout Problems
  ) {
    validate(subject: subject, measurements: measurements.map { ($0.value, $0.location ?? location) }, &problems)
  }

  private static func validate(
    subject: any Subject, measurements: [(any Measurement, Location?)], _ problems: inout Problems
  ) {
    let network = subject.build(for: .inspection)
    for (measurement, location) in measurements { measurement.validate(against: network, at: location, &problems) }
  }
}
