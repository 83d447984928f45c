#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// Writing a file whole or not at all.
///
/// Invariants:
/// 1. At the given path stands nothing, the old bytes, or all of the new ones; never a part.
/// 2. A write that fails leaves nothing behind. A process killed while writing leaves a file named `.NAME.PID-N.tmp`, which
///    `removeLeftovers` removes.
/// 3. A temporary file is locked (flock) for as long as its writer lives, and only unlocked ones are removed. A process id
///    alone would not tell: another container, or another machine on the same network file system, has its own.
///
/// The bytes are not forced to the disk: a crash of the program loses nothing, a loss of power may lose or cut the newest
/// files. A cut record is noticed when read, and its cell runs again; the rest is regenerated from records. (`fdatasync` made
/// 500 records of 8 kB take 0.16 s instead of 0.02 s on a fast virtual disk, and a rotating disk takes a turn for each:
/// seconds for a study, to protect seconds of work.)
public enum AtomicFile {
  public enum Existing: Sendable { case replace, keep }

  private static let counter = Atomic<Int>(0)

  /// A file that outgrows its limit shall be an error to tell, not a signal that ends the program.
  private static let ignoringFileSizeSignal: Void = { _ = signal(SIGXFSZ, SIG_IGN) }()

  /// Writes bytes beside the path, then gives them their name; creates the folder when it is missing.
  ///
  /// With `.keep` a file that stands there already stays as it is, and the answer is false.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String, existing: Existing = .replace) throws(FileError) -> Bool {
    _ = ignoringFileSizeSignal
    let folder = Files.parent(of: path) ?? "."
    try Files.createFolder(folder)
    let (file, temporary) = try create(beside: path, in: folder)
    // Closed last: until the file has its name or is gone, its lock says that it is in use.
    defer { close(file) }
    do throws(FileError) {
      try fill(file, with: bytes, for: path)
      if existing == .keep, let named = try link(temporary, as: path) {
        unlink(temporary)
        return named
      }
      guard rename(temporary, path) == 0 else { throw FileError(.write, path) }
      return true
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// As `write(_:to:existing:)`, for text in UTF-8.
  @discardableResult
  public static func write(_ text: String, to path: String, existing: Existing = .replace) throws(FileError) -> Bool {
    try write(Array(text.utf8), to: path, existing: existing)
  }

  /// Removes what killed processes left in a folder; quiet when the folder is not there or cannot be read.
  public static func removeLeftovers(in folder: String) {
    for name in (try? Files.list(folder)) ?? [] where name.hasPrefix(".") && name.hasSuffix(".tmp") {
      let path = folder + "/" + name
      let file = open(path, O_RDWR | O_CLOEXEC)
      guard file >= 0 else { continue }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(file)
    }
  }

  // MARK: Steps

  private static func create(beside path: String, in folder: String) throws(FileError) -> (file: Int32, temporary: String) {
    // By bytes: by characters it took a tenth of the write.
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
    while true {
      let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
      let temporary = "\(folder)/.\(name).\(getpid())-\(number).tmp"
      let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file < 0 {
        if errno == EEXIST || errno == EINTR { continue }
        throw FileError(.write, path)
      }
      // A file system without locks is served as well: there leftovers simply stay.
      _ = flock(file, LOCK_EX)
      var status = stat()
      // Somebody tidying up between our open and our lock took it for a leftover.
      if fstat(file, &status) == 0, status.st_nlink == 0 {
        close(file)
        continue
      }
      return (file, temporary)
    }
  }

  private static func fill(_ file: Int32, with bytes: [UInt8], for path: String) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let from = written
      let count = bytes.withUnsafeBytes { platformWrite(file, $0.baseAddress! + from, bytes.count - from) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(.write, path)
      }
      written += count
    }
  }

  /// Gives a temporary file its name unless that is taken, by a link, because a rename would replace what is there; false
  /// when it is taken, nil on a file system that has no links. (There two writers at one moment both rename: the same bytes.)
  private static func link(_ temporary: String, as path: String) throws(FileError) -> Bool? {
    if platformLink(temporary, path) == 0 { return true }
    let code = errno
    if code == EEXIST { return false }
    guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS].contains(code) else { throw FileError(.write, path, code: code) }
    return Files.exists(path) ? false : nil
  }
}

private func platformLink(_ path: String, _ other: String) -> Int32 { link(path, other) }
private func platformWrite(_ file: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int { write(file, buffer, count) }
