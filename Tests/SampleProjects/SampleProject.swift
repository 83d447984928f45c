import Records
import TemporaryFolders

/// A project in a folder of its own, with the repository's figure scripts and small studies, for tests that run, draw and break things.
public struct SampleProject: Sendable {
  public let path: String

  /// Makes a project that holds these studies: manifests by name.
  public init(_ studies: [String: String]) throws {
    path = try TemporaryFolder().path
    try Files.createFolder(path + "/Notebooks")
    for name in try Files.list(Repository.path + "/Figures/Scripts") {
      try AtomicFile.write(try Files.read(Repository.path + "/Figures/Scripts/" + name), to: path + "/Figures/Scripts/" + name)
    }
    for (name, manifest) in studies { try write(manifest, to: "Notebooks/\(name)/manifest.json") }
  }

  public func write(_ text: String, to file: String) throws { try AtomicFile.write(text, to: path + "/" + file) }

  public func read(_ file: String) throws -> String { String(decoding: try Files.read(path + "/" + file), as: UTF8.self) }

  /// Replaces a part of a file, which must be there once.
  public func edit(_ file: String, _ old: String, _ new: String) throws {
    let parts = try read(file).split(separator: old, omittingEmptySubsequences: false)
    precondition(parts.count == 2, "\(file) holds \(parts.count - 1) times: \(old)")
    try write(parts.joined(separator: new), to: file)
  }

  /// Removes a file or a folder with all that is in it.
  public func remove(_ name: String) { TemporaryFolder.remove(path + "/" + name) }

  public func remove() { TemporaryFolder.remove(path) }

  /// Every file below a folder, by its path from the project's root, with its bytes.
  public func files(below folder: String) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in (try? Files.list(path + "/" + folder)) ?? [] {
      let file = folder + "/" + name
      if Files.isFolder(path + "/" + file) {
        found.merge(files(below: file)) { one, _ in one }
      } else {
        found[file] = try? Files.read(path + "/" + file)
      }
    }
    return found
  }

  /// What a study leaves and must be the same bytes whenever it is made: records, and figures by picture, data and program.
  public var results: [String: [UInt8]] {
    files(below: ".ravine/records").merging(files(below: "Figures")) { one, _ in one }
  }

  /// The records' paths, sorted.
  public var records: [String] { files(below: ".ravine/records").keys.sorted() }

  /// Files that are written beside and renamed, and were not.
  public var leftovers: [String] {
    let all = files(below: ".ravine").merging(files(below: "Figures")) { one, _ in one }
    return all.keys.filter { $0.hasSuffix(".tmp") || $0.hasSuffix(".partial") }.sorted()
  }
}

/// What differs between two sets of files, in words: empty when nothing does. A report of bytes would be of no use to anybody.
public func differences(_ one: [String: [UInt8]], _ other: [String: [UInt8]]) -> [String] {
  Set(one.keys).union(other.keys).sorted().compactMap { name in
    switch (one[name], other[name]) {
    case (nil, _): "\(name) is only in the second"
    case (_, nil): "\(name) is only in the first"
    case (let a, let b): a == b ? nil : "\(name) differs"
    }
  }
}

/// The repository that is tested.
public enum Repository {
  public static let path = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
}
