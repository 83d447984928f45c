import Foundation

/// What the rules look at, as text: the repository's own, or a small invented one that proves that a rule can fail.
struct Project: Sendable {
  /// The text of `ARCHITECTURE.md`.
  var architecture: String
  /// The text of `Package.swift`.
  var package: String
  /// The files under `Sources/` and `Tests/`, in the order of their paths.
  var files: [File]

  /// The repository that this file stands in, read once.
  static let repository = Result { try read() }

  private static func read() throws -> Project {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    var files: [File] = []
    for top in ["Sources", "Tests"] {
      for path in try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: top).path).sorted() {
        guard ["swift", "c", "h", "cpp", "inc"].contains((path as NSString).pathExtension) else { continue }
        files.append(File(path: top + "/" + path, text: try text(root.appending(path: top).appending(path: path))))
      }
    }
    return Project(
      architecture: try text(root.appending(path: "ARCHITECTURE.md")), package: try text(root.appending(path: "Package.swift")),
      files: files)
  }

  private static func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

  /// The rows of the table of modules, low to high.
  var rows: [Row] { Row.parse(architecture) }

  /// The Swift modules that `Package.swift` declares, in its order, the program last.
  var modules: [Row] { Row.parse(package: package) }

  /// The files of `Sources/<module>`.
  func sources(of module: String) -> [File] { files.filter { $0.path.hasPrefix("Sources/\(module)/") } }

  /// The files of `Tests/<module>Tests`.
  func tests(of module: String) -> [File] { files.filter { $0.path.hasPrefix("Tests/\(module)Tests/") } }

  /// The folders of `Sources/` that hold a file.
  var folders: [String] {
    var found: [String] = []
    for file in files where file.path.hasPrefix("Sources/") {
      let folder = String(file.path.split(separator: "/")[1])
      if !found.contains(folder) { found.append(folder) }
    }
    return found
  }
}

/// One source file.
struct File: Sendable {
  /// Its path from the root of the repository.
  let path: String
  let text: String

  /// The text without comments and without what strings hold, so that speaking of a thing is not doing it. Newlines stay.
  let code: String
  /// The modules that its import lines name, in order: `@testable import struct A.B` names `A`.
  let imports: [String]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    var code = text
    for ignored in [/"""[\s\S]*?"""/, /"(?:\\.|[^"\\\n])*"/, /\/\*[\s\S]*?\*\//, /\/\/[^\n]*/] as [Regex<Substring>] {
      code.replace(ignored) { String(repeating: "\n", count: $0.output.count { $0 == "\n" }) }
    }
    self.code = code
    let modifiers = /(?:(?:@\w+|public|package|internal|fileprivate|private)[ \t]+)*/
    let kind = /(?:(?:struct|class|enum|protocol|typealias|func|let|var)[ \t]+)?/
    imports = code.split(separator: "\n").compactMap { line in
      guard line.contains("import") else { return nil }
      var rest = line.drop(while: \.isWhitespace).trimmingPrefix(modifiers)
      guard rest.hasPrefix("import ") else { return nil }
      rest = rest.dropFirst("import ".count).drop(while: \.isWhitespace).trimmingPrefix(kind)
      return String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
  }

  var isSwift: Bool { path.hasSuffix(".swift") }

  /// Whether there is nothing but comments.
  var isEmpty: Bool { code.allSatisfy(\.isWhitespace) }

  var lines: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0) }
}

/// A module and what it imports, as `ARCHITECTURE.md` or `Package.swift` says.
struct Row: Sendable, Equatable {
  var name: String
  var imports: [String]

  /// The rows of the table whose head is `| module | … | imports |`; the names stand in backquotes.
  static func parse(_ markdown: String) -> [Row] {
    var rows: [Row] = []
    var inTable = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      if cells.first == "module", cells.last == "imports" {
        inTable = true
      } else if !line.hasPrefix("|") {
        inTable = false
      } else if inTable, cells.count == 3, let name = quoted(cells[0]).first {
        rows.append(Row(name: name, imports: quoted(cells[2])))
      }
    }
    return rows
  }

  private static func quoted(_ cell: String) -> [String] { cell.matches(of: /`(\w+)`/).map { String($0.output.1) } }

  /// The rows `Module(name: "…", needs: […])` and the executable target, with products by the names under which they are imported.
  static func parse(package text: String) -> [Row] {
    var products: [String: String] = [:]
    for match in text.matches(of: /static let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/) {
      products[String(match.output.1)] = String(match.output.2)
    }
    let row = /(?:Module|executableTarget)\(\s*name: "(\w+)"(?:,\s*(?:needs|dependencies): \[([^\]]*)\])?/
    return text.matches(of: row).map { match in
      let needs = (match.output.2 ?? "").matches(of: /"(\w+)"|\.(\w+)/).map { need in
        need.output.1.map(String.init) ?? need.output.2.map { products[String($0)] ?? String($0) } ?? ""
      }
      return Row(name: String(match.output.1), imports: needs)
    }
  }
}
