import Graphs
import Records

/// The pinned hashes of one table: a line a pin, "name", precision and hash between tabs.
struct GoldenFile {
  struct Key: Hashable {
    let name: String
    let precision: Precision
  }

  private(set) var hashes: [(key: Key, hash: String)] = []

  /// The hash of a pin, which is taken out: what is left in the end is pinned for nothing.
  mutating func take(_ pin: Pin) -> String? {
    let index = hashes.firstIndex { $0.key.name == pin.name && $0.key.precision == pin.precision }
    return index.map { hashes.remove(at: $0).hash }
  }

  init(_ hashes: [(key: Key, hash: String)]) { self.hashes = hashes }

  /// - Throws: `GoldenError` when it is missing or no such table; `FileError` when it cannot be read.
  init(reading path: String) throws {
    guard Files.exists(path) else { throw GoldenError.missing(path: path) }
    var known: Set<Key> = []
    for (index, line) in String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n").enumerated() {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, let precision = Precision(rawValue: parts[1]), GoldenFile.isHash(parts[2]) else {
        throw GoldenError.malformed(path: path, line: index + 1, found: String(line))
      }
      let key = Key(name: parts[0], precision: precision)
      guard known.insert(key).inserted else { throw GoldenError.twice(path: path, line: index + 1, name: parts[0]) }
      hashes.append((key, parts[2]))
    }
  }

  private static func isHash(_ text: String) -> Bool { text.count == 16 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase } }

  var text: String { hashes.map { "\($0.key.name)\t\($0.key.precision.rawValue)\t\($0.hash)\n" }.joined() }
}

/// Pinned hashes that cannot be compared with.
public enum GoldenError: Error, Equatable, CustomStringConvertible {
  case noFolder(path: String)
  case missing(path: String)
  case malformed(path: String, line: Int, found: String)
  case twice(path: String, line: Int, name: String)

  public var description: String {
    switch self {
    case .noFolder(let path):
      "there is no folder \(path): the pinned hashes belong to Ravine's own sources. -C says where those are"
    case .missing(let path):
      "\(path) is missing, so there is nothing to compare with. `git checkout` brings it back; `ravine bits --write` pins today's bits"
    case .malformed(let path, let line, let found):
      "\(path), line \(line): expected a name, float64 or float32, and sixteen hexadecimal digits between tabs, found '\(found)'"
    case .twice(let path, let line, let name): "\(path), line \(line): '\(name)' is pinned a second time"
    }
  }
}
