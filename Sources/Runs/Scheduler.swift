import Glibc
import Graphs
import Manifests
import Measurements
import Plans
import Records
import Synchronization

/// Runs the cells of a plan that have no record yet, on several threads of this machine.
///
/// A cell has a thread of its own; when there are fewer cells than threads, each has several, which share its programs' steps. A finished cell is
/// a file before it is counted, so that a run may be stopped anywhere and goes on from there. The order in which cells run and the number of
/// threads reach no number.
public struct Scheduler: Sendable {
  public let records: RecordFolder
  public let threads: Int
  /// Bytes that all threads together may take.
  public let memory: Int

  /// - Parameter memory: nine tenths of the machine's when left out.
  public init(records: RecordFolder, threads: Int, memory: Int? = nil) {
    self.records = records
    self.threads = max(threads, 1)
    self.memory = memory ?? sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 10 * 9
  }

  /// How far a run is.
  public struct Progress: Sendable {
    /// Cells of the plan; those that had their record before; those that were run now.
    public let total: Int
    public let cached: Int
    public let finished: Int
    public var left: Int { total - cached - finished }
  }

  /// How a run ended.
  public struct Report: Sendable {
    public let progress: Progress
    /// Titles of the cells that diverged in this run, in the order in which they were given.
    public let diverged: [String]
    /// Titles of the cells whose record was there already and says something else. It is kept: one of the two runs did not follow the
    /// arithmetic's rules, or the engine changed without a new revision.
    public let conflicting: [String]
    /// Whether it was stopped before its end.
    public let wasStopped: Bool
  }

  /// The cells that have no record, in the order of the plan.
  public func missing(_ plan: Plan) -> [Cell] {
    var seen: Set<String> = []
    return plan.cells.filter { seen.insert($0.key).inserted && !records.contains($0.key) }
  }

  /// Runs cells, each at most once: cells of one key are one cell.
  ///
  /// - Parameters:
  ///   - cells: which, in which order; those of `missing` in general.
  ///   - shouldStop: asked before every cell; once true, running cells are finished and no other begins.
  ///   - report: told of every finished cell, one call at a time.
  /// - Throws: `FileError` when a record cannot be written. What was finished before is kept.
  public func run(
    _ plan: Plan, cells: [Cell], shouldStop: @escaping @Sendable () -> Bool = { false },
    report: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> Report {
    var seen: Set<String> = []
    let cells = cells.filter { seen.insert($0.key).inserted }
    let board = Board(total: Set(plan.cells.map(\.key)).count, waiting: cells.count)
    let crew = Crew(threads: threads, cells: cells.count)
    report(board.progress)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<crew.workers {
        group.addTask { work(plan, cells, crew, board, shouldStop, report) }
      }
    }
    if let error = board.error { throw error }
    return Report(
      progress: board.progress, diverged: board.diverged.map { plan.title(of: cells[$0]) },
      conflicting: board.conflicting.map { plan.title(of: cells[$0]) }, wasStopped: board.progress.left > 0)
  }

  /// One worker: takes the next cell until none is left. The compiled program and the settings, as records spell them, are kept while the
  /// combination stays the same.
  private func work(
    _ plan: Plan, _ cells: [Cell], _ crew: Crew, _ board: Board, _ shouldStop: () -> Bool, _ report: (Progress) -> Void
  ) {
    var current: (place: [Int], runner: CellRunner, identity: CellIdentity)?
    while !board.hasFailed, !shouldStop(), let index = board.take() {
      let cell = cells[index]
      do {
        let place = [cell.experiment, cell.combination]
        if current?.place != place {
          current = (place, try runner(plan, cell, crew), plan.combinationIdentity(of: cell))
        }
        guard let (_, runner, identity) = current else { return }
        let seed = plan.manifest.experiments[cell.experiment].seed
        let result = runner.run(namespace: plan.namespace, seed: seed, replicate: cell.replicate)
        let record = Record(
          canonicalSettings: identity.canonical(replicate: cell.replicate), revision: Engine.revision,
          outcome: result.recordOutcome, tables: result.tables)
        let written = try records.write(record)
        board.finish(index, diverged: record.outcome != .finished, isConflicting: written == .different, report)
      } catch {
        board.fail(index, error)
      }
    }
  }
}

/// How threads are given out: to as many cells at once as there are, and what is left to the steps of each.
///
/// The process's pool helps one cell at a time, so that there may be fewer running threads than this, and never more.
private struct Crew {
  /// How many cells run at once, and the threads of each.
  let workers: Int
  let threads: Int

  init(threads: Int, cells: Int) {
    workers = min(threads, max(cells, 1))
    self.threads = threads / workers
  }
}

extension Scheduler {
  /// Compiles a cell's programs, unless they would take more memory than a worker's share.
  private func runner(_ plan: Plan, _ cell: Cell, _ crew: Crew) throws -> CellRunner {
    let settings = plan.settings(of: cell)
    let share = memory / crew.workers
    let title = "\(plan.manifest.study): \(plan.title(of: cell))"
    func compiled(threads: Int) throws -> CellPlan {
      do {
        return try CellPlan(
          settings.subject.value, settings.measurements, settings.training, settings.precision, threads: threads)
      } catch {
        throw MemoryError(cell: title, cause: error)
      }
    }
    var programs = try compiled(threads: crew.threads)
    // Threads that share steps keep more values waiting than one that takes them in turn.
    if programs.peakBytes > share, crew.threads > 1 { programs = try compiled(threads: 1) }
    guard programs.peakBytes <= share else {
      throw MemoryError(cell: title, needed: programs.peakBytes, available: memory, workers: crew.workers)
    }
    return CellRunner(programs)
  }
}

/// A cell that does not fit into the machine's memory: told before it is run, because afterwards there would be nobody to tell it.
public struct MemoryError: Error, Sendable, CustomStringConvertible {
  let cell: String
  let needed: Int
  let available: Int
  /// How many cells share it.
  let workers: Int
  /// Why the need cannot even be counted.
  private var cause: ProgramError?

  init(cell: String, needed: Int, available: Int, workers: Int) {
    (self.cell, self.needed, self.available, self.workers) = (cell, needed, available, workers)
  }

  public init(cell: String, cause: ProgramError) {
    (self.cell, needed, available, workers, self.cause) = (cell, .max, 0, 1, cause)
  }

  public var description: String {
    if let cause { return "\(cell): \(cause)" }
    let share = workers > 1 ? ", shared by \(workers) cells at once (--threads 1 gives one all of it)" : ""
    return "\(cell) needs \(Self.size(needed)) of memory; this machine has \(Self.size(available))\(share)"
  }

  private static func size(_ bytes: Int) -> String {
    let gibibytes = Double(bytes) / 0x1p30
    return gibibytes < 10 ? "\((gibibytes * 10).rounded(.up) / 10) GiB" : "\(Int(min(gibibytes.rounded(.up), 1e15))) GiB"
  }
}

/// What the threads share: which cell is next and what is done. No number of a result passes through it.
private final class Board: Sendable {
  private struct State {
    var next = 0
    var finished = 0
    var diverged: [Int] = []
    var conflicting: [Int] = []
    var failure: (index: Int, error: any Error)?
  }

  private let total: Int
  private let waiting: Int
  private let state = Mutex(State())

  init(total: Int, waiting: Int) {
    self.total = total
    self.waiting = waiting
  }

  func take() -> Int? {
    state.withLock { state in
      guard state.next < waiting else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  func finish(_ index: Int, diverged: Bool, isConflicting: Bool, _ report: (Scheduler.Progress) -> Void) {
    state.withLock { state in
      state.finished += 1
      if diverged { state.diverged.append(index) }
      if isConflicting { state.conflicting.append(index) }
      report(progress(state.finished))
    }
  }

  /// Of several failures the first cell's is told, whichever thread was quicker: cells are taken in order, so it is always met.
  func fail(_ index: Int, _ error: any Error) {
    state.withLock { state in
      if let known = state.failure, known.index < index { return }
      state.failure = (index, error)
    }
  }

  var hasFailed: Bool { state.withLock { $0.failure != nil } }
  var error: (any Error)? { state.withLock { $0.failure?.error } }
  var diverged: [Int] { state.withLock { $0.diverged.sorted() } }
  var conflicting: [Int] { state.withLock { $0.conflicting.sorted() } }
  var progress: Scheduler.Progress { progress(state.withLock { $0.finished }) }

  private func progress(_ finished: Int) -> Scheduler.Progress {
    Scheduler.Progress(total: total, cached: total - waiting, finished: finished)
  }
}
