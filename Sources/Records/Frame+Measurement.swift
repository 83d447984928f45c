extension Frame {
  /// All readings of one measurement, column by column; columns are equally long, and a row is an index into them.
  public struct Measurement: Sendable, Equatable {
    public let name: String
    /// The position of each row's cell in the frame's `cells`.
    public let cells: [Int]
    public let steps: [Int]
    /// The measurement's own axes, such as layer. NaN where a cell's readings do not have the axis.
    public let axes: [ReadingTable.Axis]
    public let values: [Double]

    public var count: Int { values.count }

    /// The coordinates along an axis; nil when the measurement has no such axis.
    public func axis(named name: String) -> [Double]? { axes.first { $0.name == name }?.values }

    /// The rows one by one; whole columns are quicker where speed matters.
    public var rows: Rows { Rows(measurement: self) }

    /// Equal bits, so that two frames can be compared for sameness: a NaN equals a NaN.
    public static func == (a: Self, b: Self) -> Bool {
      a.name == b.name && a.cells == b.cells && a.steps == b.steps && a.axes == b.axes
        && ReadingTable.Axis("", a.values) == ReadingTable.Axis("", b.values)
    }
  }

  /// One reading: a view into its measurement's columns.
  public struct Row: Sendable {
    public let measurement: Measurement
    public let index: Int

    /// The position of the cell in the frame's `cells`.
    public var cell: Int { measurement.cells[index] }
    public var step: Int { measurement.steps[index] }
    public var value: Double { measurement.values[index] }

    /// The coordinate along an axis; nil when the measurement has no such axis.
    public subscript(axis: String) -> Double? { measurement.axis(named: axis)?[index] }
  }

  public struct Rows: RandomAccessCollection, Sendable {
    let measurement: Measurement

    public var startIndex: Int { 0 }
    public var endIndex: Int { measurement.count }
    public subscript(index: Int) -> Row { Row(measurement: measurement, index: index) }
  }
}
