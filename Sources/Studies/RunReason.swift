import Documents
import Graphs
import Plans
import Records

/// Why some cells of a study have to run.
public struct RunReason: Sendable, Equatable {
  public let cells: Int
  /// "never run", "/subject/layers/0/times 50 → 40".
  public let sentence: String

  public init(cells: Int, sentence: String) {
    self.cells = cells
    self.sentence = sentence
  }
}

extension Study {
  /// The cells that have no record, in the order of the plan.
  public var waiting: [Cell] {
    let records = project.records
    return plan.cells.filter { !records.contains($0.key) }
  }

  /// Why cells without a result have none, the same reasons taken together, in the order of the cells.
  ///
  /// What ran last is known from a log beside the records, and its settings from the records themselves; the change that is told is that from
  /// the combination of the same levels, or else from the most similar one that is no longer planned.
  public func reasons(for missing: [Cell]) -> [RunReason] {
    var tally = Tally()
    let log = PlanLog(self)
    for (index, experiment) in manifest.experiments.enumerated() {
      let cells = missing.filter { $0.experiment == index }
      guard !cells.isEmpty else { continue }
      guard let past = log?.experiments[experiment.name] else {
        tally.add(cells.count, "never run")
        continue
      }
      let arms = arms(index)
      let history = History(past, planned: arms, project.records)
      for group in grouped(cells) {
        let arm = arms[group.combination]
        if history.knows(arm.key) {
          for cell in group.cells { tally.add(1, history.loss(of: cell)) }
        } else {
          tally.add(group.cells.count, history.change(to: arm, plan.identity(of: group.cells[0])))
        }
      }
    }
    return tally.reasons
  }

  /// Cells of one combination, which share their settings.
  private func grouped(_ cells: [Cell]) -> [(combination: Int, cells: [Cell])] {
    var groups: [(combination: Int, cells: [Cell])] = []
    for cell in cells {
      if groups.last?.combination == cell.combination {
        groups[groups.count - 1].cells.append(cell)
      } else {
        groups.append((cell.combination, [cell]))
      }
    }
    return groups
  }
}

/// Sentences and how many cells each is true of, in the order of their first cell.
private struct Tally {
  private var order: [String] = []
  private var counts: [String: Int] = [:]

  mutating func add(_ cells: Int, _ sentence: String) {
    if counts[sentence] == nil { order.append(sentence) }
    counts[sentence, default: 0] += cells
  }

  var reasons: [RunReason] { order.map { RunReason(cells: counts[$0] ?? 0, sentence: $0) } }
}

/// An experiment as it last ran, held against what is planned now.
private struct History {
  /// More differences than this are no longer one combination that changed.
  private static let mostDifferences = 4
  /// Among more combinations that are gone no similar one is looked for.
  private static let mostCandidates = 100

  private let past: PlanLog.Past
  private let keys: Set<String>
  private let records: RecordFolder
  /// The keys of the combinations that are no longer planned, by their levels.
  private let gone: [[String]: String]
  /// The records of those whose levels are not planned with other settings either.
  private let candidates: [Record]

  init(_ past: PlanLog.Past, planned: [PlanLog.Arm], _ records: RecordFolder) {
    self.past = past
    self.records = records
    keys = Set(past.arms.map(\.key))
    let kept = Set(planned.map(\.key))
    let former = past.arms.filter { !kept.contains($0.key) }
    gone = Dictionary(former.map { ($0.levels, $0.key) }) { first, _ in first }
    let levels = Set(planned.map(\.levels))
    let free = former.filter { !levels.contains($0.levels) }
    candidates = free.count <= Self.mostCandidates ? free.compactMap { Self.record($0.key, in: records) } : []
  }

  private static func record(_ key: String, in records: RecordFolder) -> Record? {
    if case .found(let record)? = try? records.read(key) { record } else { nil }
  }

  func knows(_ key: String) -> Bool { keys.contains(key) }

  /// Why a cell that was planned before, with the same settings, has no result.
  func loss(of cell: Cell) -> String {
    if cell.replicate >= past.replicates { return "never run: there were \(past.replicates) replicates" }
    return Files.exists(records.file(of: cell.key) + ".damaged") ? "the record was damaged" : "the record is gone"
  }

  /// What has changed on the way to a combination that was not planned before.
  func change(to arm: PlanLog.Arm, _ settings: JSON) -> String {
    if let key = gone[arm.levels] {
      guard let record = Self.record(key, in: records) else {
        return "the settings changed; the record of what they were is gone"
      }
      return sentence(differences(record, settings))
    }
    let changes = candidates.map { differences($0, settings) }
    guard let least = changes.min(by: { $0.count < $1.count }), least.count <= Self.mostDifferences else { return "never run" }
    return sentence(least)
  }

  private func differences(_ record: Record, _ settings: JSON) -> [String] {
    let revision = record.revision == Engine.revision ? [] : ["the engine's revision \(record.revision) → \(Engine.revision)"]
    // The log knows replicate 0; whichever is asked for, the replicate is no setting that changed.
    let changes = settings.differences(from: record.settings).filter { $0.pointer != JSONPointer().appending("replicate") }
    return changes.map(\.description) + revision
  }

  private func sentence(_ differences: [String]) -> String {
    let shown = differences.prefix(Self.mostDifferences)
    let more = differences.count - shown.count
    return (shown + (more > 0 ? ["\(more) more"] : [])).joined(separator: ", ")
  }
}
