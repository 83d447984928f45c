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

  /// Takes the memory of a cell's programs.
  public init(_ plan: CellPlan) {
    feeds = plan.feeds
    groups = plan.groups.map { ReadingGroup($0) }
    course = plan.course.map { TrainingCourse($0) }
    initialization = plan.initialization.map { (Evaluator($0.program), $0.names) }
  }

  /// Compiles and takes the memory at once; throws as `CellPlan` does.
  public convenience init(
    subject: any Subject, measurements: [ScheduledMeasurement], training: TrainingSettings?, precision: Precision,
    threads: Int = 1
  ) throws(ProgramError) {
    self.init(try CellPlan(subject, measurements, training, precision, threads: threads))
  }

  /// A runner of a subject as it is initialized.
  public convenience init(subject: any Subject, measurements: [any Measurement], precision: Precision) throws(ProgramError) {
    try self.init(
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
      // Drawn once, into the first program's memory, and copied to the others'.
      let precision = (readers.first ?? trainer?.evaluator)?.program.precision ?? .float64
      var source: UnsafeMutableRawPointer?
      func write(_ place: UnsafeMutableRawPointer) {
        if let source {
          place.copyMemory(from: source, byteCount: feed.shape.count * precision.bytes)
        } else {
          feed.filling.fill(place, precision, shape: feed.shape, from: stream(feed.purpose, feed.position))
          source = place
        }
      }
      for reader in readers { reader.withInput(feed.name, write) }
      trainer?.withLeaf(feed.name, count: feed.shape.count, write)
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
