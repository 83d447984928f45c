import Documents

/// What one cell gave: its identity, the whole settings behind it, and its readings.
///
/// A record holds nothing else (no host, time or commit), so the same cell gives the same bytes on any machine, in any
/// order of execution. Its text is one canonical JSON document (RFC 8785) and a line feed:
///
/// ```json
/// {"key":"9f…","outcome":"finished","readings":[{"axes":[{"name":"layer","values":[0,1]}],"measurement":0,"step":0,
///  "values":[1,"nan"]}],"revision":1,"settings":{"subject":…}}
/// ```
/// (without the break). NaN, infinities and -0, which JSON's numbers cannot say, are the texts "nan", "inf", "-inf", "-0".
public struct Record: Sendable, Equatable {
  /// `CellKey.of(settings:revision:)`.
  public let key: String
  /// The numeric engine's revision.
  public let revision: Int
  /// The cell's resolved settings in canonical JSON. A text, because it is what is written, digested and compared.
  public let canonicalSettings: String
  /// The same as a value.
  public var settings: JSON { (try? JSONParser.parse(canonicalSettings)) ?? .null }
  public let outcome: Outcome
  /// In the order in which they were taken.
  public let tables: [ReadingTable]

  public init(settings: JSON, revision: Int, outcome: Outcome, tables: [ReadingTable]) {
    self.init(canonicalSettings: settings.canonical, revision: revision, outcome: outcome, tables: tables)
  }

  /// The same of settings that are laid out already, as those of all replicates of a combination nearly are.
  public init(canonicalSettings: String, revision: Int, outcome: Outcome, tables: [ReadingTable]) {
    self.key = CellKey.of(canonicalSettings: canonicalSettings, revision: revision)
    self.revision = revision
    self.canonicalSettings = canonicalSettings
    self.outcome = outcome
    self.tables = tables
  }

  /// The record's document, line feed included.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The same in UTF-8.
  ///
  /// Written member by member in canonical order, where a tree of values would take several times as long: a study may be thousands of short
  /// cells, of each of which this is a part.
  public var bytes: [UInt8] {
    let numbers = tables.reduce(0) { $0 + ($1.axes.count + 1) * $1.values.count }
    var writer = CanonicalWriter(capacity: 500 + canonicalSettings.utf8.count + 100 * tables.count + 20 * numbers)
    writer.append(verbatim: "{\"key\":")
    writer.append(key)
    writer.append(verbatim: ",\"outcome\":")
    writer.append(outcome.description)
    writer.append(verbatim: ",\"readings\":[")
    for (index, table) in tables.enumerated() {
      if index > 0 { writer.append(verbatim: ",") }
      table.write(to: &writer)
    }
    writer.append(verbatim: "],\"revision\":")
    writer.append(revision)
    writer.append(verbatim: ",\"settings\":")
    writer.append(verbatim: canonicalSettings)
    writer.append(verbatim: "}\n")
    return writer.bytes
  }
}

extension ReadingTable {
  fileprivate func write(to writer: inout CanonicalWriter) {
    writer.append(verbatim: "{\"axes\":[")
    for (index, axis) in axes.enumerated() {
      writer.append(verbatim: index > 0 ? ",{\"name\":" : "{\"name\":")
      writer.append(axis.name)
      writer.append(verbatim: ",\"values\":")
      writer.append(readings: axis.values)
      writer.append(verbatim: "}")
    }
    writer.append(verbatim: "],\"measurement\":")
    writer.append(measurement)
    writer.append(verbatim: ",\"step\":")
    writer.append(step)
    writer.append(verbatim: ",\"values\":")
    writer.append(readings: values)
    writer.append(verbatim: "}")
  }
}
