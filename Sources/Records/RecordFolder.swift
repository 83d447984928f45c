import Documents

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The add-only folder of records, a file a cell: `9/9f86d0….json` below its path.
///
/// Sixteen subfolders keep single ones small up to a hundred thousand cells. With two digits there were 256, nearly one for every record of a
/// new study, and making them took longer than writing the records.
///
/// Any number of threads, processes and machines may write to it at once: a record's name is its content's identity, so the
/// second writer of a cell finds it done. A record once written is never replaced; a damaged one is set aside, not deleted.
public struct RecordFolder: Sendable {
  public let path: String

  /// Looks at a folder, `.ravine/records`, and removes what killed writers left there. Nothing is created before the first
  /// write.
  public init(_ path: String) {
    self.path = path
    for shard in (try? shards()) ?? [] { AtomicFile.removeLeftovers(in: path + "/" + shard) }
  }

  /// Where a cell's record stands.
  public func file(of key: String) -> String { "\(path)/\(key.prefix(1))/\(key).json" }

  /// What a write found.
  public enum Written: Sendable, Hashable {
    case new
    /// The same bytes were there.
    case same
    /// Another record of the same cell was there and was kept: one of the two runs did not follow the arithmetic's rules, or
    /// the engine changed without a new revision.
    case different
  }

  /// Adds a record; throws a `FileError` and leaves nothing behind when it cannot be written whole.
  ///
  /// A record that is already there is kept, unless it is damaged: then it is set aside and the new one takes its place.
  @discardableResult
  public func write(_ record: Record) throws(FileError) -> Written {
    let (file, bytes) = (file(of: record.key), record.bytes)
    // More than once only when somebody sets the record aside or removes it at the same moment.
    for _ in 0..<3 {
      if try AtomicFile.write(bytes, to: file, existing: .keep) { return .new }
      switch try read(record.key) {
      case .found(let other): return other == record ? .same : .different
      case .damaged: try quarantine(record.key)
      case .missing: break
      }
    }
    throw FileError(.write, file, code: EEXIST)
  }

  /// What reading a cell's record gives.
  public enum Lookup: Sendable {
    case found(Record)
    case missing
    /// The file is cut, altered or not a record; the reason completes "…/9f86d0….json is damaged:".
    case damaged(reason: String)
  }

  /// Reads and checks a cell's record; throws a `FileError` when the file is there and cannot be read.
  public func read(_ key: String) throws(FileError) -> Lookup {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(file(of: key))
    } catch {
      if error.code == ENOENT { return .missing }
      throw error
    }
    do {
      let record = try Record(bytes: bytes)
      return record.key == key ? .found(record) : .damaged(reason: "it is the record of another cell, \(record.key)")
    } catch {
      return .damaged(reason: error.description)
    }
  }

  /// Whether a cell has a record, sound or not.
  public func contains(_ key: String) -> Bool { Files.exists(file(of: key)) }

  /// The keys of all records, sorted; none when the folder does not exist.
  public func keys() throws(FileError) -> [String] {
    var keys: [String] = []
    for shard in try shards() {
      for name in try Files.list(path + "/" + shard) where name.hasSuffix(".json") {
        let key = String(name.dropLast(5))
        if CellKey.isKey(key), key.hasPrefix(shard) { keys.append(key) }
      }
    }
    return keys
  }

  /// Sets a damaged record aside as `KEY.json.damaged` (`.damaged-2`, … when there is one already), so that its cell runs
  /// again and nothing is lost; gives the new path, or nil when there is no such record (any more).
  @discardableResult
  public func quarantine(_ key: String) throws(FileError) -> String? {
    let file = file(of: key)
    var (aside, number) = (file + ".damaged", 1)
    while Files.exists(aside) {
      number += 1
      aside = "\(file).damaged-\(number)"
    }
    do {
      try Files.rename(file, to: aside)
      return aside
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
  }

  /// The subfolders, named by the first digit of their records' keys.
  private func shards() throws(FileError) -> [String] {
    do {
      return try Files.list(path).filter { $0.utf8.count == 1 && $0.allSatisfy(\.isHexDigit) }
    } catch {
      if error.code == ENOENT { return [] }
      throw error
    }
  }
}
