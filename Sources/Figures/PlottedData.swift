/// A picture's numbers as its axes can show them: what gnuplot is sent.
///
/// One table a series, all with the same columns; what a series has not, and what an axis cannot show, is NaN. A band
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
    tables = series.map { $0.table(columns) }
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
        default: false
        }
      let below = column.name == "low" ? floor ?? .nan : .nan
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
}
