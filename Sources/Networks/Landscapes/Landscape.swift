import Catalogues
import Documents
import Graphs

/// An analytic loss of a few coordinates: what an optimizer walks over when nothing else should be in the way.
public protocol Landscape: Kind {
  /// How many coordinates it has; nil for any number.
  var coordinates: Int? { get }
  /// The loss at w, a vector; a scalar.
  func callAsFunction(_ w: Tensor) -> Tensor
}

/// Every landscape.
public enum Landscapes: Catalogued {
  public static let catalogue = Catalogue<any Landscape>(
    "landscape",
    [
      .init(Quadratic.self) { $0 }, .init(Rosenbrock.self) { $0 }, .init(Saddle.self) { $0 }, .init(SaturatingWell.self) { $0 },
      .init(ProductChain.self) { $0 },
    ]
  ) { $0 }
}

/// A landscape and the point to start from: parameters and a loss without layers or data.
///
///     {"kind": "landscape", "loss": {"kind": "rosenbrock", "b": 10}, "start": [-1.5, 2]}
public struct LandscapeSubject: Subject {
  public static let name = "landscape"
  public static let summary = "an analytic loss of a few coordinates, and a point to start from"
  public var loss = Chosen<Landscapes>(Quadratic())
  public var start: [Double] = []
  public static var settings: [Setting<Self>] {
    [
      Setting("loss", \.loss, "of the coordinates", isRequired: true),
      Setting("start", \.start, "the coordinates at step 0", .notEmpty, isRequired: true),
    ]
  }

  public init() {}

  public func validate(at location: Location?, _ problems: inout Problems) {
    guard let expected = loss.value.coordinates, start.count != expected else { return }
    let name = type(of: loss.value).name
    problems.report(
      "'\(name)' has \(expected) coordinate\(expected == 1 ? "" : "s"), and 'start' has \(start.count)", at: location)
  }

  public func build(for stage: BuildStage) -> SubjectGraph {
    let graph = Graph()
    let shape = Shape([start.count])
    let w = graph.input("w", shape)
    let parameter = Parameter(name: "w", role: .coordinates, shape: shape, tensor: w, filling: .given(start))
    let feed = Feed(name: "w", shape: shape, purpose: ParameterRole.coordinates.rawValue, position: "w", filling: .given(start))
    return SubjectGraph(graph: graph, parameters: [parameter], loss: loss.value(w), feeds: [feed])
  }
}
