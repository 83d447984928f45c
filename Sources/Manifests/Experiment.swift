import Documents

/// One experiment of a study: a subject and measurements, computed for every combination of the factors and every replicate.
public struct Experiment: Sendable {
  /// The name under `experiments`; "main" when the study has only one and its keys stand at the top.
  public let name: String
  public let factors: [Factor]
  /// The crossing of the factors, thinned by `only` and `except`; the first factor varies slowest.
  public let combinations: [Combination]
  public let seed: UInt64
  public let replicates: Int
  /// In the order of the settings.
  public let measurements: [Measurement]
  public let location: Location?

  public struct Combination: Sendable {
    /// For every factor the index of its level.
    public let levels: [Int]
    public let settings: CellSettings
  }

  /// A measurement as figures and claims know it.
  public struct Measurement: Sendable, Hashable {
    /// Its `name`, or the name of its kind.
    public let name: String
    public let axes: [String]
  }

  public var measurementNames: [String] { measurements.map(\.name) }

  /// The keys of an experiment.
  static let keys = keyDescriptions.map(\.name)
  /// More cells than this in one experiment are taken for a mistake.
  public static let mostCells = 200_000
}
