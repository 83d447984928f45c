import Documents
import Graphs
import Manifests
import Random
import Records

/// The smallest thing that is computed and kept: one combination of an experiment's factors and one replicate.
public struct Cell: Sendable {
  /// Index of the experiment in the manifest, of its combination, and the replicate, from 0.
  public let experiment: Int
  public let combination: Int
  public let replicate: Int
  /// SHA-256 of the resolved settings and the engine's revision: the cell's identity and the name of its record.
  public let key: String
}

/// Every cell of a study, in the order of the manifest: experiments, combinations, replicates.
public struct Plan: Sendable {
  public let manifest: Manifest
  public let namespace: RandomStream.Namespace
  public let cells: [Cell]

  /// - Parameters:
  ///   - namespace: `confirm` for what claims are judged by, `pilot` for calibration, whose draws never meet the others.
  ///   - limit: how many replicates of an experiment there are at most.
  public init(_ manifest: Manifest, namespace: RandomStream.Namespace = .confirm, replicates limit: Int = .max) {
    self.manifest = manifest
    self.namespace = namespace
    var cells: [Cell] = []
    for (index, experiment) in manifest.experiments.enumerated() {
      for (combination, arm) in experiment.combinations.enumerated() {
        let identity = CellIdentity(arm.settings, seed: experiment.seed, namespace: namespace)
        for replicate in 0..<min(experiment.replicates, limit) {
          cells.append(
            Cell(experiment: index, combination: combination, replicate: replicate, key: identity.key(replicate: replicate)))
        }
      }
    }
    self.cells = cells
  }

  public func settings(of cell: Cell) -> CellSettings {
    manifest.experiments[cell.experiment].combinations[cell.combination].settings
  }

  /// Everything that decides the numbers of a cell, whole.
  public func identity(of cell: Cell) -> JSON { combinationIdentity(of: cell).json(replicate: cell.replicate) }

  /// What decides the numbers of all replicates of a cell's combination.
  public func combinationIdentity(of cell: Cell) -> CellIdentity {
    CellIdentity(settings(of: cell), seed: manifest.experiments[cell.experiment].seed, namespace: namespace)
  }

  /// The factor levels of a cell, `depth 3 · activation relu`, for messages.
  public func title(of cell: Cell) -> String {
    let experiment = manifest.experiments[cell.experiment]
    let indices = experiment.combinations[cell.combination].levels
    let levels = zip(experiment.factors, indices).map { "\($0.name) \($0.levels[$1].label)" }
    let place = manifest.experiments.count > 1 ? [experiment.name] : []
    return (place + levels + ["replicate \(cell.replicate)"]).joined(separator: " · ")
  }
}

/// The identity of the replicates of one combination; what they share is laid out once.
public struct CellIdentity: Sendable {
  private let shared: [JSON.Member]
  private let revision: Int
  /// The canonical text up to the replicate's number, and from there on.
  private let text: (head: String, tail: String)

  init(_ settings: CellSettings, seed: UInt64, namespace: RandomStream.Namespace, revision: Int = Engine.revision) {
    shared =
      (settings.json.members ?? []) + [
        JSON.Member("seed", .number(Double(seed))), JSON.Member("namespace", .string(namespace.rawValue)),
      ]
    // Canonical JSON sorts keys, so the number stands between two texts that no replicate changes. A plan of many replicates
    // spends its time here.
    let before = JSON.object(shared.filter { $0.key < "replicate" }).canonical.dropLast()
    let after = JSON.object(shared.filter { $0.key > "replicate" }).canonical.dropFirst()
    text = ("\(before),\"replicate\":", ",\(after)")
    self.revision = revision
  }

  /// Everything that decides the numbers of a replicate, whole.
  public func json(replicate: Int) -> JSON { .object(shared + [JSON.Member("replicate", .number(replicate))]) }

  /// `json(replicate: replicate).canonical`.
  public func canonical(replicate: Int) -> String { text.head + String(replicate) + text.tail }

  /// `CellKey.of(settings: json(replicate: replicate), revision: revision)`.
  func key(replicate: Int) -> String { CellKey.of(canonicalSettings: canonical(replicate: replicate), revision: revision) }
}
