import Foundation
import Testing

@testable import Figures

/// The repository's own scripts, found from this file's place.
let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("Figures/Scripts").path

func script(_ name: String) throws -> Script { try Script(readingFrom: "\(scripts)/\(name).gp") }

let depths = (1...80).map(Double.init)

/// Deterministic stand-ins for replicates.
func wave(_ i: Double, _ phase: Double) -> Double { sin(i * 1.7 + phase) * 0.5 + sin(i * 0.37 + 2 * phase) }

let decay: Picture = {
  func network(_ label: Label, _ slope: Double, _ phase: Double) -> Series {
    let xs = (1...40).map(Double.init)
    let ys = xs.map { exp(slope * $0 + 0.25 * wave($0, phase)) }
    return Series(
      label, x: xs, y: ys,
      band: (zip(xs, ys).map { $1 * exp(-0.35 - 0.05 * $0) }, zip(xs, ys).map { $1 * exp(0.35 + 0.05 * $0) }))
  }
  return Picture(
    name: "gradient-against-depth", title: "The gradient of a sigmoid chain is (1/4)^L at best",
    x: Axis("depth L"), y: Axis(.enhanced("|∂y_L/∂y_0|"), isLogarithmic: true),
    series: [
      Series("exact chain, float64", x: depths, y: depths.map { pow(0.25, $0) }),
      network("sigmoid network", -1.44, 0), network("tanh network", -0.12, 1), network("relu network", -0.02, 2),
      Series(.enhanced("bound (max σ')^L = 4^{-L}"), .bound, x: depths, y: depths.map { pow(0.25, $0) }),
      Series("smallest normal float32", .reference, x: [1, 80], y: [1.1754944e-38, 1.1754944e-38]),
    ])
}()

let variance: Picture = {
  var series: [Series] = []
  let layers = (0...50).map(Double.init)
  for (i, arm) in ["relu, xavierNormal", "relu, xavierUniform", "relu, heNormal", "relu, heUniform", "tanh, xavierNormal", "tanh, xavierUniform", "tanh, heNormal", "tanh, heUniform"].enumerated() {
    let ys = layers.map { l in
      let trend = i < 2 ? pow(0.5, l) : i < 4 ? 1 : i < 6 ? 1 / (1 + 0.7 * l) : 0.35 + 0.65 * exp(-l)
      return trend * exp(0.02 * wave(l, Double(i)) * sqrt(l))
    }
    let width = layers.map { 0.06 * sqrt($0) }
    series.append(Series(.plain(arm), x: layers, y: ys, band: (zip(ys, width).map { $0 * exp(-$1) }, zip(ys, width).map { $0 * exp($1) })))
  }
  series.append(Series(.enhanced("2^{-L}"), .theory, x: layers, y: layers.map { pow(2, -$0) }))
  return Picture(
    name: "variance-by-layer", title: "He initialization holds the variance of a deep ReLU network; Xavier halves it",
    x: Axis("layer"), y: Axis("mean square of the activations", isLogarithmic: true), series: series)
}()

@Test func gallery() throws {
  guard let folder = ProcessInfo.processInfo.environment["GALLERY"] else { return }
  let drawing = Drawing(style: try script("style"))
  for (picture, name) in [(decay, "lines-with-band"), (variance, "lines-with-band"), (decay, "lines"), (variance, "points-with-errorbars")] {
    var picture = picture
    picture.name += "--" + name
    print(try drawing.draw(picture, with: script(name), into: folder).warnings)
  }
}
