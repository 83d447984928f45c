import Catalogues
import Documents
import Networks

/// The bound that submultiplicative norms give: |∂/∂z_l| ≤ |c| ∏_{k ≥ l} sup|φ_k'| ∏_{k > l} ‖W_k‖, c the cotangent at the output.
struct GradientBound: LayerMeasurement {
  static let name = "gradientBound"
  static let summary =
    "an upper bound of the norm of the gradient with respect to z_l: |c| ∏ sup|φ'| ∏ ‖W‖ over the layers behind, Frobenius norms"
  var cotangent = Cotangent.random
  var grain = Grain.layer
  static var settings: [Setting<Self>] {
    [
      Setting("cotangent", \.cotangent, "what is pulled back"),
      Setting("per", \.grain, "one reading for each layer, or for each example of a layer"),
    ]
  }

  var axes: [String] { grain.axes }

  func validate(at location: Location?, _ problems: inout Problems) {
    if grain == .time { problems.report("'\(Self.name)' has no time steps; 'per' can be 'layer' or 'example'", at: location) }
  }

  func validate(against network: NetworkPart, of subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    cotangent.validate(against: subject, measurement: Self.name, at: location, &problems)
    let isPlain = network.layers.allSatisfy { layer in
      guard layer.operation == .dense else { return false }
      return if let nonlinearity = layer.nonlinearity {
        nonlinearity.input == layer.preActivation && nonlinearity.output == layer.activation
      } else {
        layer.activation == layer.preActivation
      }
    }
    if !isPlain {
      problems.report(
        "'gradientBound' is a product over a plain network: dense layers, each with at most one activation, and nothing between",
        at: location)
    }
  }

  func prepare(_ context: MeasurementContext) -> Reader {
    let layers = context.network.layers
    let weights = layers.map { context.output($0.weights[0].tensor) }
    let slopes = layers.map { $0.nonlinearity?.function.steepestSlope ?? 1 }
    let cotangent = context.output(context.gradients(of: cotangent).output)
    let grain = grain
    return { buffers in
      // factors[l - 1] is the bound at layer l of a cotangent of norm 1.
      var factors = slopes
      for index in factors.indices.dropLast().reversed() {
        factors[index] = slopes[index] * buffers(weights[index + 1]).norm * factors[index + 1]
      }
      let indices = layers.map(\.index)
      switch grain {
      case .layer, .time:
        let norm = buffers(cotangent).norm
        return Columns(layers: indices, values: factors.map { $0 * norm })
      case .example:
        let norms = buffers.rows(cotangent).map(\.norm)
        return Columns(layers: indices, byExample: factors.map { factor in norms.map { factor * $0 } })
      }
    }
  }
}
