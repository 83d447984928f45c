import Catalogues
import Documents
import Graphs
import Networks

struct Saturation: LayerMeasurement {
  static let name = "saturation"
  static let summary = "the share of units and examples where |φ'| is below threshold · max|φ'|, by layer"
  var threshold = 0.05
  static var settings: [Setting<Self>] {
    [
      Setting(
        "threshold", \.threshold, "a share of the activation's steepest slope: sigmoid and tanh saturate alike",
        .between(1e-12, 1))
    ]
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateNonlinear(network, Self.name, at: location, &problems)
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let slopes = slopes(of: context.network).map {
      (layer: $0.layer, output: context.output($0.slope), threshold: threshold * $0.function.steepestSlope)
    }
    return { buffers in
      Columns(layers: slopes.map(\.layer), values: slopes.map { buffers($0.output).shareBelow($0.threshold) })
    }
  }
}

struct DeadUnits: LayerMeasurement {
  static let name = "deadUnits"
  static let summary =
    "the share of units whose φ' is exactly 0 on every example, by layer; of images, the share of channels, at every pixel too"

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    validateNonlinear(network, Self.name, at: location, &problems)
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let slopes = slopes(of: context.network).map { layer, _, slope in
      (layer: layer, output: context.output(slope.abs().maximum(over: Array(0..<slope.shape.rank - 1))))
    }
    return { buffers in
      Columns(layers: slopes.map(\.layer), values: slopes.map { buffers($0.output).shareBelow(.leastNonzeroMagnitude) })
    }
  }
}

/// φ' at every unit and example of the layers that have an activation.
private func slopes(of network: NetworkPart) -> [(layer: Int, function: any Activation, slope: Tensor)] {
  network.layers.compactMap { layer in
    guard let nonlinearity = layer.nonlinearity else { return nil }
    let graph = nonlinearity.output.graph
    let ones = graph.constant(1, nonlinearity.output.shape)
    let slope = graph.vectorJacobianProducts(
      of: [nonlinearity.output], cotangents: [ones], withRespectTo: [nonlinearity.input])[0]
    return (layer.index, nonlinearity.function, slope)
  }
}

private func validateNonlinear(_ network: NetworkPart, _ name: String, at location: Location?, _ problems: inout Problems) {
  if network.layers.allSatisfy({ $0.nonlinearity == nil }) {
    problems.report("'\(name)' looks at activations, but the subject has none behind a layer", at: location)
  }
}
