import Records

/// What the index gives back of a record.
public struct CellResult: Sendable, Equatable {
  public let key: String
  public let outcome: Outcome
  /// As recorded, bit for bit, in the record's order.
  public let tables: [ReadingTable]

  public init(key: String, outcome: Outcome, tables: [ReadingTable]) {
    self.key = key
    self.outcome = outcome
    self.tables = tables
  }
}

/// What `ResultsStore.synchronize` found.
public struct Synchronization: Sendable, Equatable {
  /// Keys whose records were read into the index now.
  public var added: [String] = []
  /// Keys that have no record.
  public var missing: [String] = []
  /// Keys whose records are damaged: to be set aside (`RecordFolder.quarantine`), so that their cells run again.
  public var damaged: [Damaged] = []

  public init(added: [String] = [], missing: [String] = [], damaged: [Damaged] = []) {
    self.added = added
    self.missing = missing
    self.damaged = damaged
  }

  public struct Damaged: Sendable, Hashable {
    public let key: String
    public let file: String
    /// Completes "FILE is damaged:".
    public let reason: String
  }
}
