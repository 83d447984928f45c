import Catalogues

/// A rule that says how a parameter is filled.
public protocol Initializer: Kind {
  /// How a parameter is filled that maps `fanIn` units to `fanOut`; a bias has the fans of its layer.
  func filling(fanIn: Int, fanOut: Int) -> Filling
  /// The parameters that it can fill.
  static var fills: Set<ParameterRole> { get }
}

extension Initializer {
  public static var fills: Set<ParameterRole> { [.weights, .recurrentWeights, .kernel, .bias] }
}

/// What a parameter is to its layer; also the purpose of its random stream.
public enum ParameterRole: String, Sendable {
  case weights = "weight"
  /// What a recurrent layer's state is multiplied by.
  case recurrentWeights = "recurrentWeight"
  /// The weights of a convolution, [height, width, channels in, channels out].
  case kernel
  case bias
  /// The factor and the term behind a normalization.
  case gamma, beta
  /// A coordinate, or several, of a subject without layers.
  case coordinates = "coordinate"
}

/// Every initializer.
public enum Initializers: Catalogued {
  public static let catalogue = Catalogue<any Initializer>(
    "initializer",
    [
      .init(Zeros.self) { $0 }, .init(ConstantValue.self) { $0 }, .init(Normal.self) { $0 }, .init(Uniform.self) { $0 },
      .init(VarianceScaling.self) { $0 },
      .init(Scaled<XavierNormal>.self) { $0 }, .init(Scaled<XavierUniform>.self) { $0 },
      .init(Scaled<HeNormal>.self) { $0 }, .init(Scaled<HeUniform>.self) { $0 },
      .init(Scaled<LecunNormal>.self) { $0 }, .init(Scaled<LecunUniform>.self) { $0 },
      .init(Orthogonal.self) { $0 }, .init(NearIdentity.self) { $0 }, .init(Centered.self) { $0 },
    ]
  ) { $0 }
}
