import Catalogues
import Graphs

struct ActivationLayer: Layer {
  static let name = "activation"
  static let summary = "h = function(z), elementwise; belongs to the layer before it"
  var function = Chosen<Activations>(Tanh())
  static var settings: [Setting<Self>] { [Setting("function", \.function, "the function", isRequired: true)] }
  static let sample = LayerSample(ActivationLayer(function: Chosen(Gelu())), on: [7])

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    let h = function.value(x)
    builder.recordActivation(function.value, input: x, output: h)
    return h
  }
}

struct Scale: Layer {
  static let name = "scale"
  static let summary = "factor · x, the factor fixed"
  var factor = 1.0
  static var settings: [Setting<Self>] { [Setting("factor", \.factor, "the factor", isRequired: true)] }
  static let sample = LayerSample(Scale(factor: 0.7), on: [7])

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor { factor * x }
}
