import Foundation
import Graphs

@testable import Networks

/// Examples in plain arrays, row-major: what the layers are compared with, written by loops in Double.
struct Plain {
  var shape: [Int]
  var values: [Double]

  var count: Int { shape.reduce(1, *) }
  /// The numbers of an example.
  var size: Int { count / shape[0] }

  func map(_ body: (Double) -> Double) -> Plain { Plain(shape: shape, values: values.map(body)) }

  static func + (a: Plain, b: Plain) -> Plain { Plain(shape: a.shape, values: zip(a.values, b.values).map { $0 + $1 }) }

  /// An element by its indices.
  subscript(_ indices: Int...) -> Double { values[zip(indices, shape).reduce(0) { $0 * $1.1 + $1.0 }] }

  /// [examples, n] by [m, n]ᵀ, and a bias.
  func dense(_ w: [Double], _ b: [Double] = []) -> Plain {
    let (inputs, width) = (size, w.count / size)
    return Plain(
      shape: [shape[0], width],
      values: (0..<shape[0]).flatMap { e in
        (0..<width).map { i in
          (0..<inputs).reduce(b.isEmpty ? 0 : b[i]) { $0 + w[i * inputs + $1] * values[e * inputs + $1] }
        }
      })
  }

  /// Step t of sequences [examples, steps, features].
  func step(_ t: Int) -> Plain {
    let (steps, features) = (shape[1], shape[2])
    return Plain(
      shape: [shape[0], features],
      values: (0..<shape[0]).flatMap { e in (0..<features).map { values[(e * steps + t) * features + $0] } })
  }

  /// Steps as sequences.
  static func sequence(_ steps: [Plain]) -> Plain {
    let (examples, units) = (steps[0].shape[0], steps[0].shape[1])
    return Plain(
      shape: [examples, steps.count, units],
      values: (0..<examples).flatMap { e in steps.flatMap { $0.values[(e * units)..<((e + 1) * units)] } })
  }

  /// For every window of images, `body` of the example, the channel and the pixels (nil outside) of the window.
  func windows(
    _ kernel: (Int, Int), _ stride: (Int, Int), top: Int = 0, left: Int = 0, out: (Int, Int, Int),
    _ body: (_ channel: Int, _ pixel: (Int, Int, Int) -> Double) -> Double
  ) -> Plain {
    var result: [Double] = []
    for e in 0..<shape[0] {
      for y in 0..<out.0 {
        for x in 0..<out.1 {
          for channel in 0..<out.2 {
            result.append(
              body(channel) { ky, kx, c in
                let (row, column) = (y * stride.0 + ky - top, x * stride.1 + kx - left)
                let isInside = (0..<shape[1]).contains(row) && (0..<shape[2]).contains(column)
                return isInside ? self[e, row, column, c] : 0
              })
          }
        }
      }
    }
    return Plain(shape: [shape[0], out.0, out.1, out.2], values: result)
  }

  /// (x - mean) / √(variance + ε) · γ + β, moments over the elements of one group.
  func normalized(
    gamma: [Double], beta: [Double], epsilon: Double = 1e-5, group: (_ example: Int, _ place: Int, _ feature: Int) -> Int
  ) -> Plain {
    let features = shape[shape.count - 1]
    let places = size / features
    let groups = values.indices.map { group($0 / size, $0 / features % places, $0 % features) }
    var moments: [Int: (mean: Double, variance: Double)] = [:]
    for key in Set(groups) {
      let members = zip(values, groups).filter { $0.1 == key }.map(\.0)
      let mean = members.reduce(0, +) / Double(members.count)
      moments[key] = (mean, members.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(members.count))
    }
    return Plain(
      shape: shape,
      values: values.indices.map { index in
        let moment = moments[groups[index]] ?? (.nan, .nan)
        return (values[index] - moment.mean) / (moment.variance + epsilon).squareRoot() * gamma[index % features]
          + beta[index % features]
      })
  }
}

private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

/// What every kind of layer's sample gives for its input and its parameters, by name.
let plainLayers: [String: @Sendable (_ x: Plain, _ p: (String) -> [Double]) -> Plain] = [
  "dense": { x, p in x.dense(p("dense-1/weight"), p("dense-1/bias")) },
  "activation": { x, _ in x.map { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) } },
  "scale": { x, _ in x.map { 0.7 * $0 } },
  "residual": { x, p in
    let body = x.dense(p("residual-1/dense-1/weight"), p("residual-1/dense-1/bias")).map { tanh($0) }
      .dense(p("residual-1/dense-2/weight"), p("residual-1/dense-2/bias"))
    return x + body.map { 0.5 * $0 }
  },
  "repeat": { x, p in
    (1...3).reduce(x) { x, round in
      x.dense(p("repeat-1/\(round)/dense-1/weight"), p("repeat-1/\(round)/dense-1/bias")).map(sigmoid)
    }
  },
  "flatten": { x, _ in Plain(shape: [x.shape[0], x.size], values: x.values) },
  "conv2d": { x, p in
    // 5 × 4 pixels by a kernel of 3 × 2 and a stride of 2 × 1, 'same': a row of zeros above and below, a column behind.
    let (w, b) = (p("conv2d-1/kernel"), p("conv2d-1/bias"))
    return x.windows((3, 2), (2, 1), top: 1, out: (3, 4, 3)) { channel, pixel in
      var sum = b[channel]
      for ky in 0..<3 {
        for kx in 0..<2 { for c in 0..<2 { sum += pixel(ky, kx, c) * w[((ky * 2 + kx) * 2 + c) * 3 + channel] } }
      }
      return sum
    }
  },
  "maxPooling": { x, _ in
    x.windows((2, 2), (1, 2), out: (2, 2, 2)) { c, pixel in
      max(pixel(0, 0, c), pixel(0, 1, c), pixel(1, 0, c), pixel(1, 1, c))
    }
  },
  "averagePooling": { x, _ in
    x.windows((2, 2), (1, 2), out: (2, 2, 2)) { c, pixel in
      (pixel(0, 0, c) + pixel(0, 1, c) + pixel(1, 0, c) + pixel(1, 1, c)) / 4
    }
  },
  "globalAveragePooling": { x, _ in
    let mean = x.windows((3, 2), (1, 1), out: (1, 1, 4)) { c, pixel in
      (0..<6).reduce(0) { $0 + pixel($1 / 2, $1 % 2, c) } / 6
    }
    return Plain(shape: [x.shape[0], 4], values: mean.values)
  },
  "batchNorm": { x, p in x.normalized(gamma: p("batchNorm-1/gamma"), beta: p("batchNorm-1/beta")) { _, _, feature in feature } },
  "layerNorm": { x, p in x.normalized(gamma: p("layerNorm-1/gamma"), beta: p("layerNorm-1/beta")) { example, _, _ in example } },
  "groupNorm": { x, p in
    x.normalized(gamma: p("groupNorm-1/gamma"), beta: p("groupNorm-1/beta")) { example, _, feature in 2 * example + feature / 2 }
  },
  "recurrent": { x, p in
    var h = Plain(shape: [x.shape[0], 4], values: Array(repeating: 0, count: x.shape[0] * 4))
    return .sequence(
      (0..<x.shape[1]).map { t in
        h = (x.step(t).dense(p("recurrent-1/weight"), p("recurrent-1/bias")) + h.dense(p("recurrent-1/recurrentWeight")))
          .map { tanh($0) }
        return h
      })
  },
  "lstm": { x, p in
    var h = Plain(shape: [x.shape[0], 3], values: Array(repeating: 0, count: x.shape[0] * 3))
    var c = h
    return .sequence(
      (0..<x.shape[1]).map { t in
        func gate(_ name: String) -> Plain {
          x.step(t).dense(p("lstm-1/\(name)/weight"), p("lstm-1/\(name)/bias")) + h.dense(p("lstm-1/\(name)/recurrentWeight"))
        }
        let (i, f) = (gate("inputGate").map(sigmoid), gate("forgetGate").map(sigmoid))
        let (g, o) = (gate("candidate").map { tanh($0) }, gate("outputGate").map(sigmoid))
        for index in c.values.indices {
          c.values[index] = f.values[index] * c.values[index] + i.values[index] * g.values[index]
        }
        h = Plain(shape: h.shape, values: zip(o.values, c.values).map { $0 * tanh($1) })
        return h
      })
  },
]
