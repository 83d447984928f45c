import Catalogues
import Documents
import Graphs

/// A piece of a network.
///
/// Shapes are found twice: by `outputShape` for `check`, before any graph, with a problem's place in the manifest;
/// and by `apply`, which may rely on what `outputShape` accepted.
public protocol Layer: Kind {
  /// One of its kind to try: the test plan.
  static var sample: LayerSample { get }
  /// The name that the manifest gave it: then its random streams do not depend on where it stands among its siblings.
  var label: String? { get }
  /// How many layers are built for it, those inside it included; `Int.max` when they cannot be counted.
  var count: Int { get }
  /// The shape of one example that comes out when `input` goes in; nil after the problems were reported.
  func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape?
  /// The nodes of the layer for x, [examples] + the input's shape.
  func apply(to x: Tensor, _ builder: NetworkBuilder) -> Tensor
}

extension Layer {
  public var label: String? { nil }
  public var count: Int { 1 }
  public func outputShape(for input: Shape, at location: Location?, _ problems: inout Problems) -> Shape? { input }

  /// Reports an initializer that cannot fill a parameter of this role.
  func validate(_ chosen: Chosen<Initializers>, fills role: ParameterRole, at location: Location?, _ problems: inout Problems) {
    let kind = type(of: chosen.value)
    guard !kind.fills.contains(role) else { return }
    let hint =
      switch role {
      case .bias: ", only the weights"
      case .kernel where kind.fills.contains(.weights): ": it is not one matrix"
      default: ", only the bias"
      }
    let what = role == .recurrentWeights ? "recurrent weights" : "\(role)"
    problems.report("'\(kind.name)' cannot fill the \(what) of a layer\(hint)", at: chosen.location ?? location)
  }
}

/// Every layer.
public enum Layers: Catalogued {
  public static let catalogue = Catalogue<any Layer>(
    "layer",
    [
      .init(Dense.self) { $0 }, .init(ActivationLayer.self) { $0 }, .init(Scale.self) { $0 }, .init(Residual.self) { $0 },
      .init(Repeat.self) { $0 }, .init(Flatten.self) { $0 }, .init(Convolution2D.self) { $0 },
      .init(Pooling<MaximumPool>.self) { $0 }, .init(Pooling<AveragePool>.self) { $0 }, .init(GlobalAveragePooling.self) { $0 },
      .init(BatchNorm.self) { $0 }, .init(LayerNorm.self) { $0 }, .init(GroupNorm.self) { $0 },
      .init(Recurrent.self) { $0 }, .init(LongShortTermMemory.self) { $0 },
    ]
  ) { $0 }
}
