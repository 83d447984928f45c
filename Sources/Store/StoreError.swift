import GRDB

/// The results index could not be used, for a reason that rebuilding it does not cure.
///
/// ```
/// cannot use the results index .ravine/index.sqlite: database is locked. Another ravine holds it: wait for it to end.
/// ```
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  public let path: String
  /// SQLite's or the system's words.
  public let reason: String
  public let remedy: String

  public var description: String { "cannot use the results index \(path): \(reason). \(remedy)" }

  init(path: String, reason: String, remedy: String) {
    self.path = path
    self.reason = reason
    self.remedy = remedy
  }

  init(path: String, _ error: DatabaseError) {
    self.path = path
    reason = error.message ?? error.resultCode.description
    remedy =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: "Another ravine holds it: wait for it to end, then run the same command again."
      case .SQLITE_IOERR: "Check the disk and the limit on the size of a file (ulimit -f), then run the same command again."
      case .SQLITE_FULL: "Free some space, then run the same command again."
      case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
        "Check that it is a file and that it and its folder may be written, then run the same command again."
      default: "It holds nothing that the records do not: remove it and run the same command again."
      }
  }
}

/// What rebuilding the index from the records cures.
struct IndexDamage: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  /// An error of SQLite is damage when our fixed statements can only meet it in a file that is not, or no longer, our index.
  init?(_ error: any Error) {
    switch error {
    case let damage as IndexDamage: self = damage
    case let error as DatabaseError:
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
        reason = error.message ?? error.resultCode.description
      default: return nil
      }
    case is RowDecodingError: reason = "it holds values of the wrong type"
    default: return nil
    }
  }
}
