import Graphs
import Networks
import Random
import Training

/// Runs the cells of one arm: everything but seed and replicate is compiled once.
///
/// Deterministic: the same seed and replicate give the same bits whatever ran before. One runner a thread.
public final class CellRunner {
  private let feeds: [CellPlan.SharedFeed]
  private let groups: [ReadingGroup]
  private let course: TrainingCourse?
  /// Gives the derived parameters, by name, in the order of its outputs.
  private let initialization: (evaluator: Evaluator, names: [String])?

  /// - Parameter threads: how many threads share every program of a cell; they reach no bit.
  /// - Precondition: `validate` reports no problem.
  /// - Throws: `ProgramError` when the program's memory cannot even be counted.
  public init(
    subject: any Subject, measurements: [ScheduledMeasurement], training: TrainingSettings?, precision: Precision,
    threads: Int = 1
  ) throws(ProgramError) {
    let plan = try CellPlan(subject, measurements, training, precision, threads: threads)
    feeds = plan.feeds
    groups = plan.groups.map { ReadingGroup($0) }
    course = plan.course.map { TrainingCourse($0) }
    initialization = plan.initialization.map { (Evaluator($0.program), $0.names) }
  }

  /// A runner of a subject as it is initialized.
  public convenience init(subject: any Subject, measurements: [any Measurement], precision: Precision) throws(ProgramError) {
    try self.init(
      subject: subject, measurements: measurements.map { ScheduledMeasurement($0) }, training: nil, precision: precision)
  }

  /// The memory that a runner would hold, in bytes, found without taking it.
  public static func peakBytes(
    subject: any Subject, measurements: [ScheduledMeasurement], training: TrainingSettings?, precision: Precision,
    threads: Int = 1
  ) throws(ProgramError) -> Int {
    try CellPlan(subject, measurements, training, precision, threads: threads).peakBytes
  }

  public static func peakBytes(
    subject: any Subject, measurements: [any Measurement], precision: Precision
  ) throws(ProgramError) -> Int {
    try peakBytes(
      subject: subject, measurements: measurements.map { ScheduledMeasurement($0) }, training: nil, precision: precision)
  }

  /// Draws the replicate's numbers, runs the programs and takes every reading.
  public func run(namespace: RandomStream.Namespace, seed: UInt64, replicate: Int) -> CellResult {
    func stream(_ purpose: String, _ position: String) -> RandomStream {
      RandomStream(namespace: namespace, seed: seed, replicate: replicate, purpose: purpose, position: position)
    }
    for shared in feeds {
      let feed = shared.feed
      var readers = shared.groups.map { groups[$0].evaluator }
      if let initialization, shared.isSubjects { readers.append(initialization.evaluator) }
      readers = readers.filter { $0.hasInput(feed.name) }
      let trainer = shared.isSubjects && course?.trainer.hasLeaf(feed.name) ?? false ? course?.trainer : nil
      guard !readers.isEmpty || trainer != nil else { continue }
      let values = feed.filling.values(for: feed.shape, from: stream(feed.purpose, feed.position))
      for reader in readers { reader.setInput(feed.name, values) }
      trainer?.setLeaf(feed.name, values)
    }
    derive()
    guard let course else {
      var readings: [Readings] = []
      for group in groups { readings += group.read(at: 0, training: nil) }
      let isFinite = readings.allSatisfy { $0.values.allSatisfy(\.isFinite) }
      return CellResult(outcome: isFinite ? .finished : .diverged(step: 0), readings: readings)
    }
    return course.run(groups) { epoch in stream("batch", "epoch/\(epoch)") }
  }

  /// Runs the initialization program and hands the derived parameters on.
  private func derive() {
    guard let (source, names) = initialization else { return }
    source.run()
    let targets = groups.map(\.evaluator) + (course.map { [$0.trainer.evaluator] } ?? [])
    for (index, name) in names.enumerated() {
      let bytes = source.program.outputShapes[index].count * source.program.precision.bytes
      for target in targets where target.hasInput(name) {
        source.withOutput(index) { values in
          target.withInput(name) { $0.copyMemory(from: values, byteCount: bytes) }
        }
      }
    }
  }
}
