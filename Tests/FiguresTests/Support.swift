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

/// A valley over a plane with a gap, heights down to 0 and one beyond the axis; two paths, one of which leaves the plane and diverges.
let landscape: Picture = {
  var points: [(x: Double, y: Double)] = []
  for j in 0..<16 {
    for i in 0..<21 { points.append((x: Double(i) / 5 - 2, y: Double(j) / 5 - 1)) }
  }
  var heights = points.map { point -> Double in
    let (a, b) = (1 - point.x, point.y - point.x * point.x)
    return a * a + 100 * b * b
  }
  heights[30] = .nan
  heights[50] = .infinity
  heights[60] = 1e12
  return Picture(
    name: "gradient-against-depth", title: "A valley", x: Axis(.enhanced("w_1")), y: Axis(.enhanced("w_2")),
    z: Axis("loss", isLogarithmic: true, from: 1e-2, to: 1e4),
    series: [
      Series("loss", surface: points.map(\.x), points.map(\.y), height: heights),
      Series("gradient descent", x: [-1.5, -1.2, -1, -0.5], y: [1.8, 1.5, 1, 0.2]),
      Series("too fast", x: [-1.5, 3, -40, .nan, .infinity], y: [1.8, -3, 1e9, .nan, 1]),
      Series("the valley's floor", .theory, x: [-1, 0, 1], y: [1, 0, 1]),
    ])
}()

/// A picture that a script can draw.
func sample(for script: String) -> Picture { ["surface", "contours-with-paths"].contains(script) ? landscape : sample }
