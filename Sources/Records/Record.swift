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
  /// The cell's resolved settings, members in canonical order.
  public let settings: JSON
  public let outcome: Outcome
  /// In the order in which they were taken.
  public let tables: [ReadingTable]

  public init(settings: JSON, revision: Int, outcome: Outcome, tables: [ReadingTable]) {
    self.key = CellKey.of(settings: settings, revision: revision)
    self.revision = revision
    self.settings = settings.inCanonicalOrder
    self.outcome = outcome
    self.tables = tables
  }

  /// The record's document, line feed included.
  public var text: String {
    JSON.object([
      .init("key", .string(key)),
      .init("outcome", .string(outcome.description)),
      .init("readings", .array(tables.map(\.json))),
      .init("revision", .number(revision)),
      .init("settings", settings),
    ]).canonical + "\n"
  }

  public var bytes: [UInt8] { Array(text.utf8) }
}

extension ReadingTable {
  fileprivate var json: JSON {
    .object([
      .init("axes", .array(axes.map { .object([.init("name", .string($0.name)), .init("values", .readings($0.values))]) })),
      .init("measurement", .number(measurement)),
      .init("step", .number(step)),
      .init("values", .readings(values)),
    ])
  }
}

extension JSON {
  fileprivate static func readings(_ values: [Double]) -> JSON { .array(values.map(JSON.reading)) }

  /// The same value with every object's members sorted as RFC 8785 does, and without source positions.
  fileprivate var inCanonicalOrder: JSON {
    switch content {
    case .array(let items): .array(items.map(\.inCanonicalOrder))
    case .object(let members):
      .object(
        members.map { Member($0.key, $0.value.inCanonicalOrder) }.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) })
    default: JSON(content)
    }
  }
}
