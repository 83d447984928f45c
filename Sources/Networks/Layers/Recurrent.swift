import Catalogues
import Documents
import Graphs

/// A vanilla recurrent layer (Elman 1990): h_t = φ(W x_t + U h_{t-1} + b), h_0 = 0. W is [units, features], U [units, units].
struct Recurrent: RecurrentLayer {
  static let name = "recurrent"
  static let summary = "h_t = φ(W x_t + U h_{t-1} + b) along a sequence, h_0 = 0 (Elman 1990)"
  var units = 1
  var function = Chosen<Activations>(Tanh())
  var initializer = Chosen<Initializers>(Scaled<XavierNormal>())
  var recurrentInitializer = Chosen<Initializers>(Orthogonal())
  var bias = true
  var biasInitializer = Chosen<Initializers>(Zeros())
  var returns = Returned.last
  var label: String?
  static var settings: [Setting<Self>] {
    [
      Setting("units", \.units, "of the state", .atLeast(1), isRequired: true),
      Setting("function", \.function, "φ"),
      Setting("initializer", \.initializer, "of W, which the input is multiplied by"),
      Setting("recurrentInitializer", \.recurrentInitializer, "of U, which the state is multiplied by"),
      Setting("bias", \.bias, "whether a bias is added"),
      Setting("biasInitializer", \.biasInitializer, "of the bias"),
      Setting("returns", \.returns, "the last state, or the sequence of all"),
      Setting("name", \.label, "keeps the layer's random numbers the same wherever it stands"),
    ]
  }

  static let sample = LayerSample(
    Recurrent(units: 4, biasInitializer: Chosen(Normal(standardDeviation: 0.5)), returns: .sequence), on: [3, 2])

  func validate(at location: Location?, _ problems: inout Problems) {
    validate(initializer, recurrent: recurrentInitializer, bias: biasInitializer, at: location, &problems)
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    let sequence = Unrolling(x, units: units, builder)
    let weights = builder.parameter(
      .weights, [units, sequence.features], initializer.value.filling(fanIn: sequence.features, fanOut: units), before: nil)
    let recurrentWeights = builder.parameter(
      .recurrentWeights, [units, units], recurrentInitializer.value.filling(fanIn: units, fanOut: units), before: nil)
    var fed = sequence.inputs.matmul(weights.tensor, transposingSecond: true)
    var biases: [Parameter] = []
    if bias {
      biases = [
        builder.parameter(
          .bias, [units], biasInitializer.value.filling(fanIn: sequence.features, fanOut: units), before: nil)
      ]
      fed = fed + biases[0].tensor
    }
    var states = [sequence.initial("initialState", builder)]
    var preActivations: [Tensor] = []
    for step in sequence.built {
      let z = sequence.rows(step, of: fed) + states[step].matmul(recurrentWeights.tensor, transposingSecond: true)
      preActivations.append(z)
      states.append(function.value(z))
    }
    let z = sequence.stacked(preActivations)
    builder.record(
      .recurrence, input: x, preActivation: z, weights: [weights], recurrentWeights: [recurrentWeights], biases: biases,
      recurrence: Recurrence(preActivations: preActivations.map { [$0] }, states: states, cells: []))
    // φ once more, of all steps at once: for those who look at its slope, and computed for them alone.
    builder.recordActivation(function.value, input: z, output: function.value(z))
    return sequence.output(Array(states.dropFirst()), returns)
  }
}
