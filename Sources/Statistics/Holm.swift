/// Holm's step-down procedure (1979): with it the chance of any false rejection in the family is at most its level, however the tests depend
/// on one another.
///
/// p-values are taken from the least; the k-th of m is rejected while it is at most α / (m - k + 1), and the first that is not stops the
/// procedure. Equal p-values keep their order in the list. A NaN counts as 1.
public struct Holm: Sendable, Hashable {
  public struct Judgement: Sendable, Hashable {
    /// Where the p-value stands in the order, from 1.
    public let rank: Int
    public let p: Double
    /// The least family level at which it would be rejected: the running maximum of (m - k + 1) p, at most 1.
    public let adjustedP: Double
    /// The level that decided on it: α / (m - rank + 1) where it was rejected, otherwise the level of the step that stopped the procedure
    /// (which this p-value exceeds too). So `isRejected` is `p <= level`, and an interval drawn at this level shows the verdict.
    public let level: Double
    public let isRejected: Bool
  }

  public let level: Double
  /// A judgement for each p-value, in the order given.
  public let judgements: [Judgement]

  public init(_ pValues: [Double], level: Double = 0.05) throws(StatisticsError) {
    try checkLevel(level)
    self.level = level
    let p = pValues.map { $0.isNaN ? 1 : $0 }
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    var judgements = [Judgement?](repeating: nil, count: p.count)
    var (adjusted, stop) = (0.0, Double?.none)
    for (index, hypothesis) in order.enumerated() {
      let remaining = Double(p.count - index)
      let step = level / remaining
      adjusted = max(adjusted, min(1, remaining * p[hypothesis]))
      if stop == nil, p[hypothesis] > step { stop = step }
      judgements[hypothesis] = Judgement(
        rank: index + 1, p: p[hypothesis], adjustedP: adjusted, level: stop ?? step, isRejected: stop == nil)
    }
    self.judgements = judgements.compactMap { $0 }
  }
}
