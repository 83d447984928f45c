import Catalogues
import Documents
import Graphs

/// What a study looks at.
public protocol Subject: Kind {
  /// The subject as a graph. The settings were validated: whoever decoded the subject without problems may build it.
  func build(for stage: BuildStage) -> SubjectGraph
}

/// Every subject.
public enum Subjects: Catalogued {
  public static let catalogue = Catalogue<any Subject>(
    "subject", [.init(Network.self) { $0 }, .init(LandscapeSubject.self) { $0 }]
  ) { $0 }
}

/// Layers over an input. A scalar chain x_l = φ(w x_{l-1} + b) is a network of width 1.
public struct Network: Subject {
  public static let name = "network"
  public static let summary = "layers over an input, and a loss when something needs one"
  public var input = Chosen<Inputs>(GaussianInput())
  public var layers = LayerList()
  public var loss: Chosen<Losses>?
  public static var settings: [Setting<Self>] {
    [
      Setting("input", \.input, "the examples", isRequired: true), Setting("layers", \.layers, "in order", isRequired: true),
      Setting("loss", \.loss, "of the output"),
    ]
  }

  /// More layers than this are taken for a mistake: `check` builds the graph.
  static let mostLayers = 100_000

  public init() {}

  /// Shapes that cannot fit are told here, before anything is built.
  public func validate(at location: Location?, _ problems: inout Problems) {
    guard layers.count <= Self.mostLayers else {
      let count = layers.count == .max ? "more layers than can be counted" : "\(layers.count) layers"
      problems.report("the network has \(count); at most \(Self.mostLayers) are built", at: location)
      return
    }
    _ = layers.outputShape(for: [input.value.features], &problems)
  }

  public func build(for stage: BuildStage) -> SubjectGraph {
    let builder = NetworkBuilder(stage: stage)
    let source = input.value
    let x = builder.leaf(
      "input", [source.examples, source.features], purpose: "input", position: "input", source.filling)
    let output = layers.apply(to: x, builder)
    let loss = loss.map { loss in
      loss.value(output, builder.leaf("target", output.shape, purpose: "target", position: "output", loss.value.target))
    }
    return builder.finish(input: x, output: output, loss: loss)
  }
}
