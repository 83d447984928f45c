import Catalogues
import Documents
import Graphs

/// What a recurrent layer hands on.
enum Returned: String, Keyword {
  /// h_T, a vector.
  case last
  /// h_1 … h_T, a sequence.
  case sequence
}

/// A layer that walks along the steps of a sequence.
protocol RecurrentLayer: Layer {
  var units: Int { get }
  var returns: Returned { get }
}

extension RecurrentLayer {
  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? {
    guard input.rank == 2 else {
      problems.report("'\(Self.name)' needs sequences [steps, features], \(input) comes in", at: location)
      return nil
    }
    return returns == .last ? [units] : [input[0], units]
  }

  /// Reports initializers that cannot fill the parameters of a recurrent layer.
  func validate(
    _ initializer: Chosen<Initializers>, recurrent: Chosen<Initializers>, bias: Chosen<Initializers>, at location: Location?,
    _ problems: inout Problems
  ) {
    validate(initializer, fills: .weights, at: location, &problems)
    validate(recurrent, fills: .recurrentWeights, at: location, &problems)
    if bias.value is Centered {
      problems.report(
        "'\(Centered.name)' derives a bias from the pre-activation, which in a recurrent layer depends on the bias itself",
        at: bias.location ?? location)
    } else {
      validate(bias, fills: .bias, at: location, &problems)
    }
  }
}

/// A batch of sequences [examples, steps, features], unrolled.
///
/// Time comes first inside: the products of the inputs are one long product for all steps, and a step is a run of its rows.
struct Unrolling {
  let examples: Int
  let steps: Int
  let features: Int
  let units: Int
  /// [steps · examples, features].
  let inputs: Tensor
  private let isInspected: Bool

  init(_ x: Tensor, units: Int, _ builder: NetworkBuilder) {
    (examples, steps, features, self.units) = (x.shape[0], x.shape[1], x.shape[2], units)
    inputs = x.permuted([1, 0, 2]).reshaped([x.shape[1] * x.shape[0], x.shape[2]])
    isInspected = builder.stage == .inspection
  }

  /// The steps that are built: two of them show an inspection all that there is.
  var built: Range<Int> { 0..<(isInspected ? min(steps, 2) : steps) }

  /// The rows of a step of a tensor [steps · examples, units].
  func rows(_ step: Int, of tensor: Tensor) -> Tensor { tensor.sliced((step * examples)..<((step + 1) * examples)) }

  /// A state before the first step: 0, and no constant, so that a gradient can be taken with respect to it.
  func initial(_ name: String, _ builder: NetworkBuilder) -> Tensor {
    builder.state(name, [units], value: 0).broadcast(to: [examples, units])
  }

  /// Tensors of single steps, [examples, n], as one [examples, steps, n].
  func stacked(_ tensors: [Tensor]) -> Tensor {
    concatenate(tensors).reshaped([tensors.count, examples, tensors[0].shape[1]]).permuted([1, 0, 2])
  }

  /// What the layer hands on of the states h_1 … h_T.
  func output(_ states: [Tensor], _ returned: Returned) -> Tensor {
    let last = states[states.count - 1]
    switch returned {
    case .last: return last
    case .sequence:
      return isInspected ? last.reshaped([examples, 1, units]).broadcast(to: [examples, steps, units]) : stacked(states)
    }
  }
}
