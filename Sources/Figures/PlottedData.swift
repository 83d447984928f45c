/// A picture's numbers as its axes can show them: what gnuplot is sent.
///
/// One table a series, that of a surface in rows of the grid, all with the same columns; what a series has not, and what an axis cannot show, is NaN. A band
/// whose low end is not above 0 reaches down to the end of a logarithmic axis.
struct PlottedData {
  /// `x`, `y`, `low` and `high`, then the scripts' own columns as they first appear.
  let columns: [String]
  let tables: [Table]
  /// For every series, whether it has a band or bar to draw.
  let hasBand: [Bool]
  /// The smallest and the largest number on each axis, bands included; nil when no point can be shown.
  let xExtent: ClosedRange<Double>?
  let yExtent: ClosedRange<Double>?
  /// The picture's surface, its index among the series and its grid.
  let surface: Surface?

  /// A grid of at least 2 × 2 points, and the ends of the heights on it.
  struct Surface {
    let index: Int
    let grid: SurfaceGrid
    let extent: ClosedRange<Double>
  }

  init(_ picture: Picture) {
    let columns = Self.columns(of: picture)
    let floor = Self.floor(of: picture)
    let series = picture.series.map { Shown($0, on: picture, floor: floor) }
    let ys = series.flatMap { $0.values(of: ["y", "low", "high"]) }
    let yExtent = Self.extent(of: ys)

    self.columns = columns
    xExtent = Self.extent(of: series.flatMap { $0.values(of: ["x"]) })
    self.yExtent = yExtent
    hasBand = series.map { zip($0["low"] ?? [], $0["high"] ?? []).contains { $0.isFinite && $1.isFinite } }
    let index = picture.series.firstIndex { $0.role == .surface }
    let grid = index.flatMap { SurfaceGrid(picture.series[$0]) }
    tables = series.enumerated().map { $0 == index ? $1.table(columns, on: grid) : $1.table(columns) }
    surface =
      if let index, let grid, let extent = Self.extent(of: series[index]["z"] ?? []) {
        Surface(index: index, grid: grid, extent: extent)
      } else {
        nil
      }
  }

  /// A script finds these four always, whatever the series have.
  private static func columns(of picture: Picture) -> [String] {
    let known = ["x", "y", "low", "high"]
    return known + picture.columnNames.filter { !known.contains($0) }
  }

  /// Where a band ends that reaches below a logarithmic axis: at the axis's end, or at the smallest number that it shows.
  private static func floor(of picture: Picture) -> Double? {
    guard picture.y.isLogarithmic else { return nil }
    let shown = picture.series.flatMap { series in ["y", "low", "high"].flatMap { series[$0] ?? [] } }
    return picture.y.lowest ?? shown.filter { $0.isFinite && $0 > 0 }.min()
  }

  /// Where a surface ends that reaches below a logarithmic axis.
  fileprivate static func bottom(of picture: Picture) -> Double {
    picture.z.lowest ?? picture.series.flatMap { $0["z"] ?? [] }.filter { $0.isFinite && $0 > 0 }.min() ?? .nan
  }

  private static func extent(of values: [Double]) -> ClosedRange<Double>? {
    let values = values.filter(\.isFinite)
    guard let lowest = values.min(), let highest = values.max() else { return nil }
    return lowest...highest
  }
}

/// One series with everything that its picture's axes cannot show replaced by NaN.
private struct Shown {
  let columns: [String: [Double]]
  let count: Int

  init(_ series: Series, on picture: Picture, floor: Double?) {
    count = series.count
    var columns: [String: [Double]] = [:]
    for column in series.columns {
      let isLogarithmic =
        switch column.name {
        case "x": picture.x.isLogarithmic
        case "y", "low", "high": picture.y.isLogarithmic
        case "z": picture.z.isLogarithmic
        default: false
        }
      let below =
        switch column.name {
        case "low": floor ?? .nan
        case "z": PlottedData.bottom(of: picture)
        default: Double.nan
        }
      columns[column.name] = column.values.map { value in
        guard value.isFinite else { return .nan }
        return isLogarithmic && value <= 0 ? below : value
      }
    }
    self.columns = columns
  }

  subscript(_ name: String) -> [Double]? { columns[name] }

  /// The numbers of these columns in the rows that have a place on the x axis.
  func values(of names: [String]) -> [Double] {
    let places = columns["x"] ?? []
    return names.flatMap { name in zip(places, columns[name] ?? []).filter { $0.0.isFinite }.map(\.1) }
  }

  func table(_ names: [String]) -> Table {
    var values: [Double] = []
    values.reserveCapacity(count * names.count)
    for row in 0..<count {
      for name in names { values.append(columns[name]?[row] ?? .nan) }
    }
    return Table(values: values, columns: names.count)
  }

  /// Every point of the grid, missing heights NaN.
  func table(_ names: [String], on grid: SurfaceGrid?) -> Table {
    guard let grid else { return table(names) }
    let heights = columns["z"] ?? []
    let values = grid.points.flatMap { point in
      names.map { name -> Double in
        switch name {
        case "x": point.x
        case "y": point.y
        case "z": point.row.map { heights[$0] } ?? .nan
        default: .nan
        }
      }
    }
    return Table(values: values, columns: names.count, blockRows: grid.xs.count)
  }
}
