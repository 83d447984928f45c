import Foundation
import Records
import Runs

/// All cells of a workload, run and written as those of a study are.
struct Sweep: Operation {
  let workload: Workload
  let threads: Int

  init(_ workload: Workload, threads: Int) {
    self.workload = workload
    self.threads = threads
  }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ravine-bench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let scheduler = Scheduler(records: RecordFolder(folder), threads: threads)
    let report = try await scheduler.run(workload.plan, cells: workload.plan.cells)
    guard report.progress.left == 0, report.diverged.isEmpty else { throw BenchError("the sweep did not finish") }
  }
}
