import Measurements

/// What is timed again and again: set up once, then run.
protocol Operation {
  /// - Parameter threads: the most that may run at a time.
  init(_ workload: Workload, threads: Int) throws
  mutating func run() throws
  /// Removes what runs left behind, at the end.
  func tidy()
}

extension Operation {
  func tidy() {}
}

/// Every operation, by the name that the command line has for it.
let operations: [(name: String, kind: any (Operation & SendableMetatype).Type)] = [
  ("step", TrainingStep.self), ("sweep", Sweep.self), ("hessianProduct", HessianProduct.self), ("cell", CellRun.self),
]

/// A cell from its draws to its readings, as a study runs it.
struct CellRun: Operation {
  let runner: CellRunner
  let seed: UInt64

  init(_ workload: Workload, threads: Int) throws {
    let settings = workload.settings
    runner = try CellRunner(
      subject: settings.subject.value, measurements: settings.measurements, training: settings.training,
      precision: settings.precision, threads: threads)
    seed = workload.plan.manifest.experiments[0].seed
  }

  func run() throws {
    let result = runner.run(namespace: .confirm, seed: seed, replicate: 0)
    guard result.outcome == .finished else { throw BenchError("the cell diverged") }
  }
}
