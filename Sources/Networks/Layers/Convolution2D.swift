import Catalogues
import Documents
import Graphs

/// A convolution of images [height, width, channels]; as is usual the kernel is not flipped. W is [height, width, channels in, channels out].
struct Convolution2D: Layer {
  static let name = "conv2d"
  static let summary = "z = W ∗ h + b: every channel sees a window of all channels, the same weights everywhere"
  var channels = 1
  var kernel = Extents(3, 3)
  var stride = Extents(1, 1)
  var padding = Padding.same
  var initializer = Chosen<Initializers>(Scaled<XavierNormal>())
  var bias = true
  var biasInitializer = Chosen<Initializers>(Zeros())
  var label: String?
  static var settings: [Setting<Self>] {
    [
      Setting("channels", \.channels, "of the output", .atLeast(1), isRequired: true),
      Setting("kernel", \.kernel, "the window's height and width"),
      Setting("stride", \.stride, "from window to window"),
      Setting(
        "padding", \.padding,
        "'same': zeros around the image for ⌈extent / stride⌉ windows, the odd one behind; 'valid': none; or how many on each side"
      ),
      Setting(
        "initializer", \.initializer, "of the weights; fanIn = height · width · channels in, fanOut = height · width · channels"),
      Setting("bias", \.bias, "whether a bias is added, one number a channel"),
      Setting("biasInitializer", \.biasInitializer, "of the bias"),
      Setting("name", \.label, "keeps the layer's random numbers the same wherever it stands"),
    ]
  }

  static let sample = LayerSample(
    Convolution2D(
      channels: 3, kernel: Extents(3, 2), stride: Extents(2, 1), biasInitializer: Chosen(Normal(standardDeviation: 0.5))),
    on: [5, 4, 2])

  func validate(at location: Location?, _ problems: inout Problems) {
    validate(initializer, fills: .kernel, at: location, &problems)
    validate(biasInitializer, fills: .bias, at: location, &problems)
  }

  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? {
    windows(of: Self.name, over: input, kernel: kernel, stride: stride, padding: padding, at: location, &problems)
      .map { Shape($0 + [channels]) }
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    let inputs = x.shape[3]
    // Saturated, like every count of elements.
    let (fanIn, fanOut) = (Shape(kernel.both + [inputs]).count, Shape(kernel.both + [channels]).count)
    let weights = builder.parameter(
      .kernel, Shape(kernel.both + [inputs, channels]), initializer.value.filling(fanIn: fanIn, fanOut: fanOut), before: nil)
    var z = x.convolved(with: weights.tensor, over: padding.window(over: x.shape.ofExample, kernel: kernel, stride: stride))
    var biases: [Parameter] = []
    if bias {
      biases = [builder.parameter(.bias, [channels], biasInitializer.value.filling(fanIn: fanIn, fanOut: fanOut), before: z)]
      z = z + biases[0].tensor
    }
    builder.record(.convolution, input: x, preActivation: z, weights: [weights], biases: biases)
    return z
  }
}
