import Catalogues
import Documents
import Graphs

/// A long short-term memory (Hochreiter & Schmidhuber 1997) with a forget gate (Gers et al. 2000), h_0 = c_0 = 0:
///
///     i, f, o = σ(W x_t + U h_{t-1} + b), g = tanh(W x_t + U h_{t-1} + b), each with W, U and b of its own
///     c_t = f · c_{t-1} + i · g,  h_t = o · tanh(c_t)
///
/// The gates' tensors are parameters of their own, in the order i, f, g, o: so a gate's recurrent matrix can be orthogonal, its fans are
/// those of one matrix, and a gate is a tensor of neighboring elements instead of columns of a wide one.
struct LongShortTermMemory: RecurrentLayer {
  static let name = "lstm"
  static let summary =
    "c_t = f c_{t-1} + i g, h_t = o tanh(c_t), gates i, f, g, o of x_t and h_{t-1} (Hochreiter & Schmidhuber 1997; Gers et al. 2000)"
  var units = 1
  var initializer = Chosen<Initializers>(Scaled<XavierNormal>())
  var recurrentInitializer = Chosen<Initializers>(Orthogonal())
  var forgetBias = 1.0
  var biasInitializer = Chosen<Initializers>(Zeros())
  var returns = Returned.last
  var label: String?
  static var settings: [Setting<Self>] {
    [
      Setting("units", \.units, "of the state and of the cell", .atLeast(1), isRequired: true),
      Setting("initializer", \.initializer, "of every gate's W, which the input is multiplied by"),
      Setting("recurrentInitializer", \.recurrentInitializer, "of every gate's U, which the state is multiplied by"),
      Setting(
        "forgetBias", \.forgetBias,
        "the forget gate's bias at first: 1 keeps most of the cell from step to step (Jozefowicz et al. 2015)"),
      Setting("biasInitializer", \.biasInitializer, "of the other gates' biases"),
      Setting("returns", \.returns, "the last state, or the sequence of all"),
      Setting("name", \.label, "keeps the layer's random numbers the same wherever it stands"),
    ]
  }

  static let sample = LayerSample(
    LongShortTermMemory(units: 3, biasInitializer: Chosen(Normal(standardDeviation: 0.5)), returns: .sequence), on: [3, 2])

  /// The gates in their order; also steps of their parameters' paths.
  private static let gates = ["inputGate", "forgetGate", "candidate", "outputGate"]

  func validate(at location: Location?, _ problems: inout Problems) {
    validate(initializer, recurrent: recurrentInitializer, bias: biasInitializer, at: location, &problems)
  }

  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor {
    let sequence = Unrolling(x, units: units, builder)
    let gates = Self.gates.map { gate in
      builder.within(gate) {
        let filling = biasInitializer.value.filling(fanIn: sequence.features, fanOut: units)
        return (
          weights: builder.parameter(
            .weights, [units, sequence.features], initializer.value.filling(fanIn: sequence.features, fanOut: units), before: nil),
          recurrent: builder.parameter(
            .recurrentWeights, [units, units], recurrentInitializer.value.filling(fanIn: units, fanOut: units), before: nil),
          bias: builder.parameter(.bias, [units], gate == "forgetGate" ? .constant(forgetBias) : filling, before: nil)
        )
      }
    }
    let fed = gates.map { sequence.inputs.matmul($0.weights.tensor, transposingSecond: true) + $0.bias.tensor }
    var states = [sequence.initial("initialState", builder)]
    var cells = [sequence.initial("initialCell", builder)]
    var preActivations: [[Tensor]] = []
    for step in sequence.built {
      let z = zip(fed, gates).map { fed, gate in
        sequence.rows(step, of: fed) + states[step].matmul(gate.recurrent.tensor, transposingSecond: true)
      }
      preActivations.append(z)
      let (input, forget, candidate, output) = (z[0].sigmoid(), z[1].sigmoid(), z[2].tanh(), z[3].sigmoid())
      cells.append(forget * cells[step] + input * candidate)
      states.append(output * cells[step + 1].tanh())
    }
    builder.record(
      .recurrence, input: x,
      preActivation: concatenate(gates.indices.map { gate in sequence.stacked(preActivations.map { $0[gate] }) }, along: 2),
      weights: gates.map(\.weights), recurrentWeights: gates.map(\.recurrent), biases: gates.map(\.bias),
      recurrence: Recurrence(preActivations: preActivations, states: states, cells: cells))
    return sequence.output(Array(states.dropFirst()), returns)
  }
}
