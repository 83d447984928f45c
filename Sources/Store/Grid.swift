import Documents
import Records

/// The axes that a table of readings has, as the index keeps them: one text, shared by all tables with the same axes.
struct Grid: Equatable {
  let axes: [ReadingTable.Axis]
  let count: Int

  init(of table: ReadingTable) {
    axes = table.axes
    count = table.values.count
  }

  /// `{"axes":[{"name":"layer","values":[0,1]}],"count":2}`
  var text: String {
    JSON.object([
      .init(
        "axes",
        .array(
          axes.map { axis in
            .object([.init("name", .string(axis.name)), .init("values", .array(axis.values.map(JSON.reading)))])
          })),
      .init("count", .number(count)),
    ]).canonical
  }

  /// The coordinates of one position: `{"layer":0}`.
  func point(_ position: Int) -> String {
    JSON.object(axes.map { .init($0.name, .reading($0.values[position])) }).canonical
  }

  /// Reads what `text` wrote.
  init(_ text: String) throws(IndexDamage) {
    guard let json = try? JSONParser.parse(text), let items = json["axes"]?.items, let number = json["count"]?.number,
      let count = Int(exactly: number)
    else { throw IndexDamage("axes cannot be read") }
    var axes: [ReadingTable.Axis] = []
    for item in items {
      guard let name = item["name"]?.string, let values = item["values"]?.items?.map(\.readingValue), values.count == count,
        !values.contains(where: { $0 == nil })
      else { throw IndexDamage("axes cannot be read") }
      axes.append(.init(name, values.compactMap(\.self)))
    }
    self.axes = axes
    self.count = count
  }
}

/// A checksum over what a cell's readings are, to notice altered bytes of the index; not against malice (FNV-1a by words).
struct Checksum {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ word: UInt64) { state = (state ^ word) &* 0x0000_0100_0000_01b3 }
  mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }
  mutating func add(_ text: String) {
    for byte in text.utf8 { add(UInt64(byte)) }
    add(text.utf8.count)
  }
  mutating func add(_ values: [Double]) {
    // All NaNs are one: the index holds no other.
    for value in values { add(value.isNaN ? Double.nan.bitPattern : value.bitPattern) }
  }

  var value: Int64 { Int64(bitPattern: state) }
}
