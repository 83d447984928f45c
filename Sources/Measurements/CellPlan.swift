import Graphs
import Networks
import Training

/// The compiled programs of a cell, before any memory is taken: `peakBytes` tells how much `CellRunner(plan)` would hold.
public struct CellPlan {
  /// The measurements that are taken at the same steps share a program: what is read once costs nothing at the other steps.
  struct Group {
    let when: When
    let program: Program
    /// The programs that measurements run themselves.
    let auxiliaries: [(program: Program, request: AuxiliaryRequest)]
    let members: [Member]
    let watches: [Double]
    /// The parameters and the subject's states, which follow the training.
    let carried: [(name: String, count: Int)]
  }

  struct Member {
    /// Its place among the measurements of the cell.
    let index: Int
    let reader: Reader
    let mayBeInfinite: Bool
  }

  /// A leaf that is filled alike in some of the groups; drawn once.
  struct SharedFeed {
    let feed: Feed
    /// Whether it is the subject's own, and not a measurement's.
    let isSubjects: Bool
    var groups: [Int]
  }

  struct Course {
    let step: StepProgram
    let settings: TrainingSettings
    /// The subject's number of examples.
    let examples: Int?
  }

  let groups: [Group]
  let course: Course?
  let feeds: [SharedFeed]
  let initialization: (program: Program, names: [String])?

  /// - Parameter threads: how many threads share every program of a cell; they reach no bit.
  /// - Precondition: `CellRunner.validate` reports no problem.
  /// - Throws: `ProgramError` when a program's memory cannot even be counted.
  public init(
    _ subject: any Subject, _ measurements: [ScheduledMeasurement], _ training: TrainingSettings?, _ precision: Precision,
    threads: Int = 1
  ) throws(ProgramError) {
    let whens = measurements.map { training == nil ? .start : $0.when ?? type(of: $0.value).standardWhen }
    var groups: [Group] = []
    var feeds: [SharedFeed] = []
    var keepsUpdates = false
    for (first, when) in whens.enumerated() where whens.firstIndex(of: when) == first {
      let graph = subject.build(for: .operation)
      let context = MeasurementContext(graph, training: training)
      var members: [Member] = []
      for (index, measurement) in measurements.enumerated() where whens[index] == when {
        members.append(
          Member(
            index: index, reader: measurement.value.prepare(context), mayBeInfinite: type(of: measurement.value).mayBeInfinite))
      }
      var auxiliaries: [(program: Program, request: AuxiliaryRequest)] = []
      for request in context.requests {
        let program = try Program(outputs: request.outputs, precision: precision, threads: threads, varying: request.varying)
        auxiliaries.append((program, request))
      }
      for feed in graph.feeds { Self.add(feed, isSubjects: true, group: groups.count, to: &feeds) }
      for feed in context.feeds { Self.add(feed, isSubjects: false, group: groups.count, to: &feeds) }
      groups.append(
        Group(
          when: when, program: try Program(outputs: context.outputs, precision: precision, threads: threads),
          auxiliaries: auxiliaries, members: members, watches: context.watches,
          carried: graph.parameters.map { ($0.name, $0.shape.count) } + graph.states.map { ($0.name, $0.shape.count) }))
      keepsUpdates = keepsUpdates || context.keepsUpdates
    }
    self.groups = groups
    self.feeds = feeds
    course = try training.map { training throws(ProgramError) in
      Course(
        step: try StepProgram(
          subject.build(for: .training(batch: training.batchSize)), training.optimizer, precision, keepsUpdates: keepsUpdates,
          threads: threads),
        settings: training,
        examples: subject.build(for: .operation).network?.input.shape[0])
    }
    let derived = subject.build(for: .initialization).derivedParameters
    initialization =
      derived.isEmpty
      ? nil : (try Program(outputs: derived.map(\.tensor), precision: precision, threads: threads), derived.map(\.name))
  }

  /// Shares a leaf with the groups that have the same one already; a name alone says nothing, for a group may give it to another leaf.
  private static func add(_ feed: Feed, isSubjects: Bool, group: Int, to feeds: inout [SharedFeed]) {
    let known = feeds.firstIndex { shared in
      shared.isSubjects == isSubjects && shared.feed.name == feed.name && shared.feed.purpose == feed.purpose
        && shared.feed.position == feed.position && shared.feed.shape == feed.shape && shared.feed.filling == feed.filling
    }
    if let known {
      feeds[known].groups.append(group)
    } else {
      feeds.append(SharedFeed(feed: feed, isSubjects: isSubjects, groups: [group]))
    }
  }

  /// The memory that a runner would hold, in bytes: the programs', the batches' rows and the draws of the largest leaf.
  public var peakBytes: Int {
    let bytes = feeds.map(\.feed).map { feed in
      let (bytes, overflow) = feed.shape.count.multipliedReportingOverflow(by: 8)
      return (name: feed.name, bytes: overflow ? Int.max : bytes)
    }
    let kept = course?.settings.batchSize == nil ? [] : bytes.filter { NetworkPart.exampleLeaves.contains($0.name) }.map(\.bytes)
    let programs =
      groups.flatMap { [$0.program.peakBytes] + $0.auxiliaries.map(\.program.peakBytes) }
      + [course?.step.program.peakBytes, initialization?.program.peakBytes].compactMap { $0 }
    return (programs + kept + [bytes.map(\.bytes).max() ?? 0]).reduce(0) { sum, bytes in
      let (next, overflow) = sum.addingReportingOverflow(bytes)
      return overflow ? Int.max : next
    }
  }
}
