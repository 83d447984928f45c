import Catalogues
import Graphs

/// A function φ that a network applies to every pre-activation.
///
/// Only the value is written, in nodes of the graph: derivatives of any order come from there.
public protocol Activation: Kind {
  /// φ(x), elementwise.
  func callAsFunction(_ x: Tensor) -> Tensor
  /// Where φ or one of its derivatives jumps. Quadrature splits there; finite differences keep away.
  var kinks: [Double] { get }
  /// The largest |φ'| over the real line: what saturation is measured against.
  var steepestSlope: Double { get }
}

extension Activation {
  public var kinks: [Double] { [] }
  public var steepestSlope: Double { 1 }
}

/// Every activation. To be listed is to be known to manifests, to help and to the tests of derivatives.
public enum Activations: Catalogued {
  public static let catalogue = Catalogue<any Activation>(
    "activation",
    [
      .init(Identity.self) { $0 }, .init(Sigmoid.self) { $0 }, .init(Tanh.self) { $0 }, .init(Relu.self) { $0 },
      .init(LeakyRelu.self) { $0 }, .init(Elu.self) { $0 }, .init(Selu.self) { $0 }, .init(Softplus.self) { $0 },
      .init(Swish.self) { $0 }, .init(Gelu.self) { $0 }, .init(Softsign.self) { $0 }, .init(HardTanh.self) { $0 },
      .init(Sine.self) { $0 },
    ]
  ) { $0 }
}
