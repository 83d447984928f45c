/// What running a cell gave.
public struct CellResult: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    case finished
    /// The first step with a reading that is NaN or infinite. An outcome, not an error: the readings are kept.
    case diverged(step: Int)
  }

  public let outcome: Outcome
  /// In the order of the measurements.
  public let readings: [Readings]
}
