import Documents

/// Outlooks as text for a terminal, a claim two lines: its statistic, and under it what that means for the replicates.
public enum OutlookTable {
  /// What the statistics look like.
  ///
  /// ```
  /// he-vs-xavier
  ///   he-holds-relu (width 256)  slope -0.0131, standard deviation 0.0112, 8 pilot replicates
  /// ```
  public static func statistics(_ study: String, _ outlooks: [Outlook]) -> String {
    let names = outlooks.map(\.title)
    let width = min(names.map(\.count).max() ?? 0, 50)
    return lines(study, zip(names, outlooks).map { "  \($0.padded(width))  \($1.sentence)" })
  }

  /// How many replicates each claim needs, next to how many it has.
  ///
  /// ```
  /// he-vs-xavier
  ///   enough  he-holds-relu (width 256)  needs about 12, has 32
  /// ```
  public static func power(_ study: String, _ outlooks: [Outlook]) -> String {
    let judged = outlooks.filter(\.finding.isStatistical)
    let width = min(judged.map(\.title.count).max() ?? 0, 50)
    return lines(
      study,
      judged.map { outlook in
        let word = outlook.isEnough.map { $0 ? "enough" : "FEW" } ?? "?"
        let has = outlook.planned.map { "has \($0)" } ?? "counts values, not replicates"
        let needs = outlook.needed.map { "needs about \($0)" } ?? "what it needs cannot be told"
        return "  \(word.padded(6))  \(outlook.title.padded(width))  \(needs), \(has); \(outlook.sentence)"
      })
  }

  private static func lines(_ study: String, _ lines: [String]) -> String { ([study] + lines).joined(separator: "\n") + "\n" }
}

extension Outlook {
  fileprivate var title: String {
    finding.slice.isEmpty ? finding.claim.name : "\(finding.claim.name) (\(finding.slice))"
  }
}
