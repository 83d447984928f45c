import Foundation

/// A gnuplot script on disk: where it stands, and its text as it was read.
public struct Script: Sendable, Hashable {
  public let path: String
  public let text: String

  /// A script that stands in no file.
  init(path: String, text: String) { (self.path, self.text) = (path, text) }

  /// Reads a script.
  /// - Throws: ``DrawingError/unreadableScript(path:reason:)``.
  public init(readingFrom path: String) throws(DrawingError) {
    do {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      guard let text = String(bytes: bytes, encoding: .utf8) else {
        throw CocoaError(.fileReadInapplicableStringEncoding)
      }
      self.path = path
      self.text = text
    } catch {
      throw .unreadableScript(path: path, reason: access(path, R_OK) == 0 ? sentence(of: error) : reason(errno: errno))
    }
  }
}
