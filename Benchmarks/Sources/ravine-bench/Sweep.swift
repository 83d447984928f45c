import Dispatch
import Foundation
import Records
import Runs
import Synchronization

/// All cells of a workload, run and written as those of a study are.
struct Sweep: Operation {
  let workload: Workload
  let threads: Int
  /// Of the folders of single runs.
  private let parent = FileManager.default.temporaryDirectory.appending(path: "ravine-bench-\(UUID().uuidString)")

  init(_ workload: Workload, threads: Int) {
    self.workload = workload
    self.threads = threads
  }

  func run() throws {
    let folder = parent.appending(path: UUID().uuidString).path
    let scheduler = Scheduler(records: RecordFolder(folder), threads: threads)
    let plan = workload.plan
    let report = try waiting { try await scheduler.run(plan, cells: plan.cells) }
    guard report.progress.left == 0, report.diverged.isEmpty else { throw BenchError("the sweep did not finish") }
  }

  /// Not between runs: for a minute a file system passes by the places of files that were removed, which took a tenth of a run.
  func tidy() { try? FileManager.default.removeItem(at: parent) }
}

/// The result of an asynchronous task, waited for: a timed run has a beginning and an end.
///
/// The program has no asynchronous `main`, whose last act under Valgrind is a crash in the dispatch library.
private func waiting<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
  let outcome = Outcome<Value>()
  Task {
    let result: Result<Value, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    outcome.set(result)
  }
  return try outcome.wait().get()
}

/// What a task gave, once it has.
private final class Outcome<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func set(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
    isThere.signal()
  }

  func wait() -> Result<Value, any Error> {
    while true {
      isThere.wait()
      if let result = result.withLock({ $0 }) { return result }
    }
  }
}
