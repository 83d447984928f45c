import Documents
import GRDB
import Records
import Store
import TemporaryFolders
import Testing

@Suite struct ResultsStoreTests {
  @Test("The index gives back what was recorded, in the order asked")
  func roundTrip() throws {
    try withFixture { fixture throws in
      let store = try fixture.open()
      #expect(try store.synchronize(fixture.keys) == Synchronization(added: fixture.keys))
      #expect(try store.readings(for: fixture.keys) == fixture.expected)
      #expect(try store.readings(for: fixture.keys.reversed()) == fixture.expected.reversed())
      #expect(try store.synchronize(fixture.keys) == Synchronization())
      #expect(store.takeNotices() == [])
      // Another process's view.
      #expect(try fixture.open().readings(for: fixture.keys) == fixture.expected)
    }
  }

  @Test("Every float64 keeps its bits in the index, as a value and as a coordinate")
  func bits() throws {
    let records = awkwardValues.enumerated().map { index, value in
      Records.Record(
        settings: ["n": JSON.number(index)], revision: 1, outcome: .finished,
        tables: [ReadingTable(measurement: 0, step: 0, axes: [.init("x", [value, 1])], values: [1, value])])
    }
    try withFixture(records) { fixture throws in
      let store = try fixture.open()
      try store.synchronize(fixture.keys)
      for (result, value) in zip(try store.readings(for: fixture.keys), awkwardValues) {
        let table = try #require(result?.tables.first)
        #expect(table.values[1].bitPattern == value.bitPattern)
        #expect(table.axes[0].values[0].bitPattern == value.bitPattern)
      }
    }
  }

  @Test("Tables of every shape come back: none, empty, without axis, with several")
  func shapes() throws {
    let tables = [
      ReadingTable(measurement: 2, step: 5, axes: [.init("x", []), .init("y", [])], values: []),
      ReadingTable(measurement: 0, step: 9, values: [1, 2, 3]),
      ReadingTable(measurement: 0, step: 9, axes: [.init("a \"b\"", [1]), .init("é", [2]), .init("", [3])], values: [4]),
      ReadingTable(measurement: 0, step: 1, values: []),
    ]
    let records = [
      Records.Record(settings: ["n": 0], revision: 1, outcome: .diverged(step: 0), tables: []),
      Records.Record(settings: ["n": 1], revision: 1, outcome: .finished, tables: tables),
    ]
    try withFixture(records) { fixture throws in
      let store = try fixture.open()
      try store.synchronize(fixture.keys)
      #expect(try store.readings(for: fixture.keys) == fixture.expected)
    }
  }

  @Test("Keys without a record are missing, and forgotten when they were indexed")
  func missing() throws {
    try withFixture { fixture throws in
      let store = try fixture.open()
      let stranger = sampleRecord(999)
      #expect(try store.synchronize(fixture.keys + [stranger.key]).missing == [stranger.key])
      #expect(try store.readings(for: [stranger.key]) == [nil])
      try fixture.folder.quarantine(fixture.keys[3])
      #expect(try store.synchronize(fixture.keys) == Synchronization(missing: [fixture.keys[3]]))
      var expected = fixture.expected
      expected[3] = nil
      #expect(try store.readings(for: fixture.keys) == expected)
    }
  }

  @Test("A damaged record is told and not indexed; once written again it is")
  func damagedRecord() throws {
    try withFixture { fixture throws in
      let (key, record) = (fixture.keys[2], fixture.records[2])
      let file = fixture.folder.file(of: key)
      let store = try fixture.open()
      try store.synchronize(fixture.keys)
      try AtomicFile.write(Array(record.bytes.dropLast(9)), to: file)
      let state = try store.synchronize(fixture.keys)
      #expect(state.added == [] && state.missing == [])
      #expect(state.damaged.map(\.key) == [key])
      #expect(state.damaged.first?.file == file)
      #expect(state.damaged.first?.reason.hasPrefix("it is not whole JSON") == true)
      #expect(try store.readings(for: [key]) == [nil])
      #expect(try fixture.folder.write(record) == .new)
      #expect(try store.synchronize(fixture.keys).added == [key])
      #expect(try store.readings(for: fixture.keys) == fixture.expected)
    }
  }

  @Test("A record exchanged for another version is read again")
  func changedRecord() throws {
    try withFixture { fixture throws in
      let store = try fixture.open()
      try store.synchronize(fixture.keys)
      let old = fixture.records[0]
      let new = Records.Record(
        settings: old.settings, revision: 1, outcome: .finished, tables: [ReadingTable(measurement: 0, step: 0, values: [7])])
      try AtomicFile.write(new.bytes, to: fixture.folder.file(of: old.key))
      #expect(try store.synchronize(fixture.keys).added == [old.key])
      #expect(try store.readings(for: [old.key])[0]?.tables == new.tables)
    }
  }

  @Test("The whole index can be made again, and old keys go")
  func rebuild() throws {
    try withFixture { fixture throws in
      let store = try fixture.open()
      try store.synchronize(fixture.keys)
      try fixture.folder.quarantine(fixture.keys[0])
      #expect(try store.rebuild().added == fixture.keys.dropFirst().sorted())
      #expect(try store.readings(for: fixture.keys) == [nil] + fixture.expected.dropFirst())
    }
  }

  @Test("Several openers at once index the same records without a quarrel")
  func concurrency() async throws {
    let temporary = try TemporaryFolder()
    defer { temporary.remove() }
    let path = temporary.path
    let records = (0..<60).map { sampleRecord($0) }
    let folder = RecordFolder(path + "/records")
    for record in records { try folder.write(record) }
    let keys = records.map(\.key)
    let expected = records.map { CellResult(key: $0.key, outcome: $0.outcome, tables: $0.tables) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        group.addTask {
          let store = try ResultsStore(path: path + "/index.sqlite", records: folder)
          for chunk in stride(from: 0, to: keys.count, by: 10) { try store.synchronize(Array(keys[chunk..<chunk + 10])) }
          #expect(try store.readings(for: keys) == expected)
          #expect(store.takeNotices() == [])
        }
      }
      try await group.waitForAll()
    }
    let cells = try await DatabaseQueue(path: path + "/index.sqlite").read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM cell")
    }
    #expect(cells == keys.count)
  }

  @Test("People's own SQL reads the index through its view")
  func schema() throws {
    try withFixture { fixture throws in
      try fixture.open().synchronize(fixture.keys)
      let rows = try DatabaseQueue(path: fixture.index).read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT cell.settings ->> '$.seed' AS seed, reading.axes ->> 'layer' AS layer, reading.value, reading.outcome
            FROM reading JOIN cell ON cell.id = reading.cell
            WHERE reading.measurement = 0 AND reading.step = 1 ORDER BY seed, layer
            """)
      }
      #expect(rows.count == 12 * 6)
      let row = rows[4 * 6 + 5]
      #expect(row["seed"] == 4)
      #expect(row["layer"] == 5)
      #expect(row["outcome"] == "diverged at step 4")
      #expect(row["value"] == fixture.records[4].tables[1].values[5])
    }
  }
}
