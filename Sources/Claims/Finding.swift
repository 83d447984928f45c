import Statistics

/// What a claim's results say of one slice, before the other claims of the run are known.
public struct Finding: Sendable {
  public let study: String
  public let claim: Claim
  /// The levels of `by` in words, "relu, width 256"; empty without `by`.
  public let slice: String
  public let evidence: Evidence
  /// Whether it takes part in the run's correction for many tests.
  public let isStatistical: Bool
}

public struct SliceEvidence: Sendable {
  public let slice: String
  public let evidence: Evidence

  public init(slice: String, evidence: Evidence) {
    self.slice = slice
    self.evidence = evidence
  }
}

public enum Evidence: Sendable {
  /// Every sample was held against its target.
  case deterministic(SampleCheck)
  /// A quantity over replicates, tested against a region.
  case statistical(Measured)
  /// Nothing can be told: diverged replicates, a target that is no number.
  case none(reason: String)
  /// What a source says; nothing is told of it.
  case quoted(String)
}

/// The outcome of a claim on every sample.
public struct SampleCheck: Sendable {
  public let holds: Bool
  public let count: Int
  public let failures: Int
  /// The sample nearest to failing, or the one that fails worst, in words: "layer 3, replicate 0".
  public let worst: String?
  /// What was seen, in one line.
  public let sentence: String
}

/// A quantity measured over replicates, with the test of the region in which the claim puts it.
public struct Measured: Sendable {
  public enum Scale: Sendable { case linear, logarithmic }

  /// What is measured: "slope", "geometric mean".
  public let quantity: String
  /// On the scale on which the statistics are done.
  public let test: any RegionTest
  public let scale: Scale
  /// What the claim says, in the quantity's own units.
  public let target: Double
  /// What else a reader should know.
  public let details: String?
  /// What is counted: "replicate".
  public let unit: String

  init(
    _ quantity: String, _ test: any RegionTest, scale: Scale = .linear, target: Double, details: String? = nil,
    unit: String = "replicate"
  ) {
    self.unit = unit
    self.quantity = quantity
    self.test = test
    self.scale = scale
    self.target = target
    self.details = details
  }

  /// A number of the test in the quantity's own units.
  func shown(_ value: Double) -> Double { scale == .linear ? value : exponential(value) }
}

/// Why nothing can be told of a slice.
struct Undecidable: Error, CustomStringConvertible {
  let description: String

  init(_ reason: String) { description = reason }
}
