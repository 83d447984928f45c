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
  public var input = Chosen<Inputs>(.plain(GaussianInput()))
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
    guard let output = layers.outputShape(for: input.value.shape, &problems), let loss else { return }
    _ = loss.value.target(for: input.value, output: output, at: loss.location ?? location, &problems)
  }

  public func build(for stage: BuildStage) -> SubjectGraph {
    let builder = NetworkBuilder(stage: stage)
    let source = input.value
    let examples = stage.examples ?? source.examples
    let x = builder.leaf("input", source.shape.with(examples: examples), purpose: "input", position: "input", source.filling)
    let output = layers.apply(to: x, builder)
    guard let loss = loss?.value else { return builder.finish(input: x, output: output, loss: nil) }
    var ignored = Problems()
    guard let filling = loss.target(for: source, output: output.shape.ofExample, at: nil, &ignored) else {
      preconditionFailure("a loss that was refused")
    }
    // The targets of a dataset come from the stream of its inputs: they belong to the same examples.
    let (purpose, position) = filling.isData ? ("input", "input") : ("target", "output")
    let target = builder.leaf("target", output.shape, purpose: purpose, position: position, filling)
    let labels = filling.isClasses ? Labels(target: target, threshold: loss.threshold) : nil
    return builder.finish(input: x, output: output, loss: loss(output, target), labels: labels)
  }
}

extension Shape {
  /// The shape of so many examples of this shape.
  func with(examples: Int) -> Shape { Shape([examples] + dimensions) }
  /// The shape of one example, the first axis being that of the examples.
  var ofExample: Shape { Shape(Array(dimensions.dropFirst())) }
}
