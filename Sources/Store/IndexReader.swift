import GRDB
import Records

/// Reads cells one after another, remembering the axes that they share.
struct IndexReader {
  let db: Database
  private var grids: [Int64: (grid: Grid, text: String)] = [:]

  init(db: Database) { self.db = db }

  /// A cell's readings; nil when it is not indexed. Throws `IndexDamage` when they are not those that were written.
  mutating func result(for key: String) throws -> CellResult? {
    let cells = try db.cachedStatement(sql: "SELECT id, outcome, checksum FROM cell WHERE key = ?")
    guard let row = try Row.fetchOne(cells, arguments: [key]) else { return nil }
    let (cell, words, expected): (Int64, String, Int64) = (
      try row.decode(atIndex: 0), try row.decode(atIndex: 1), try row.decode(atIndex: 2)
    )
    guard let outcome = Outcome(words) else { throw IndexDamage("an outcome cannot be read") }
    var checksum = Checksum()
    checksum.add(words)
    var tables: [ReadingTable] = []
    for series in try self.series(of: cell) {
      let (grid, text) = try self.grid(series.grid)
      let values = try self.values(of: series.id, count: grid.count)
      guard values.count == grid.count, series.measurement >= 0, series.step >= 0 else {
        throw IndexDamage("readings are missing")
      }
      checksum.add(series.measurement)
      checksum.add(series.step)
      checksum.add(text)
      checksum.add(values)
      tables.append(ReadingTable(measurement: series.measurement, step: series.step, axes: grid.axes, values: values))
    }
    guard checksum.value == expected else { throw IndexDamage("readings have been altered") }
    return CellResult(key: key, outcome: outcome, tables: tables)
  }

  private struct Series {
    let id: Int64
    let measurement: Int
    let step: Int
    let grid: Int64
  }

  private func series(of cell: Int64) throws -> [Series] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, measurement, step, grid FROM series WHERE cell = ? ORDER BY id")
    return try Row.fetchCursor(statement, arguments: [cell]).map { row in
      Series(
        id: try row.decode(atIndex: 0), measurement: try row.decode(atIndex: 1), step: try row.decode(atIndex: 2),
        grid: try row.decode(atIndex: 3))
    }.reduce(into: []) { $0.append($1) }
  }

  private func values(of series: Int64, count: Int) throws -> [Double] {
    let statement = try db.cachedStatement(sql: "SELECT value FROM value WHERE series = ? ORDER BY position")
    var values: [Double] = []
    values.reserveCapacity(count)
    let cursor = try Double?.fetchCursor(statement, arguments: [series])
    while let value = try cursor.next() { values.append(value ?? .nan) }
    return values
  }

  private mutating func grid(_ id: Int64) throws -> (grid: Grid, text: String) {
    if let known = grids[id] { return known }
    let statement = try db.cachedStatement(sql: "SELECT axes FROM grid WHERE id = ?")
    guard let text = try String.fetchOne(statement, arguments: [id]) else { throw IndexDamage("axes are missing") }
    let entry = (try Grid(text), text)
    grids[id] = entry
    return entry
  }
}
