import Foundation
import Graphs
import Manifests
import Measurements
import Plans
import Records
import Runs
import Synchronization
import Testing

/// Three widths × two activations × `replicates`, computed in moments.
private func plan(replicates: Int = 3, weight: String = "1", function: String = #"{"factor": "activation"}"#) throws -> Plan {
  let text = """
    {"factors": {"activation": ["tanh", "relu"], "n": [2, 3, 5]}, "replicates": \(replicates),
     "subject": {"kind": "network", "input": {"kind": "gaussian", "features": {"factor": "n"}, "examples": 3}, "layers": [
       {"kind": "dense", "width": 4, "initializer": {"kind": "constant", "value": \(weight)}},
       {"kind": "activation", "function": \(function)}, {"kind": "dense", "width": 2}]},
     "measurements": ["forwardMoment", "backwardMoment"]}
    """
  let (manifest, problems) = try Manifest.read(Array(text.utf8), study: "test", file: "manifest.json")
  #expect(problems.list.map(\.message) == [])
  return Plan(manifest)
}

/// Two replicates of a small training whose steps are worth sharing.
private func sharedPlan() throws -> Plan {
  let text = """
    {"subject": {"kind": "network", "input": {"kind": "gaussian", "features": 48, "examples": 96}, "layers": [
       {"kind": "dense", "width": 48}, {"kind": "activation", "function": "tanh"}, {"kind": "dense", "width": 48},
       {"kind": "activation", "function": "tanh"}, {"kind": "dense", "width": 3}], "loss": "halfSquaredError"},
     "training": {"optimizer": "adam", "steps": 4}, "replicates": 2, "measurements": ["loss", "forwardMoment", "gradientNorm"]}
    """
  let (manifest, problems) = try Manifest.read(Array(text.utf8), study: "test", file: "manifest.json")
  #expect(problems.list.map(\.message) == [])
  return Plan(manifest)
}

/// A folder of its own for a test, removed afterwards.
private func withRecords<Result>(_ body: (RecordFolder) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "ravine-runs-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(RecordFolder(folder.path(percentEncoded: false)))
}

/// Every record's bytes, by its key.
private func contents(_ records: RecordFolder) throws -> [String: [UInt8]] {
  var contents: [String: [UInt8]] = [:]
  for key in try records.keys() { contents[key] = try Files.read(records.file(of: key)) }
  return contents
}

/// What a run told, in order.
private final class Diary: Sendable {
  private let entries = Mutex<[Scheduler.Progress]>([])
  var list: [Scheduler.Progress] { entries.withLock(\.self) }
  func note(_ progress: Scheduler.Progress) { entries.withLock { $0.append(progress) } }
}

@Suite struct SchedulerTests {
  @Test("Threads and order reach no byte of a record", arguments: 1...4)
  func threads(count: Int) async throws {
    let plan = try plan()
    let expected = try await withRecords { records in
      _ = try await Scheduler(records: records, threads: 1).run(plan, cells: plan.cells)
      return try contents(records)
    }
    #expect(Set(expected.keys) == Set(plan.cells.map(\.key)))
    #expect(Set(expected.values).count == 18)
    var generator = SystemRandomNumberGenerator()
    for cells in [plan.cells, plan.cells.reversed(), plan.cells.shuffled(using: &generator)] {
      try await withRecords { records in
        _ = try await Scheduler(records: records, threads: count).run(plan, cells: cells)
        #expect(try contents(records) == expected)
      }
    }
  }

  @Test("Threads within a cell's steps reach no byte of its record", arguments: 1...3)
  func threadsWithinCells(count: Int) async throws {
    let plan = try sharedPlan()
    func records(threads: Int, cells: [Cell]) async throws -> [String: [UInt8]] {
      try await withRecords { records in
        _ = try await Scheduler(records: records, threads: threads).run(plan, cells: cells)
        return try contents(records)
      }
    }
    // One cell has all threads, two cells share three.
    let expected = try await records(threads: 1, cells: plan.cells)
    #expect(try await records(threads: count, cells: plan.cells) == expected)
    let first = try await records(threads: count, cells: [plan.cells[0]])
    #expect(first == expected.filter { $0.key == plan.cells[0].key })
  }

  @Test("Progress goes up by one from what was there to the total, and nothing is left")
  func progress() async throws {
    let plan = try plan()
    try await withRecords { records in
      let scheduler = Scheduler(records: records, threads: 2)
      _ = try await scheduler.run(plan, cells: Array(plan.cells.prefix(5)))
      let diary = Diary()
      let missing = scheduler.missing(plan)
      #expect(missing.map(\.key) == plan.cells.dropFirst(5).map(\.key))
      let report = try await scheduler.run(plan, cells: missing, report: diary.note)
      #expect(diary.list.map(\.finished) == Array(0...13))
      #expect(diary.list.allSatisfy { $0.total == 18 && $0.cached == 5 && $0.left == 13 - $0.finished })
      #expect(report.progress.finished == 13)
      #expect(!report.wasStopped)
      #expect(scheduler.missing(plan).isEmpty)
    }
  }

  @Test("A run that is stopped keeps what is finished, begins nothing else, and goes on from there")
  func stopping() async throws {
    let plan = try plan()
    try await withRecords { records in
      let scheduler = Scheduler(records: records, threads: 2)
      let diary = Diary()
      let report = try await scheduler.run(plan, cells: plan.cells, shouldStop: { diary.list.count >= 5 }) { diary.note($0) }
      #expect(report.wasStopped)
      // Each thread may be within a cell when it is asked to stop.
      #expect((4...6).contains(report.progress.finished))
      #expect(try records.keys().count == report.progress.finished)
      let before = try contents(records)
      let rest = scheduler.missing(plan)
      #expect(rest.count == 18 - report.progress.finished)
      let second = try await scheduler.run(plan, cells: rest)
      #expect(second.progress.cached == report.progress.finished)
      #expect(!second.wasStopped)
      #expect(try contents(records).filter { before[$0.key] != nil } == before)
      #expect(scheduler.missing(plan).isEmpty)
    }
  }

  @Test("Nothing to run is told once and is the whole")
  func nothing() async throws {
    let plan = try plan()
    try await withRecords { records in
      let scheduler = Scheduler(records: records, threads: 4)
      _ = try await scheduler.run(plan, cells: scheduler.missing(plan))
      let diary = Diary()
      let report = try await scheduler.run(plan, cells: scheduler.missing(plan), report: diary.note)
      #expect(diary.list.map(\.cached) == [18])
      #expect(!report.wasStopped)
    }
  }

  @Test("A record that cannot be written stops the run with its error, and the others are kept", arguments: [1, 3])
  func failing(threads: Int) async throws {
    let plan = try plan()
    try await withRecords { records in
      // A file stands where the folder of the tenth cell's record is needed, and perhaps that of an earlier one.
      let blocked = plan.cells[9].key.prefix(1)
      let allowed = plan.cells.prefix { !$0.key.hasPrefix(blocked) }
      try Files.createFolder(records.path)
      try Data().write(to: URL(filePath: records.path).appending(path: String(blocked)))
      let scheduler = Scheduler(records: records, threads: threads)
      let error = await #expect(throws: FileError.self) { try await scheduler.run(plan, cells: plan.cells) }
      #expect(error?.path.contains("/\(blocked)") == true)
      try FileManager.default.removeItem(atPath: records.path + "/" + blocked)
      let kept = try contents(records)
      if threads == 1 { #expect(Set(kept.keys) == Set(allowed.map(\.key))) }
      let report = try await scheduler.run(plan, cells: scheduler.missing(plan))
      #expect(report.progress.cached == kept.count)
      #expect(try contents(records).count == 18)
      #expect(try contents(records).filter { kept[$0.key] != nil } == kept)
    }
  }

  @Test("A cell that diverges is finished, kept with its readings, and told by its title in the order of the plan")
  func divergence() async throws {
    let plan = try plan(replicates: 11, weight: "1e200")
    try await withRecords { records in
      let report = try await Scheduler(records: records, threads: 2).run(plan, cells: plan.cells)
      #expect(report.progress.finished == 66)
      let expected = plan.cells.filter { cell in
        if case .found(let record) = try? records.read(cell.key) { record.outcome != .finished } else { false }
      }
      #expect(expected.contains { plan.title(of: $0).hasPrefix("activation relu") })
      #expect(report.diverged == expected.map(plan.title(of:)))
      guard case .found(let record) = try records.read(try #require(expected.first).key) else {
        Issue.record("a diverged cell has no record")
        return
      }
      #expect(record.outcome == .diverged(step: 0))
      #expect(record.tables.count == 2)
    }
  }

  @Test("Equal cells of two experiments run once")
  func shared() async throws {
    let experiment = """
      {"subject": {"kind": "network", "input": {"kind": "gaussian", "features": 2}, "layers": [{"kind": "dense", "width": 2}]},
       "measurements": ["forwardMoment"]}
      """
    let (manifest, _) = try Manifest.read(
      Array(#"{"experiments": {"a": \#(experiment), "b": \#(experiment)}}"#.utf8), study: "test", file: "manifest.json")
    let plan = Plan(manifest)
    try await withRecords { records in
      let scheduler = Scheduler(records: records, threads: 2)
      #expect(plan.cells.count == 2)
      #expect(scheduler.missing(plan).count == 1)
      let report = try await scheduler.run(plan, cells: plan.cells)
      #expect(report.progress.total == 1)
      #expect(report.progress.cached == 0)
      #expect(report.progress.finished == 1)
      #expect(try records.keys().count == 1)
    }
  }

  @Test("A record that says something else than its cell gives now is kept and told")
  func conflicting() async throws {
    let plan = try plan(replicates: 1)
    try await withRecords { records in
      let cell = plan.cells[2]
      let other = Record(settings: plan.identity(of: cell), revision: Engine.revision, outcome: .finished, tables: [])
      #expect(other.key == cell.key)
      try records.write(other)
      let scheduler = Scheduler(records: records, threads: 2)
      let report = try await scheduler.run(plan, cells: plan.cells)
      #expect(report.conflicting == [plan.title(of: cell)])
      #expect(try Files.read(records.file(of: cell.key)) == other.bytes)
      #expect(try await scheduler.run(plan, cells: Array(plan.cells.prefix(2))).conflicting == [])
    }
  }

  @Test("A record has the whole settings of its cell, and its key")
  func record() async throws {
    let plan = try plan(replicates: 2)
    try await withRecords { records in
      _ = try await Scheduler(records: records, threads: 1).run(plan, cells: [plan.cells[7]])
      guard case .found(let record) = try records.read(plan.cells[7].key) else {
        Issue.record("the cell has no record")
        return
      }
      #expect(record.settings.canonical == plan.identity(of: plan.cells[7]).canonical)
      #expect(record.tables.map(\.measurement) == [0, 1])
      #expect(record.tables[0].axes.map(\.name) == ["layer"])
      #expect(record.tables[0].axes[0].values == [0, 1, 2])
      #expect(record.outcome == .finished)
    }
  }

  @Test("A cell that several threads would not fit into memory is run by one of them")
  func memoryOfThreads() async throws {
    let plan = try sharedPlan()
    let settings = plan.settings(of: plan.cells[0])
    let needs = try [1, 2].map { threads in
      try CellPlan(
        settings.subject.value, settings.measurements, settings.training, settings.precision, threads: threads
      ).peakBytes
    }
    #expect(needs[0] < needs[1])
    try await withRecords { records in
      let scheduler = Scheduler(records: records, threads: 2, memory: needs[0])
      let report = try await scheduler.run(plan, cells: [plan.cells[0]])
      #expect(report.progress.finished == 1)
    }
  }

  @Test("A cell that does not fit into memory is refused by name before it runs")
  func memory() async throws {
    let plan = try plan(replicates: 1)
    try await withRecords { records in
      let scheduler = Scheduler(records: records, threads: 2, memory: 64)
      let error = await #expect(throws: MemoryError.self) { try await scheduler.run(plan, cells: [plan.cells[0]]) }
      #expect(error?.description.hasPrefix("test: activation tanh · n 2 · replicate 0 needs ") == true)
      let keys = try records.keys()
      #expect(keys.isEmpty)
    }
  }
}
