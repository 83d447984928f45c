import Catalogues
import Documents
import Graphs
import Networks

/// What of a layer is looked at.
enum Variable: String, Keyword {
  case preActivation, activation, weights, bias
  /// What a recurrent layer's state is multiplied by.
  case recurrentWeights
  /// h_t of a recurrent layer, h_0 before its first step included.
  case state
  /// c_t of an LSTM, c_0 included.
  case cell

  /// Whether examples keep apart in it.
  var isByExample: Bool { [.preActivation, .activation, .state, .cell].contains(self) }
}

/// What one reading is taken over.
enum Grain: String, Keyword {
  /// All examples of a layer together.
  case layer
  /// Each example of a layer by itself.
  case example
  /// Each time step of a recurrent layer by itself, all examples together; time 0 is before the first step.
  case time

  var axes: [String] { self == .layer ? ["layer"] : ["layer", rawValue] }

  /// Reports what cannot be read grain by grain.
  func validate(_ variable: Variable, at location: Location?, _ problems: inout Problems) {
    if self == .example, !variable.isByExample {
      let what = variable == .recurrentWeights ? "recurrent weights" : variable.rawValue
      problems.report("the gradient of the \(what) is a sum over examples; 'per' can only be 'layer'", at: location)
    } else if self == .time, ![.preActivation, .state, .cell].contains(variable) {
      problems.report("'per' can be 'time' of 'preActivation', 'state' and 'cell', not of '\(variable.rawValue)'", at: location)
    }
  }

  /// Reports what no layer of the network has.
  func validate(
    _ variable: Variable, in network: NetworkPart, measurement: String, at location: Location?, _ problems: inout Problems
  ) {
    let recurrences = network.layers.compactMap(\.recurrence)
    if recurrences.isEmpty, self == .time || [.state, .cell, .recurrentWeights].contains(variable) {
      problems.report("'\(measurement)' looks at the time steps of recurrent layers, but no layer is recurrent", at: location)
    } else if variable == .cell, recurrences.allSatisfy({ $0.cells.isEmpty }) {
      problems.report("'\(measurement)' looks at cells, but no layer is an 'lstm'", at: location)
    }
  }
}

/// A tensor of a layer to be read.
struct LayerPlace {
  let layer: Int
  /// The time step; nil of all together.
  var time: Int?
  let tensor: Tensor
}

extension NetworkPart {
  /// Something of every layer that has it, in order; layer 0 is the input.
  ///
  /// - Parameter value: what is read of a tensor: itself, or the gradient with respect to it.
  func places(_ variable: Variable, per grain: Grain, _ value: (Tensor) -> Tensor) -> [LayerPlace] {
    let first = variable == .activation ? [LayerPlace(layer: 0, tensor: value(input))] : []
    return first + layers.flatMap { layer in layer.places(variable, per: grain, value) }
  }
}

extension LayerTrace {
  fileprivate func places(_ variable: Variable, per grain: Grain, _ value: (Tensor) -> Tensor) -> [LayerPlace] {
    /// Parameters as one: their elements together.
    func together(_ parameters: [Parameter]) -> [LayerPlace] {
      let values = parameters.map { value($0.tensor) }
      guard let first = values.first else { return [] }
      let joined = values.count == 1 ? first : concatenate(values.map { $0.reshaped([$0.shape.count]) })
      return [LayerPlace(layer: index, tensor: joined)]
    }
    /// Tensors of time steps, [examples, n] each.
    func along(_ steps: [Tensor], from start: Int) -> [LayerPlace] {
      if steps.isEmpty { return [] }
      if grain == .time {
        return steps.enumerated().map { LayerPlace(layer: index, time: $0.offset + start, tensor: $0.element) }
      }
      let shape = steps[0].shape
      let stacked = concatenate(steps).reshaped([steps.count, shape[0], shape[1]]).permuted([1, 0, 2])
      return [LayerPlace(layer: index, tensor: stacked)]
    }
    switch variable {
    case .activation: return [LayerPlace(layer: index, tensor: value(activation))]
    case .weights: return together(weights)
    case .recurrentWeights: return together(recurrentWeights)
    case .bias: return together(biases)
    case .preActivation:
      guard let recurrence else { return grain == .time ? [] : [LayerPlace(layer: index, tensor: value(preActivation))] }
      return along(recurrence.preActivations.map { concatenate($0.map(value), along: 1) }, from: 1)
    case .state: return along(recurrence?.states.map(value) ?? [], from: 0)
    case .cell: return along(recurrence?.cells.map(value) ?? [], from: 0)
    }
  }

  /// Whatever a gradient may be taken with respect to.
  var variables: [Tensor] {
    var tensors = [activation] + (weights + recurrentWeights + biases).map(\.tensor)
    if let recurrence {
      tensors += recurrence.preActivations.flatMap { $0 } + recurrence.states + recurrence.cells
    } else {
      tensors.append(preActivation)
    }
    return tensors
  }
}

extension MeasurementContext {
  /// What reads a statistic at some places, grain by grain.
  func reader(of places: [LayerPlace], per grain: Grain, _ statistic: @escaping (OutputBuffer) -> Double) -> Reader {
    let layers = places.map(\.layer)
    let times = places.map { $0.time ?? 0 }
    let outputs = places.map { output($0.tensor) }
    return { buffers in
      switch grain {
      case .layer: Columns(layers: layers, values: outputs.map { statistic(buffers($0)) })
      case .example: Columns(layers: layers, byExample: outputs.map { buffers.rows($0).map(statistic) })
      case .time:
        Columns(
          axes: [.init("layer", layers.map(Double.init)), .init("time", times.map(Double.init))],
          values: outputs.map { statistic(buffers($0)) })
      }
    }
  }
}
