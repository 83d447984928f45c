import Documents
import Records
import Store
import TemporaryFolders

/// Values that SQLite or a careless schema loses.
let awkwardValues: [Double] = [
  0, -0.0, 1, -1, 3, 0.1, 1.0 / 3, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, (2.2250738585072014e-308).nextDown,
  .greatestFiniteMagnitude, 9_007_199_254_740_991, 1e18, 1e19, .infinity, -.infinity, .nan,
]

/// A cell with a moment by layer at some steps and a loss at one.
func sampleRecord(_ seed: Int, layers: Int = 6, steps: Int = 2) -> Records.Record {
  func value(_ step: Int, _ layer: Int) -> Double { 1 / Double(seed * 1009 + step * 101 + layer + 3) }
  let moments = (0..<steps).map { step in
    ReadingTable(
      measurement: 0, step: step, axes: [.init("layer", (0..<layers).map(Double.init))],
      values: (0..<layers).map { value(step, $0) })
  }
  return Records.Record(
    settings: ["seed": JSON.number(seed)], revision: 1, outcome: seed % 5 == 4 ? .diverged(step: seed) : .finished,
    tables: moments + [ReadingTable(measurement: 1, step: steps, values: [value(steps, 0)])])
}

/// A folder with records in it and a place for their index.
struct Fixture {
  let path: String
  let folder: RecordFolder
  let records: [Records.Record]

  var keys: [String] { records.map(\.key) }
  var index: String { path + "/index.sqlite" }
  var expected: [CellResult?] { records.map { CellResult(key: $0.key, outcome: $0.outcome, tables: $0.tables) } }

  func open() throws -> ResultsStore { try ResultsStore(path: index, records: folder) }
}

/// Runs a test with a folder of its own, holding some records, and removes it afterwards.
func withFixture(_ records: [Records.Record] = (0..<12).map { sampleRecord($0) }, _ body: (Fixture) throws -> Void) throws {
  try withTemporaryFolder { path throws in
    let folder = RecordFolder(path + "/records")
    for record in records { try folder.write(record) }
    try body(Fixture(path: path, folder: folder, records: records))
  }
}
