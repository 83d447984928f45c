#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file or folder that the operating system would not let us use.
///
/// ```
/// cannot write .ravine/records/9/9f….json: No space left on device. Free some space, then run the same command again.
/// ```
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Action: String, Sendable {
    case read, write, list, rename, lock
    case createFolder = "create the folder"
  }

  public let action: Action
  public let path: String
  /// The system's `errno`.
  public let code: Int32

  public init(_ action: Action, _ path: String, code: Int32 = errno) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The system's words, such as "Permission denied".
  public var reason: String { String(cString: strerror(code)) }

  /// What the user can do about it.
  public var remedy: String {
    switch code {
    case ENOSPC, EDQUOT: "Free some space, then run the same command again."
    case EFBIG: "Raise the limit on the size of a file (ulimit -f), then run the same command again."
    case EACCES, EPERM, EROFS: "Check who owns it and whether it may be written, then run the same command again."
    case ENOTDIR, EEXIST: "A file stands where a folder is needed: move it away, then run the same command again."
    case EISDIR: "A folder stands where a file is needed: move it away, then run the same command again."
    case EMFILE, ENFILE: "Raise the limit on open files (ulimit -n), then run the same command again."
    case ENOENT: "Check the path."
    default: "Run the same command again once that is mended."
    }
  }

  public var description: String { "cannot \(action.rawValue) \(path): \(reason). \(remedy)" }
}
