import Documents

/// Why bytes are not a record.
public struct RecordDamage: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

extension Record {
  /// Reads a record's document, trusting nothing: a cut, a foreign member, a key that is not the digest of its settings, or
  /// any other spelling than the canonical one throws `RecordDamage`.
  ///
  /// What no check here can see is one reading exchanged for another well-formed number: a record holds no digest of them.
  public init(bytes: [UInt8]) throws(RecordDamage) {
    let document: JSON
    do {
      document = try JSONParser.parse(bytes)
    } catch {
      throw RecordDamage("it is not whole JSON: \(error.message)")
    }
    let members = try document.members(["key", "outcome", "readings", "revision", "settings"], of: "the record")
    guard let key = members[0].string else { throw RecordDamage("its key is not a text") }
    guard let outcome = members[1].string.flatMap(Outcome.init) else {
      throw RecordDamage("its outcome is \(members[1].inWords)")
    }
    guard let tables = members[2].items else { throw RecordDamage("its readings are not an array") }
    let revision = try members[3].count("its revision")
    self.init(settings: members[4], revision: revision, outcome: outcome, tables: try Self.tables(tables))
    guard key == self.key else { throw RecordDamage("its key is not the digest of its settings and revision") }
    // Whatever else could have been altered without changing a value, such as a final line feed cut off.
    guard self.bytes == bytes else { throw RecordDamage("it is not in canonical form") }
  }

  private static func tables(_ items: [JSON]) throws(RecordDamage) -> [ReadingTable] {
    var tables: [ReadingTable] = []
    for item in items { tables.append(try ReadingTable(item)) }
    return tables
  }
}

extension ReadingTable {
  fileprivate init(_ json: JSON) throws(RecordDamage) {
    let members = try json.members(["axes", "measurement", "step", "values"], of: "a table of readings")
    guard let columns = members[0].items else { throw RecordDamage("a table's axes are not an array") }
    var axes: [Axis] = []
    for column in columns {
      let parts = try column.members(["name", "values"], of: "an axis")
      guard let name = parts[0].string else { throw RecordDamage("an axis has no name") }
      axes.append(Axis(name, try parts[1].readings("axis '\(name)'")))
    }
    let values = try members[3].readings("a table")
    for axis in axes where axis.values.count != values.count {
      throw RecordDamage("axis '\(axis.name)' has \(axis.values.count) coordinates for \(values.count) values")
    }
    let (measurement, step) = (try members[1].count("a measurement's position"), try members[2].count("a step"))
    self.init(measurement: measurement, step: step, axes: axes, values: values)
  }
}

extension JSON {
  /// The values of exactly these keys, in this order.
  fileprivate func members(_ keys: [String], of what: String) throws(RecordDamage) -> [JSON] {
    guard let members else { throw RecordDamage("\(what) is \(inWords)") }
    guard members.map(\.key).elementsEqual(keys) else {
      let found = members.map(\.key).joined(separator: ", ")
      throw RecordDamage("\(what) has the members \(found), not \(keys.joined(separator: ", "))")
    }
    return members.map(\.value)
  }

  fileprivate func count(_ what: String) throws(RecordDamage) -> Int {
    guard let number, let count = Int(exactly: number), count >= 0 else { throw RecordDamage("\(what) is \(inWords)") }
    return count
  }

  fileprivate func readings(_ what: String) throws(RecordDamage) -> [Double] {
    guard let items else { throw RecordDamage("\(what) has no array of values") }
    var values: [Double] = []
    values.reserveCapacity(items.count)
    for item in items {
      guard let value = item.readingValue else { throw RecordDamage("\(what) holds \(item.inWords) among its values") }
      values.append(value)
    }
    return values
  }
}
