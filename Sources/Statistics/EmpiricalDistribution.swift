/// The distribution of a sample, to be held against one that is fully specified beforehand (a fitted one would be too near: Lilliefors), or against
/// that of another sample.
public struct EmpiricalDistribution: Sendable, Hashable {
  /// Ascending.
  public let values: [Double]

  /// Needs one value, and no NaN.
  public init(_ values: [Double]) throws(StatisticsError) {
    try checkCount(values.count, atLeast: 1)
    let unordered = values.count { $0.isNaN }
    guard unordered == 0 else { throw .notFinite(count: unordered, of: values.count) }
    self.values = values.sorted()
  }

  public var count: Int { values.count }

  /// Kolmogorov's distance D = sup |F_n - F|, for a continuous F; NaN where F is.
  public func distance(to cdf: (Double) -> Double) -> Double {
    let n = Double(count)
    var distance = 0.0
    for (index, value) in values.enumerated() {
      let expected = cdf(value)
      if expected.isNaN { return .nan }
      distance = max(distance, expected - Double(index) / n, Double(index + 1) / n - expected)
    }
    return distance
  }

  /// sup |F_n - G_m| between two samples.
  public func distance(to other: EmpiricalDistribution) -> Double {
    var (i, j, distance) = (0, 0, 0.0)
    while i < count, j < other.count {
      // Past every value equal to the lesser of the two, in both: between ties neither function has a value of its own.
      let value = min(values[i], other.values[j])
      while i < count, values[i] == value { i += 1 }
      while j < other.count, other.values[j] == value { j += 1 }
      distance = max(distance, abs(Double(i) / Double(count) - Double(j) / Double(other.count)))
    }
    return distance
  }
}
