import Foundation

/// Files of one folder that change together: written beside, then renamed, so that no reader ever sees a half.
///
/// Nothing is flushed to the disk's platters: after a loss of power a figure is drawn again.
struct FileSet {
  let folder: String
  /// File name and contents.
  let files: [(name: String, bytes: [UInt8])]

  /// Writes all files, or throws and leaves the old ones as they were.
  /// - Throws: ``DrawingError/notAFolder(path:)`` or ``DrawingError/cannotWrite(path:reason:)``.
  func write() throws(DrawingError) {
    try makeFolder()
    removeLeftovers()
    var written: [String] = []
    defer { for path in written { unlink(path) } }  // what was renamed is no longer there
    for (name, bytes) in files {
      let target = folder + "/" + name
      // Renaming onto a folder fails; found out now, no sibling has changed yet.
      guard !isFolder(target) else { throw .cannotWrite(path: target, reason: reason(errno: EISDIR)) }
      let partial = folder + "/" + Self.partialName(name, process: getpid())
      written.append(partial)
      if let code = Self.write(bytes, to: partial) { throw .cannotWrite(path: target, reason: reason(errno: code)) }
    }
    for (partial, file) in zip(written, files) where rename(partial, folder + "/" + file.name) != 0 {
      throw .cannotWrite(path: folder + "/" + file.name, reason: reason(errno: errno))
    }
  }

  private func makeFolder() throws(DrawingError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      var path = folder
      while !path.isEmpty, path != "/", access(path, F_OK) != 0 { path = (path as NSString).deletingLastPathComponent }
      if !path.isEmpty, !isFolder(path) { throw .notAFolder(path: path) }
      throw .cannotWrite(path: folder, reason: sentence(of: error))
    }
    // An existing file is no error to `createDirectory` on every platform.
    guard isFolder(folder) else { throw .notAFolder(path: folder) }
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  // MARK: Partial files

  private static let partialSuffix = ".partial"

  /// `.name.svg.4711.partial`: the process's number keeps two drawings of one figure apart.
  static func partialName(_ name: String, process: Int32) -> String { ".\(name).\(process)\(partialSuffix)" }

  /// Removes what a drawing left that was killed between writing and renaming.
  private func removeLeftovers() {
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where entry.hasSuffix(Self.partialSuffix) {
      guard let file = files.first(where: { entry.hasPrefix(".\($0.name).") }) else { continue }
      let number = entry.dropFirst(file.name.count + 2).dropLast(Self.partialSuffix.count)
      guard let process = Int32(number), process > 0, kill(process, 0) != 0, errno == ESRCH else { continue }
      unlink(folder + "/" + entry)
    }
  }

  /// Writes a new file; returns an errno when the disk, or a limit, would not take all of it.
  private static func write(_ bytes: [UInt8], to path: String) -> Int32? {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { return errno }
    var failure: Int32?
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while failure == nil, !rest.isEmpty {
        let count = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno != EINTR { failure = errno }
        } else {
          rest = rest.dropFirst(count)
        }
      }
    }
    if close(file) != 0, failure == nil { failure = errno }
    return failure
  }
}
