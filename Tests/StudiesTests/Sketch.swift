import Foundation
import Studies

/// The repository that this file stands in.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

/// The files of a folder of the repository, by their names.
func files(_ folder: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: repository + "/" + folder)) ?? []).sorted().map { folder + "/" + $0 }
}

/// A project of one study, in a folder that is removed when the value goes; its figure scripts are the repository's.
final class Sketch {
  let root: String
  var project: Project { Project(root: root) }

  /// - Parameter manifest: of the study `sketch`; nil for a project without a study.
  init(_ manifest: String?) throws {
    root = NSTemporaryDirectory() + "ravine-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: root + "/Notebooks/sketch", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: root + "/Figures", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: repository + "/Figures/Scripts", toPath: root + "/Figures/Scripts")
    if let manifest { try write(manifest) }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func write(_ manifest: String) throws {
    try manifest.write(toFile: root + "/Notebooks/sketch/manifest.json", atomically: true, encoding: .utf8)
  }

  func study() throws -> Study { try Study(named: "sketch", in: project) }
}
