import Foundation
import Testing

@testable import Figures

/// The repository's own scripts, found from this file's place.
let scriptFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
  .appendingPathComponent("Figures/Scripts").path

/// Every script that draws: to stand in the folder is to be tested.
let drawingScripts: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: scriptFolder)) ?? [])
  .filter { $0.hasSuffix(".gp") && $0 != "style.gp" }.sorted().map { String($0.dropLast(3)) }

func script(_ name: String) throws -> Script { try Script(readingFrom: "\(scriptFolder)/\(name).gp") }

func drawing(executable: String = "gnuplot") throws -> Drawing { try Drawing(style: script("style"), executable: executable) }

/// A folder of this test alone, removed when the value goes.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = (NSTemporaryDirectory() as NSString).appendingPathComponent("figures-" + UUID().uuidString)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file(name))) }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: file(name))) }

  /// All entries, hidden ones too.
  func entries() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}

/// A small picture with everything in it: bands, gaps, roles, 48 decades.
let sample: Picture = {
  let depths = (1...80).map(Double.init)
  let decay = depths.map { pow(0.25, $0) }
  var network = depths.map { exp(-0.12 * $0) }
  network[10] = .nan
  network[20] = 0
  return Picture(
    name: "gradient-against-depth", title: "The gradient against depth",
    x: Axis("depth L"), y: Axis(.enhanced("|∂y_L/∂y_0|"), isLogarithmic: true),
    series: [
      Series("exact chain", x: depths, y: decay),
      Series("tanh", x: depths, y: network, band: (network.map { $0 / 2 }, network.map { $0 * 2 })),
      Series(.enhanced("4^{-L}"), .theory, x: depths, y: decay),
      Series("bound", .bound, x: [1, 80], y: [1, 1]),
      Series("smallest normal float32", .reference, x: [1, 80], y: [1.1754944e-38, 1.1754944e-38]),
    ])
}()
