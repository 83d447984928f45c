import Documents
import GRDB
import Records

/// Writes records into the tables of `Schema`, within one transaction that the caller holds.
struct IndexWriter {
  let db: Database
  /// The axes used last, newest first: the next cell's are mostly the same. They are only as lasting as the transaction.
  private var recent: [(grid: Grid, id: Int64, text: String)] = []

  init(db: Database) { self.db = db }

  /// What tells one version of a record's file from another.
  struct Stamp: Equatable {
    let size: Int
    let modified: Int
  }

  /// The stamp of the record that is indexed under a key; nil when none is.
  func stamp(of key: String) throws -> Stamp? {
    let statement = try db.cachedStatement(sql: "SELECT size, modified FROM cell WHERE key = ?")
    return try Row.fetchOne(statement, arguments: [key]).map {
      Stamp(size: try $0.decode(atIndex: 0), modified: try $0.decode(atIndex: 1))
    }
  }

  /// Indexes a record, in the place of an older version.
  mutating func insert(_ record: Records.Record, stamp: Stamp) throws {
    try remove(record.key)
    var grids: [(id: Int64, text: String)] = []
    for table in record.tables { grids.append(try grid(of: table)) }
    var checksum = Checksum()
    checksum.add(record.outcome.description)
    for (table, grid) in zip(record.tables, grids) {
      checksum.add(table.measurement)
      checksum.add(table.step)
      checksum.add(grid.text)
      checksum.add(table.values)
    }
    let cells = try db.cachedStatement(
      sql: "INSERT INTO cell (key, revision, outcome, settings, size, modified, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)")
    try cells.execute(arguments: [
      record.key, record.revision, record.outcome.description, record.canonicalSettings, stamp.size, stamp.modified,
      checksum.value,
    ])
    let cell = db.lastInsertedRowID
    let series = try db.cachedStatement(sql: "INSERT INTO series (cell, measurement, step, grid) VALUES (?, ?, ?, ?)")
    let values = try db.cachedStatement(sql: "INSERT INTO value (series, position, value) VALUES (?, ?, ?)")
    for (table, grid) in zip(record.tables, grids) {
      try series.execute(arguments: [cell, table.measurement, table.step, grid.id])
      let id = db.lastInsertedRowID
      for (position, value) in table.values.enumerated() {
        values.setUncheckedArguments([id, position, value])
        try values.execute()
      }
    }
  }

  /// Forgets a record; quiet when it is not indexed.
  func remove(_ key: String) throws {
    guard let cell = try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM cell WHERE key = ?"), arguments: [key]) else {
      return
    }
    try db.execute(sql: "DELETE FROM value WHERE series IN (SELECT id FROM series WHERE cell = ?)", arguments: [cell])
    try db.execute(sql: "DELETE FROM series WHERE cell = ?", arguments: [cell])
    try db.execute(sql: "DELETE FROM cell WHERE id = ?", arguments: [cell])
  }

  private mutating func grid(of table: ReadingTable) throws -> (id: Int64, text: String) {
    let grid = Grid(of: table)
    if let known = recent.first(where: { $0.grid == grid }) { return (known.id, known.text) }
    let text = grid.text
    let id = try id(of: grid, text)
    recent = [(grid, id, text)] + recent.prefix(7)
    return (id, text)
  }

  private func id(of grid: Grid, _ text: String) throws -> Int64 {
    let digest = SHA256Digest(of: text).description
    let known = try db.cachedStatement(sql: "SELECT id FROM grid WHERE digest = ?")
    if let id = try Int64.fetchOne(known, arguments: [digest]) { return id }
    try db.execute(sql: "INSERT INTO grid (digest, axes) VALUES (?, ?)", arguments: [digest, text])
    let id = db.lastInsertedRowID
    let points = try db.cachedStatement(sql: "INSERT INTO point (grid, position, axes) VALUES (?, ?, ?)")
    for position in 0..<grid.count { try points.execute(arguments: [id, position, grid.point(position)]) }
    return id
  }
}
