/// Where a curve first reaches a level, on straight lines between its points.
public struct Crossing: Sendable, Hashable {
  /// The place; nil where the curve stays on one side.
  public let place: Double?
  /// How often the curve changes sides.
  public let changes: Int

  /// Needs points that ascend in x; NaN heights belong to no side and give none.
  public init(x: [Double], y: [Double], level: Double) {
    precondition(x.count == y.count, "\(x.count) places for \(y.count) heights")
    var place: Double?
    var changes = 0
    var side = 0.0
    for (index, height) in y.enumerated() {
      let own = height > level ? 1.0 : height < level ? -1 : 0
      if index > 0, place == nil, side * own < 0 {
        let (before, after) = (y[index - 1] - level, height - level)
        // From an infinite height there is no straight line: the level is reached at the point that is there.
        let share = before.isFinite && after.isFinite ? before / (before - after) : 1
        place = x[index - 1] + (x[index] - x[index - 1]) * share
      } else if place == nil, height == level {
        place = x[index]
      }
      if side * own < 0 { changes += 1 }
      if own != 0 { side = own }
    }
    self.place = place
    self.changes = changes
  }
}
