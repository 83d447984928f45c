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
      .init(Incline.self) { $0 }, .init(ProductChain.self) { $0 },
    ]
  ) { $0 }

  /// Where optimizers are tried: Rosenbrock's valley from the usual point.
  package static var sample: any Subject {
    var subject = LandscapeSubject()
    subject.loss = Chosen(Rosenbrock())
    subject.start = .given([-1.2, 1])
    return subject
  }
}

/// A landscape and the point to start from: parameters and a loss without layers or data.
///
///     {"kind": "landscape", "loss": {"kind": "rosenbrock", "b": 10}, "start": [-1.5, 2]}
public struct LandscapeSubject: Subject {
  public static let name = "landscape"
  public static let summary = "an analytic loss of a few coordinates, and a point to start from"
  public var loss = Chosen<Landscapes>(Quadratic())
  public var start = StartPoint.given([])
  public static var settings: [Setting<Self>] {
    [
      Setting("loss", \.loss, "of the coordinates", isRequired: true),
      Setting("start", \.start, "the coordinates at step 0: numbers, or how they are drawn", isRequired: true),
    ]
  }

  public init() {}

  public func validate(at location: Location?, _ problems: inout Problems) {
    let name = type(of: loss.value).name
    switch start {
    case .given(let numbers):
      guard let expected = loss.value.coordinates, numbers.count != expected else { return }
      let coordinates = "\(expected) coordinate\(expected == 1 ? "" : "s")"
      problems.report("'\(name)' has \(coordinates), and 'start' has \(numbers.count)", at: location)
    case .drawn:
      if loss.value.coordinates == nil {
        problems.report("'\(name)' has any number of coordinates: 'start' must be as many numbers", at: location)
      }
    }
  }

  public func build(for stage: BuildStage) -> SubjectGraph {
    let graph = Graph()
    let filling: Filling
    let count: Int
    switch start {
    case .given(let numbers): (filling, count) = (.given(numbers), numbers.count)
    case .drawn(let initializer):
      count = loss.value.coordinates ?? 1
      filling = initializer.value.filling(fanIn: count, fanOut: count)
    }
    let shape = Shape([count])
    let w = graph.input("w", shape)
    let parameter = Parameter(name: "w", role: .coordinates, shape: shape, tensor: w, filling: filling)
    let feed = Feed(name: "w", shape: shape, purpose: ParameterRole.coordinates.rawValue, position: "w", filling: filling)
    return SubjectGraph(graph: graph, parameters: [parameter], loss: loss.value(w), feeds: [feed])
  }
}

/// Where an optimizer starts: `[-1.5, 2]`, or drawn anew for every replicate, `{"kind": "normal", "standardDeviation": 2}`.
public enum StartPoint: SettingValue {
  case given([Double])
  case drawn(Chosen<Initializers>)

  public static var expectation: String { "numbers, or 'normal', 'uniform' or 'constant'" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> StartPoint? {
    if json.items != nil {
      guard let numbers = [Double].decode(json, &problems) else { return nil }
      return numbers.isEmpty ? refuse(json, &problems) : .given(numbers)
    }
    guard let drawn = Chosen<Initializers>.decode(json, &problems) else { return nil }
    switch drawn.value.filling(fanIn: 1, fanOut: 1) {
    case .normal, .uniform, .constant: return .drawn(drawn)
    default:
      problems.report("expected \(expectation), found '\(type(of: drawn.value).name)'", at: json.location)
      return nil
    }
  }

  public var json: JSON {
    switch self {
    case .given(let numbers): numbers.json
    case .drawn(let initializer): initializer.json
    }
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    let numbers = [Double].schema(&definitions)
    return ["anyOf": [numbers, Chosen<Initializers>.schema(&definitions)]]
  }
}
