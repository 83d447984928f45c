import Catalogues
import Documents
import Graphs

/// An affine layer: z = W h + b. With examples as rows, Z = H Wᵀ + b; W is [width, inputs].
struct Dense: Layer {
  static let name = "dense"
  static let summary = "every unit sees every input: z = W h + b"
  var width = 1
  var initializer = Chosen<Initializers>(Scaled<XavierNormal>())
  var bias = true
  var biasInitializer = Chosen<Initializers>(Zeros())
  var label: String?
  static var settings: [Setting<Self>] {
    [
      Setting("width", \.width, "the units", .atLeast(1), isRequired: true),
      Setting("initializer", \.initializer, "of the weights"),
      Setting("bias", \.bias, "whether a bias is added"),
      Setting("biasInitializer", \.biasInitializer, "of the bias"),
      Setting("name", \.label, "keeps the layer's random numbers the same wherever it stands"),
    ]
  }

  static let sample = LayerSample(
    Dense(width: 9, biasInitializer: Chosen(Normal(standardDeviation: 0.5))), on: [7])

  func validate(at location: Location?, _ problems: inout Problems) {
    validate(initializer, fills: .weights, at: location, &problems)
    validate(biasInitializer, fills: .bias, at: location, &problems)
  }

  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? {
    guard input.rank == 1 else {
      problems.report("a dense layer needs a vector of features, \(input) comes in; 'flatten' makes one of it", at: location)
      return nil
    }
    return [width]
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    let inputs = x.shape.dimensions[1]
    let weights = builder.parameter(
      .weights, [width, inputs], initializer.value.filling(fanIn: inputs, fanOut: width), before: nil)
    var z = x.matmul(weights.tensor, transposingSecond: true)
    var biases: [Parameter] = []
    if bias {
      let parameter = builder.parameter(
        .bias, [width], biasInitializer.value.filling(fanIn: inputs, fanOut: width), before: z)
      z = z + parameter.tensor
      biases = [parameter]
    }
    builder.record(.dense, input: x, preActivation: z, weights: [weights], biases: biases)
    return z
  }
}
