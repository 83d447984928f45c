#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import GRDB
import Records

/// The SQLite file behind the index: opening it, noticing that it is none, setting it aside.
///
/// The rollback journal, not the write-ahead log: home folders of clusters are network file systems, where SQLite's log does
/// not work, and one process indexes at a time anyway. Another one waits for it, up to `patience`.
struct IndexFile {
  let path: String

  /// Seconds that a second ravine waits for the first.
  static let patience = 30.0

  /// A connection, and which file it is connected to, should another take its name.
  struct Connection {
    let queue: DatabaseQueue
    let file: UInt64
  }

  /// Opens the index, creates it when it is not there, and brings its schema up to date.
  ///
  /// A file that is no SQLite database, or another one's, is set aside; `notice` is then told. Openings are one at a time over
  /// all processes, or two would create the same tables.
  func open(notice: (String) -> Void) throws -> Connection {
    try Files.createFolder(Files.parent(of: path) ?? ".")
    return try locked {
      do {
        return try connect()
      } catch {
        guard let damage = IndexDamage(error) else { throw error }
        try setAside(damage, notice: notice)
        return try connect()
      }
    }
  }

  /// Replaces a file that proved damaged while in use by a new, empty index; or opens what another process has put there.
  func reopen(_ old: Connection, after damage: IndexDamage, notice: (String) -> Void) throws -> Connection {
    try? old.queue.close()
    return try locked {
      if identity == old.file { try setAside(damage, notice: notice) }
      do {
        return try connect()
      } catch {
        guard let damage = IndexDamage(error) else { throw error }
        try setAside(damage, notice: notice)
        return try connect()
      }
    }
  }

  // MARK: Steps

  private func connect() throws -> Connection {
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.patience)
    // Of our own tables by our own statements: checking each of a million readings would cost a tenth of the time.
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { db in
      // A loss of power may cost the last transactions or the file: both are made again from the records, and each cell's checksum tells.
      // A crash of the program costs nothing: the journal is there. Waiting for the disk nine times took longer than a small study.
      try db.execute(sql: "PRAGMA synchronous = OFF")
      // Emptied after a transaction, not removed and made anew for the next one.
      try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    do {
      try Schema.migrator.migrate(queue)
      if try queue.read(Schema.migrator.hasBeenSuperseded) { throw IndexDamage("a newer ravine wrote it") }
    } catch {
      try? queue.close()
      throw error
    }
    return Connection(queue: queue, file: identity)
  }

  private func setAside(_ damage: IndexDamage, notice: (String) -> Void) throws {
    let aside = path + ".damaged"
    // The journal belongs to its file: left behind, SQLite would play it back into the new one.
    for suffix in ["-journal", "-wal", "-shm", ""] {
      if Files.exists(path + suffix) { try Files.rename(path + suffix, to: aside + suffix) } else { unlink(aside + suffix) }
    }
    notice(
      "the results index \(path) was unusable (\(damage.reason)); it was set aside as \(aside) and is rebuilt from the records")
  }

  private var identity: UInt64 {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
  }

  private func locked<Result>(_ body: () throws -> Result) throws -> Result {
    let lock = path + ".lock"
    let file = openLock(lock)
    guard file >= 0 else { throw FileError(.lock, lock) }
    defer { close(file) }
    var waited = 0.0
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      // A file system without locks: SQLite would not work there either, and says so.
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      guard waited < Self.patience else {
        throw StoreError(
          path: path, reason: "another ravine has been opening it for \(Int(waited)) s", remedy: "Wait for it to end, or end it.")
      }
      usleep(20_000)
      waited += 0.02
    }
    return try body()
  }
}

// Inside `IndexFile` the plain name means its own function.
private func openLock(_ path: String) -> Int32 { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) }
