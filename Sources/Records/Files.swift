#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The few operations on files that this program needs, over POSIX, each failing with a `FileError`.
///
/// Not through Foundation, whose errors hide `errno` and with it what the user could do.
public enum Files {
  /// A file's whole content; throws with `code` ENOENT when it does not exist.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(.read, path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileError(.read, path) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var filled = 0
    while true {
      if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
      let (from, room) = (filled, bytes.count - filled)
      let count = bytes.withUnsafeMutableBytes { platformRead(file, $0.baseAddress! + from, room) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(.read, path)
      }
      if count == 0 { break }
      filled += count
    }
    bytes.removeSubrange(filled...)
    return bytes
  }

  /// Whether anything stands at a path.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a folder stands there; a link to one counts.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// A file's size in bytes and time of last change in nanoseconds since 1970; nil when it does not exist.
  public static func stamp(_ path: String) -> (size: Int, modified: Int)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    return (Int(status.st_size), Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec))
  }

  /// The names in a folder, sorted by their bytes, without "." and ".."; throws with `code` ENOENT when it does not exist.
  public static func list(_ folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else { throw FileError(.list, folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Creates a folder and those above it; fine when it is there already.
  public static func createFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    var status = stat()
    if code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    guard code == ENOENT, let parent = parent(of: path) else { throw FileError(.createFolder, path, code: code) }
    try createFolder(parent)
    // Another process may have been quicker by now.
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError(.createFolder, path) }
  }

  /// Renames within one file system; whatever stood at the new path is replaced.
  public static func rename(_ path: String, to other: String) throws(FileError) {
    guard platformRename(path, other) == 0 else { throw FileError(.rename, path) }
  }

  /// The absolute path without links, "." and ".."; nil when nothing stands there.
  public static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// The folder that holds a path's last part; nil for a bare name.
  public static func parent(of path: String) -> String? {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

// Inside `Files` the plain names mean its own functions.
private func platformRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int { read(file, buffer, count) }
private func platformRename(_ path: String, _ other: String) -> Int32 { rename(path, other) }
