import Documents
import Records

/// A folder of studies: `Notebooks/<study>/manifest.json`, `Figures/`, and `.ravine/` for results.
public struct Project: Sendable {
  /// The root, absolute or relative to the working folder. Every path of the project begins with it, in messages too; "." alone is left out.
  public let root: String

  public init(root: String) { self.root = root }

  public var notebooks: String { path("Notebooks") }
  public var figures: String { path("Figures") }
  public var scripts: String { path("Figures/Scripts") }
  /// The page that says what every claim's verdict is.
  public var claimsPage: String { path("CLAIMS.md") }
  public var results: String { path(".ravine") }
  /// Where Ravine's own sources pin the bits of its arithmetic; other projects have no such folder.
  public var golden: String { path("Tests/Golden") }
  public var records: RecordFolder { RecordFolder(results + "/records") }

  private func path(_ name: String) -> String { root == "." ? name : root.hasSuffix("/") ? root + name : root + "/" + name }

  /// The project that a folder belongs to: the nearest folder upward that has `Notebooks`.
  public static func find(from folder: String) throws -> Project {
    var candidate = folder
    while true {
      if Files.isFolder(candidate + "/Notebooks") { return Project(root: candidate) }
      guard let parent = Files.parent(of: candidate), parent != candidate, !parent.isEmpty else { break }
      candidate = parent
    }
    throw StudyError.noProject(folder: folder)
  }

  /// The names of all studies, sorted: every folder below `Notebooks` that has a `manifest.json`.
  public func studies() throws -> [String] {
    var names: [String] = []
    func search(_ folder: String, _ name: String) throws {
      if Files.exists(folder + "/manifest.json") { names.append(name) }
      for entry in try Files.list(folder) where !entry.hasPrefix(".") && Files.isFolder(folder + "/" + entry) {
        try search(folder + "/" + entry, name.isEmpty ? entry : name + "/" + entry)
      }
    }
    try search(notebooks, "")
    return names.sorted()
  }

  /// The manifest of a study, given by its name, its folder or its manifest's path; a name goes before a path.
  func manifestPath(_ study: String) throws -> (name: String, path: String) {
    var name = study
    if name.hasSuffix("/") { name.removeLast() }
    if name.hasSuffix("/manifest.json") { name.removeLast("/manifest.json".count) }
    if let range = name.range(of: "Notebooks/") { name = String(name[range.upperBound...]) }
    let isName = !name.isEmpty && !name.split(separator: "/").contains { $0 == "." || $0 == ".." }
    var folder: String?
    for candidate in [isName ? name : nil, nameOfFolder(study)].compactMap(\.self) {
      let path = notebooks + "/" + candidate + "/manifest.json"
      if Files.exists(path) { return (candidate, path) }
      if folder == nil, Files.isFolder(notebooks + "/" + candidate) { folder = notebooks + "/" + candidate }
    }
    guard let folder else { throw StudyError.noStudy(name: name, known: (try? studies()) ?? []) }
    let similar = ((try? Files.list(folder)) ?? []).first { $0.lowercased() == "manifest.json" }
    throw StudyError.noManifest(folder: folder, similar: similar)
  }

  /// The name of the study whose folder or manifest stands at a path from the working folder.
  private func nameOfFolder(_ path: String) -> String? {
    guard let found = Files.resolved(path), let base = Files.resolved(notebooks), found.hasPrefix(base + "/") else { return nil }
    let folder = found.hasSuffix("/manifest.json") ? Files.parent(of: found) ?? found : found
    return String(folder.dropFirst(base.count + 1))
  }
}

/// What stops a verb before it has begun.
public enum StudyError: Error, Sendable, CustomStringConvertible {
  case noProject(folder: String)
  case noStudy(name: String, known: [String])
  case noManifest(folder: String, similar: String?)
  case noStudies(notebooks: String)
  case noClaim(name: String, known: [String])
  case missingCells(study: String, count: Int)
  case noScript(name: String, folder: String, known: [String])
  case unusableName(name: String)
  case reservedName(name: String)
  case nameTaken(name: String, folder: String)

  public var description: String {
    switch self {
    case .noProject(let folder):
      "no project here: neither \(folder) nor a folder above it has a folder 'Notebooks'"
    case .noStudy(let name, let known):
      "no study is called '\(name)'.\(nameHint(for: name, among: known)) A study is a folder below Notebooks with a manifest.json."
    case .noManifest(let folder, let similar):
      "\(folder) is there, but has no manifest.json\(similar.map { "; its \($0) must be called so, in small letters" } ?? "")"
    case .noStudies(let notebooks): "\(notebooks) holds no study yet: `ravine new NAME` makes one"
    case .noClaim(let name, let known): "no claim is called '\(name)'.\(nameHint(for: name, among: known))"
    case .missingCells(let study, let count):
      "\(study): \(count) \(count == 1 ? "cell has" : "cells have") no result yet, and --no-run forbids running. Without it they are run."
    case .noScript(let name, let folder, let known):
      "no figure script is called '\(name)' in \(folder).\(nameHint(for: name, among: known))"
    case .unusableName(let name):
      "'\(name)' cannot be a study's name: it is letters, digits and hyphens, as in my-study; with a folder above it, examples/my-study"
    case .reservedName(let name): "'\(name)' cannot be a study's name: its figures would stand among the figure scripts"
    case .nameTaken(let name, let folder):
      "there is a folder \(folder) already, and nothing is overwritten; choose another name than '\(name)'"
    }
  }
}
