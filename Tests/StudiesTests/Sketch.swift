import Foundation
import SampleProjects
import Studies

func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

/// The files of a folder of the repository.
func files(_ folder: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: Repository.path + "/" + folder)) ?? []).sorted().map {
    folder + "/" + $0
  }
}

/// A sample project of at most one study, `sketch`, that is removed when the value goes.
final class Sketch {
  private let sample: SampleProject
  var root: String { sample.path }
  var project: Project { sample.opened }

  init(_ manifest: String?) throws { sample = try SampleProject(manifest.map { ["sketch": $0] } ?? [:]) }

  deinit { sample.remove() }

  func write(_ manifest: String) throws { try sample.write(manifest, to: "Notebooks/sketch/manifest.json") }

  func study() throws -> Study { try sample.study("sketch") }
}
