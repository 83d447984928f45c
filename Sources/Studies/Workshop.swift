import Documents
import Graphs
import Plans
import Records
import Runs
import Selections
import Store

/// Where studies are run and looked at: the records, their index, and how many threads there are.
public final class Workshop: Sendable {
  public let project: Project
  public let threads: Int
  private let records: RecordFolder
  private let store: ResultsStore
  private let frames = FrameCache()

  /// - Throws: `FileError` when the results folder cannot be used; `InstructionSetError` when `RAVINE_ISA` names no set.
  public init(_ project: Project, threads: Int) throws {
    try Engine.checkInstructionSet()
    self.project = project
    self.threads = threads
    try Files.createFolder(project.results)
    records = project.records
    store = ResultsStore(unopened: project.results + "/index.sqlite", records: records)
    // A first run needs it last: meanwhile another thread creates it.
    Task.detached { [store] in store.prepare() }
  }

  private var scheduler: Scheduler { Scheduler(records: records, threads: threads) }

  /// What was mended meanwhile (a damaged index, a damaged record), as sentences for the user.
  public func takeNotices() -> [String] { store.takeNotices() + frames.takeNotices() }

  /// Brings the index up to date with the records that are there, running nothing. A record that turns out to be damaged is set aside.
  ///
  /// - Returns: the cells of a study that have no result, in the order of the plan.
  public func refresh(_ study: Study) throws -> [Cell] {
    for damaged in try store.synchronize(study.plan.cells.map(\.key)).damaged {
      guard let kept = try records.quarantine(damaged.key) else { continue }
      frames.note("\(damaged.file) is damaged: \(damaged.reason). It was set aside as \(kept); its cell has to run again.")
    }
    return scheduler.missing(study.plan)
  }

  /// Runs what has no result, or the given cells in the given order, and brings the index up to date.
  ///
  /// - Throws: `FileError` or `StoreError` when records or their index cannot be written; what was run is kept.
  public func run(
    _ study: Study, cells: [Cell]? = nil, shouldStop: @escaping @Sendable () -> Bool = { false },
    report: @escaping @Sendable (Scheduler.Progress) -> Void = { _ in }
  ) async throws -> Scheduler.Report {
    // Where no cell has a record none can be damaged.
    let missing = scheduler.missing(study.plan)
    let waiting = missing.count == study.plan.cells.count ? missing : try refresh(study)
    let outcome = try await scheduler.run(study.plan, cells: cells ?? waiting, shouldStop: shouldStop, report: report)
    if !outcome.wasStopped, outcome.progress.finished > 0 { try store.synchronize(study.plan.cells.map(\.key)) }
    if !outcome.wasStopped, study.plan.namespace == .confirm { try PlanLog.write(study) }
    return outcome
  }

  /// The results of one experiment of a study, all of whose cells have run.
  public func frame(_ study: Study, experiment: Int) throws -> Frame {
    let outline = study.outlines[experiment]
    let name = "\(study.plan.namespace.rawValue)/\(study.name)/\(outline.experiment)/\(outline.replicates)"
    if let frame = frames[name] { return frame }
    let cells = study.plan.cells.filter { $0.experiment == experiment }
    let results = try store.readings(for: cells.map(\.key))
    let definition = study.manifest.experiments[experiment]
    let joined = zip(cells, results).compactMap { cell, result -> Frame.CellReadings? in
      guard let result else { return nil }
      let levels = zip(definition.factors, definition.combinations[cell.combination].levels).map { factor, level in
        Frame.Level(factor.levels[level].label, number: factor.levels[level].number)
      }
      return Frame.CellReadings(levels: levels, replicate: cell.replicate, outcome: result.outcome, tables: result.tables)
    }
    guard joined.count == cells.count else {
      throw StudyError.missingCells(study: study.name, count: cells.count - joined.count)
    }
    let frame = Frame(factors: definition.factors.map(\.name), measurements: definition.measurementNames, cells: joined)
    frames[name] = frame
    return frame
  }

  /// The results of every experiment with what they were to hold.
  func frames(_ study: Study) throws -> [(Outline, Frame)] {
    try study.outlines.indices.map { (study.outlines[$0], try frame(study, experiment: $0)) }
  }
}
