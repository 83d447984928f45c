import Records

/// What an experiment's results will hold, known before anything has run: enough to check every figure and claim.
public struct Outline: Sendable {
  /// The experiment's name.
  public let experiment: String
  public let factors: [Factor]
  public let measurements: [Measurement]
  public let replicates: Int

  public struct Factor: Sendable {
    public let name: String
    public let levels: [Frame.Level]

    public init(name: String, levels: [Frame.Level]) {
      self.name = name
      self.levels = levels
    }

    /// Whether every level is a number, so that the factor may stand in a sum.
    public var isNumeric: Bool { levels.allSatisfy { $0.number != nil } }
  }

  public struct Measurement: Sendable {
    public let name: String
    public let axes: [String]
    /// Between which values an axis, or `step`, certainly lies, where that is known.
    public let extents: [String: ClosedRange<Double>]

    public init(name: String, axes: [String], extents: [String: ClosedRange<Double>] = [:]) {
      self.name = name
      self.axes = axes
      self.extents = extents
    }
  }

  public init(experiment: String, factors: [Factor], measurements: [Measurement], replicates: Int) {
    self.experiment = experiment
    self.factors = factors
    self.measurements = measurements
    self.replicates = replicates
  }

  /// The columns that every row has besides factors, measurements and axes; `diverged` is 1 where the row's cell diverged, else 0. An expression
  /// of these and of factors alone has one row a cell, whether or not the cell gave readings.
  public static let rowColumns = ["replicate", "step", "diverged"]

  public func factor(named name: String) -> Factor? { factors.first { $0.name == name } }
  public func measurement(named name: String) -> Measurement? { measurements.first { $0.name == name } }

  /// Every axis of any measurement, each once.
  public var axes: [String] {
    var names: [String] = []
    for axis in measurements.flatMap(\.axes) where !names.contains(axis) { names.append(axis) }
    return names
  }
}
