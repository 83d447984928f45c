/// The points of a surface as rows of equal y: what gnuplot wants to see of a grid.
struct SurfaceGrid {
  let xs: [Double]
  let ys: [Double]
  /// Row after row; the row of the series that stands there, nil where none does.
  let points: [(x: Double, y: Double, row: Int?)]

  /// The grid of all x and all y that a series has; nil below 2 × 2.
  init?(_ series: Series) {
    guard let x = series["x"], let y = series["y"] else { return nil }
    xs = Set(x.filter(\.isFinite)).sorted()
    ys = Set(y.filter(\.isFinite)).sorted()
    guard xs.count > 1, ys.count > 1 else { return nil }
    var rows: [[Double]: Int] = [:]
    for row in x.indices { rows[[x[row], y[row]]] = row }
    points = ys.flatMap { [xs] y in xs.map { x in (x, y, rows[[x, y]]) } }
  }
}
