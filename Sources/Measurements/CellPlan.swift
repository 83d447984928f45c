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
    let auxiliaries: [CompiledRequest]
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
    var drafts: [Draft] = []
    var feeds: [SharedFeed] = []
    for (first, when) in whens.enumerated() where whens.firstIndex(of: when) == first {
      let graph = subject.build(for: .operation)
      let context = MeasurementContext(graph, training: training)
      var members: [Member] = []
      for (index, measurement) in measurements.enumerated() where whens[index] == when {
        members.append(
          Member(
            index: index, reader: measurement.value.prepare(context), mayBeInfinite: type(of: measurement.value).mayBeInfinite))
      }
      for feed in graph.feeds { Self.add(feed, isSubjects: true, group: drafts.count, to: &feeds) }
      for feed in context.feeds { Self.add(feed, isSubjects: false, group: drafts.count, to: &feeds) }
      drafts.append(Draft(when: when, graph: graph, context: context, members: members))
    }
    self.feeds = feeds

    var groups = Result<[Group], ProgramError>.success([])
    var course = Result<Course?, ProgramError>.success(nil)
    let keepsUpdates = drafts.contains(where: \.context.keepsUpdates)
    let graph = drafts.first?.graph ?? subject.build(for: .operation)
    let examples = graph.network?.input.shape[0]
    func compileGroups() {
      do throws(ProgramError) {
        var compiled: [Group] = []
        for draft in drafts { compiled.append(try draft.compiled(precision, threads: threads)) }
        groups = .success(compiled)
      } catch { groups = .failure(error) }
    }
    func compileCourse() {
      guard let training else { return }
      do throws(ProgramError) {
        let graph = subject.build(for: .training(batch: training.batchSize))
        course = .success(
          Course(
            step: try StepProgram(
              graph, training.optimizer, precision, keepsUpdates: keepsUpdates, takesBatches: training.batchSize != nil,
              threads: threads),
            settings: training, examples: examples))
      } catch { course = .failure(error) }
    }
    if threads > 1, training != nil {
      // The step's graph is another one than those of the readings: nothing is shared.
      together(compileCourse, compileGroups)
    } else {
      compileGroups()
      compileCourse()
    }
    self.groups = try groups.get()
    self.course = try course.get()
    let derived = graph.derivedParameters.isEmpty ? [] : subject.build(for: .initialization).derivedParameters
    initialization =
      derived.isEmpty
      ? nil : (try Program(outputs: derived.map(\.tensor), precision: precision, threads: threads), derived.map(\.name))
  }

  /// A group before its programs are compiled.
  private struct Draft {
    let when: When
    let graph: SubjectGraph
    let context: MeasurementContext
    let members: [Member]

    func compiled(_ precision: Precision, threads: Int) throws(ProgramError) -> Group {
      var auxiliaries: [CompiledRequest] = []
      for request in context.requests { auxiliaries.append(try CompiledRequest(request, precision, threads: threads)) }
      return Group(
        when: when, program: try Program(outputs: context.outputs, precision: precision, threads: threads),
        auxiliaries: auxiliaries, members: members, watches: context.watches,
        carried: graph.parameters.map { ($0.name, $0.shape.count) } + graph.states.map { ($0.name, $0.shape.count) })
    }
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
      groups.flatMap { [$0.program.peakBytes] + $0.auxiliaries.map(\.peakBytes) }
      + [course?.step.program.peakBytes, initialization?.program.peakBytes].compactMap { $0 }
    return (programs + kept + [bytes.map(\.bytes).max() ?? 0]).reduce(0) { sum, bytes in
      let (next, overflow) = sum.addingReportingOverflow(bytes)
      return overflow ? Int.max : next
    }
  }
}
