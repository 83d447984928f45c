extension Frame {
  /// A cell with what it gave, for making a frame.
  public struct CellReadings: Sendable {
    public var levels: [Level]
    public var replicate: Int
    public var outcome: Outcome
    public var tables: [ReadingTable]

    public init(levels: [Level], replicate: Int, outcome: Outcome = .finished, tables: [ReadingTable]) {
      self.levels = levels
      self.replicate = replicate
      self.outcome = outcome
      self.tables = tables
    }
  }

  /// Joins cells and their readings, cells in the plan's order.
  ///
  /// `measurements` gives the names of the positions that the tables use. Stops the program when a cell has other than one
  /// level for each factor, or a table has a position without a name: those come from one plan.
  public init(factors: [String], measurements names: [String], cells: [CellReadings]) {
    var builders = names.map(MeasurementBuilder.init)
    for (index, cell) in cells.enumerated() {
      precondition(cell.levels.count == factors.count, "a cell has one level for each factor")
      // Stable: tables of one step keep their order. Steps come in order from a run; a record need not promise it.
      let order = cell.tables.indices.sorted { (cell.tables[$0].step, $0) < (cell.tables[$1].step, $1) }
      for position in order {
        let table = cell.tables[position]
        precondition(names.indices.contains(table.measurement), "a reading of a measurement that has no name")
        builders[table.measurement].append(table, ofCell: index)
      }
    }
    self.factors = factors
    self.cells = cells.map { Cell(levels: $0.levels, replicate: $0.replicate, outcome: $0.outcome) }
    self.measurements = builders.map(\.measurement)
  }
}

/// The growing columns of one measurement.
private struct MeasurementBuilder {
  let name: String
  var cells: [Int] = []
  var steps: [Int] = []
  var axes: [(name: String, values: [Double])] = []
  var values: [Double] = []

  init(_ name: String) { self.name = name }

  mutating func append(_ table: ReadingTable, ofCell cell: Int) {
    let before = values.count
    cells.append(contentsOf: repeatElement(cell, count: table.values.count))
    steps.append(contentsOf: repeatElement(table.step, count: table.values.count))
    values.append(contentsOf: table.values)
    for axis in table.axes {
      if let column = axes.firstIndex(where: { $0.name == axis.name }) {
        axes[column].values.append(contentsOf: axis.values)
      } else {
        axes.append((axis.name, [Double](repeating: .nan, count: before) + axis.values))
      }
    }
    for column in axes.indices where axes[column].values.count < values.count {
      axes[column].values.append(contentsOf: repeatElement(.nan, count: table.values.count))
    }
  }

  var measurement: Frame.Measurement {
    Frame.Measurement(
      name: name, cells: cells, steps: steps, axes: axes.map { ReadingTable.Axis($0.name, $0.values) }, values: values)
  }
}
