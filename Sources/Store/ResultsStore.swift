import GRDB
import Records
import Synchronization

/// The index of the records in SQLite: quick to read, and never more than what can be rebuilt from them.
///
/// ```swift
/// let records = RecordFolder(".ravine/records")
/// let store = try ResultsStore(path: ".ravine/index.sqlite", records: records)
/// let state = try store.synchronize(keys)          // reads the records that are not indexed yet
/// let results = try store.readings(for: keys)      // bit for bit what was recorded, in the order of the keys
/// ```
///
/// Records are the truth: a damaged, foreign or newer file is set aside as `index.sqlite.damaged`, a new one is filled from
/// the records, and `takeNotices` tells it. What cannot be cured like that is thrown as a `StoreError` or a `FileError`.
/// Several processes may use one index at a time; a second writer waits.
public final class ResultsStore: Sendable {
  public let path: String
  public let records: RecordFolder

  private let file: IndexFile
  private let state = Mutex(State.closed)
  private let notices = Mutex<[String]>([])

  private enum State {
    case closed
    case open(IndexFile.Connection)
    /// Told to who comes first.
    case failed(any Error)
  }

  /// Opens the index, creating it and its folder when they are not there.
  public convenience init(path: String, records: RecordFolder) throws {
    self.init(unopened: path, records: records)
    try mending([]) { _ in }
  }

  /// The same, opened when it is used first.
  public init(unopened path: String, records: RecordFolder) {
    self.path = path
    self.records = records
    file = IndexFile(path: path)
  }

  /// Opens the index ahead of its first use, which is told when that failed.
  ///
  /// For a thread that has nothing else to do: to create one takes a few milliseconds.
  public func prepare() {
    state.withLock { state in
      guard case .closed = state else { return }
      do { state = .open(try open()) } catch { state = .failed(error) }
    }
  }

  private func open() throws -> IndexFile.Connection { try file.open { notice in notices.withLock { $0.append(notice) } } }

  /// The connection, opened if it is not.
  private func connected(_ state: inout State) throws -> IndexFile.Connection {
    switch state {
    case .open(let connection): return connection
    case .closed:
      let connection = try open()
      state = .open(connection)
      return connection
    case .failed(let error):
      state = .closed
      throw error
    }
  }

  /// What was mended since this was asked last, as sentences for the user.
  public func takeNotices() -> [String] {
    notices.withLock { told in
      defer { told = [] }
      return told
    }
  }

  /// Brings the index up to date with the records of these keys: new and changed ones are read, vanished ones forgotten.
  ///
  /// A record whose file has kept its size and time of change is not read again.
  @discardableResult
  public func synchronize(_ keys: [String]) throws -> Synchronization {
    try mending(keys) { try self.index(keys, into: $0) }
  }

  /// What the records of these keys hold, in the order of the keys; nil for a key that is not indexed.
  public func readings(for keys: [String]) throws -> [CellResult?] {
    try mending(keys, refilling: true) { queue in
      try queue.read { db in
        var reader = IndexReader(db: db)
        return try keys.map { try reader.result(for: $0) }
      }
    }
  }

  /// Sets nothing aside, but makes the whole index again from all records of the folder.
  @discardableResult
  public func rebuild() throws -> Synchronization {
    let keys = try records.keys()
    return try mending(keys) { queue in
      try queue.write { db in
        for table in ["value", "series", "point", "grid", "cell"] { try db.execute(sql: "DELETE FROM \(table)") }
      }
      return try self.index(keys, into: queue)
    }
  }

  // MARK: Indexing

  /// Readings held in memory before they are written in one transaction.
  private static let batch = 200_000

  private func index(_ keys: [String], into queue: DatabaseQueue) throws -> Synchronization {
    var state = Synchronization()
    let indexed = try queue.read { db in
      let writer = IndexWriter(db: db)
      return try keys.map { try writer.stamp(of: $0) }
    }
    var batch: [(record: Records.Record, stamp: IndexWriter.Stamp)] = []
    var gone: [String] = []
    var held = 0
    func flush() throws {
      guard !batch.isEmpty || !gone.isEmpty else { return }
      try queue.write { db in
        var writer = IndexWriter(db: db)
        for key in gone { try writer.remove(key) }
        // Another process may have indexed the same record since we looked.
        for (record, stamp) in batch where try writer.stamp(of: record.key) != stamp { try writer.insert(record, stamp: stamp) }
      }
      batch = []
      gone = []
      held = 0
    }
    for (key, known) in zip(keys, indexed) {
      guard let stamp = Files.stamp(records.file(of: key)).map({ IndexWriter.Stamp(size: $0.size, modified: $0.modified) }) else {
        state.missing.append(key)
        if known != nil { gone.append(key) }
        continue
      }
      if known == stamp { continue }
      switch try records.read(key) {
      case .found(let record):
        batch.append((record, stamp))
        held += record.tables.reduce(1) { $0 + $1.values.count }
        state.added.append(key)
        if held >= Self.batch { try flush() }
      case .missing:
        state.missing.append(key)
        if known != nil { gone.append(key) }
      case .damaged(let reason):
        state.damaged.append(.init(key: key, file: records.file(of: key), reason: reason))
        if known != nil { gone.append(key) }
      }
    }
    try flush()
    return state
  }

  /// Runs a body; when the index proves damaged, runs it once more on a new one.
  ///
  /// With `refilling`, the new one is filled first with the records of these keys.
  private func mending<Result>(
    _ keys: [String], refilling: Bool = false, _ body: (DatabaseQueue) throws -> Result
  ) throws -> Result {
    try state.withLock { state in
      do {
        let connection = try connected(&state)
        do {
          return try body(connection.queue)
        } catch {
          guard let damage = IndexDamage(error) else { throw error }
          let new = try file.reopen(connection, after: damage) { notice in notices.withLock { $0.append(notice) } }
          state = .open(new)
          if refilling { _ = try index(keys, into: new.queue) }
          return try body(new.queue)
        }
      } catch let error as DatabaseError {
        throw StoreError(path: path, error)
      } catch let damage as IndexDamage {
        throw StoreError(path: path, reason: damage.reason, remedy: "Remove it and run the same command again.")
      }
    }
  }
}
