import Catalogues
import Documents
import Graphs

struct Residual: Layer {
  static let name = "residual"
  static let summary =
    "x + scale · body(x): an identity skip around the layers of the body, or shortcut(x) in place of x (He et al. 2016)"
  var layers = LayerList()
  var scale = 1.0
  var shortcut: LayerList?
  var label: String?
  static var settings: [Setting<Self>] {
    [
      Setting("layers", \.layers, "the body", isRequired: true), Setting("scale", \.scale, "of the body's output"),
      Setting(
        "shortcut", \.shortcut, "layers on the skip, such as a projection where the body changes the shape; none is the identity",
        leftOutWhenNull: true),
      Setting("name", \.label, "keeps its layers' random numbers the same wherever it stands"),
    ]
  }

  static let sample = LayerSample(
    Residual(layers: LayerList([Dense(width: 6), ActivationLayer(function: Chosen(Tanh())), Dense(width: 6)]), scale: 0.5),
    on: [6])

  var count: Int { [layers.count, shortcut?.count ?? 0].reduce(1) { saturated($0.addingReportingOverflow($1)) } }

  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? {
    guard let output = layers.outputShape(for: input, &problems) else { return nil }
    guard let skip = shortcut.map({ $0.outputShape(for: input, &problems) }) ?? input else { return nil }
    if output == skip { return output }
    let found = "\(features(output)) come out of the body"
    problems.report(
      shortcut == nil
        ? "a residual block adds its body's output to its input: \(features(input)) come in, \(found)"
        : "a residual block adds its body's output to its shortcut's: \(features(skip)) come out of the shortcut, \(found)",
      at: location)
    return nil
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    let body = layers.apply(to: x, builder)
    let skip = shortcut.map { layers in builder.aside { builder.within("shortcut") { layers.apply(to: x, builder) } } }
    return (skip ?? x) + scale * body
  }
}

/// The shape of one example in words: "64 features", "[3, 8, 8] features".
func features(_ shape: Shape) -> String {
  shape.rank == 1 ? "\(shape.count) feature\(shape.count == 1 ? "" : "s")" : "\(shape) features"
}

struct Repeat: Layer {
  static let name = "repeat"
  static let summary = "the layers, times over, each time with parameters of their own"
  var times = 1
  var layers = LayerList()
  var label: String?
  static var settings: [Setting<Self>] {
    [
      Setting("times", \.times, "how often", .atLeast(0), isRequired: true),
      Setting("layers", \.layers, "what is repeated", isRequired: true),
      Setting("name", \.label, "keeps its layers' random numbers the same wherever it stands"),
    ]
  }

  static let sample = LayerSample(
    Repeat(times: 3, layers: LayerList([Dense(width: 5), ActivationLayer(function: Chosen(Sigmoid()))])), on: [7])

  var count: Int { saturated(layers.count.multipliedReportingOverflow(by: times)) }

  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? {
    var shape = input
    for _ in 0..<times {
      guard let next = layers.outputShape(for: shape, &problems) else { return nil }
      // What leaves a shape as it is does so every time.
      if next == shape { break }
      shape = next
    }
    return shape
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    var x = x
    for index in 0..<times {
      let (parameters, affine) = (builder.parameterCount, builder.layerCount)
      let next = builder.within("\(index + 1)") { layers.apply(to: x, builder) }
      let isSettled = index > 0 && next.shape == x.shape
      x = next
      if isSettled && builder.stage == .inspection {
        builder.countAgain(times - index - 1, sinceParameters: parameters, layers: affine)
        break
      }
    }
    return x
  }
}
