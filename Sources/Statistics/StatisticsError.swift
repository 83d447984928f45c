/// Why a statistic cannot be worked out from what was given.
public enum StatisticsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Fewer replicates (or points) than the method needs.
  case tooFew(found: Int, needed: Int)
  /// NaN or infinite values: a divergence is an outcome, to be judged as a proportion or by a median, never dropped.
  case notFinite(count: Int, of: Int)
  /// Values of 0 or below where logarithms are taken.
  case notPositive(count: Int, of: Int)
  /// Two lists that should be paired.
  case differentCounts(Int, Int)
  /// All x are equal: no line has a slope.
  case noSpread
  /// A level, power or tail that is not strictly between 0 and 1.
  case notALevel(Double)
  /// A target region whose bounds are NaN, in the wrong order, or (on a log scale) below 0.
  case notARegion(low: Double, high: Double)
  /// A count of successes outside 0 … trials, or no trials.
  case notACount(Int, of: Int)

  public var description: String {
    switch self {
    case .tooFew(let found, let needed): "at least \(needed) values are needed, found \(found)"
    case .notFinite(let count, let total): "\(count) of \(total) values \(count == 1 ? "is" : "are") NaN or infinite"
    case .notPositive(let count, let total):
      "\(count) of \(total) values \(count == 1 ? "is" : "are") not above 0, so \(count == 1 ? "it has" : "they have") no logarithm"
    case .differentCounts(let a, let b): "paired values should be equally many, found \(a) and \(b)"
    case .noSpread: "all x are equal, so no line has a slope"
    case .notALevel(let level): "a level should lie strictly between 0 and 1, found \(level)"
    case .notARegion(let low, let high): "\(low) to \(high) is no region"
    case .notACount(let count, let total): "\(count) of \(total) is no count of successes"
    }
  }
}

func checkLevel(_ level: Double) throws(StatisticsError) {
  guard level > 0, level < 1 else { throw .notALevel(level) }
}

func checkFinite(_ values: [Double]) throws(StatisticsError) {
  let count = values.count { !$0.isFinite }
  guard count == 0 else { throw .notFinite(count: count, of: values.count) }
}

func checkCount(_ found: Int, atLeast needed: Int) throws(StatisticsError) {
  guard found >= needed else { throw .tooFew(found: found, needed: needed) }
}
