import Foundation
import Records

/// An empty folder of a test's own, where the system keeps what is temporary (`TMPDIR`).
public struct TemporaryFolder: Sendable {
  public let path: String

  /// The folder in which such folders are made.
  public static var parent: String { FileManager.default.temporaryDirectory.path }

  public init() throws {
    path = Self.parent + "/ravine-test-" + UUID().uuidString
    try Files.createFolder(path)
  }

  /// Removes it with all that is in it.
  public func remove() { Self.remove(path) }

  /// Removes a file or a folder with all that is in it. A link is removed, not what it leads to.
  public static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}

/// Runs a test with an empty folder of its own and removes it afterwards.
public func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  try body(folder.path)
}
