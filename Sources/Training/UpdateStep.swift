import Catalogues
import Documents
import Graphs
import Networks

/// A link of an optimizer: it turns the updates of the parameters, gradients at first, into others.
///
/// An optimizer is a chain of such links; what comes out of the last one is subtracted from the parameters. Everything is nodes of one
/// graph, so that loss, gradient and update of a training step are one static program.
public protocol UpdateStep: Kind {
  /// The updates behind this link, one for each parameter and of its shape.
  func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor]
  /// The learning rates that it multiplies the updates by.
  var learningRates: [LearningRate] { get }
  /// Reports a subject that it cannot train.
  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems)
}

extension UpdateStep {
  public var learningRates: [LearningRate] { [] }
  public func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {}
}

/// A famous optimizer: a name for a chain.
protocol Alias: UpdateStep {
  var chain: [any UpdateStep] { get }
}

extension Alias {
  public func apply(to updates: [Tensor], _ builder: StepBuilder) -> [Tensor] {
    chain.reduce(updates) { $1.apply(to: $0, builder) }
  }
  public var learningRates: [LearningRate] { chain.flatMap(\.learningRates) }
  public func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    for step in chain { step.validate(against: subject, at: location, &problems) }
  }
}

/// Every optimizer, and the links to make others of.
public enum Optimizers: Catalogued {
  public static let catalogue = Catalogue<any UpdateStep>(
    "optimizer",
    [
      .init(GradientDescent.self) { $0 }, .init(Momentum.self) { $0 }, .init(Nesterov.self) { $0 }, .init(RMSProp.self) { $0 },
      .init(Adam.self) { $0 }, .init(Newton.self) { $0 },
      .init(ClipNorm.self) { $0 }, .init(ClipValue.self) { $0 }, .init(WeightDecay.self) { $0 }, .init(Velocity.self) { $0 },
      .init(LookAhead.self) { $0 }, .init(RootMeanSquare.self) { $0 }, .init(AdaptiveMoments.self) { $0 },
      .init(NewtonDirection.self) { $0 }, .init(Rate.self) { $0 },
    ]
  ) { $0 }
}

/// Links one after the other: `"adam"`, or `[{"kind": "clipNorm", "maximum": 1}, {"kind": "adam", "learningRate": 0.01}]`.
public struct OptimizerChain: SettingValue {
  private(set) var links: [Chosen<Optimizers>]

  public init(_ links: [any UpdateStep] = [GradientDescent()]) { self.links = links.map { Chosen($0) } }

  /// A chain that trains with the link that is tried: clipped, so that every default rate stays on its way; a link that is no optimizer by
  /// itself is followed by a rate.
  package init(trying link: any UpdateStep) {
    self.init([ClipNorm(maximum: 1), link] + (link is any Alias ? [] : [Rate(learningRate: LearningRate(0.1))]))
  }

  private init(links: [Chosen<Optimizers>]) { self.links = links }

  public static var expectation: String { "an optimizer, or an array of links" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> OptimizerChain? {
    guard json.items != nil else {
      return Chosen<Optimizers>.decode(json, &problems).map { link in OptimizerChain(links: [link]) }
    }
    guard let links = [Chosen<Optimizers>].decode(json, &problems) else { return nil }
    if links.isEmpty {
      problems.report("expected at least one link of the optimizer", at: json.location)
      return nil
    }
    return OptimizerChain(links: links)
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    let link = Chosen<Optimizers>.schema(&definitions)
    return ["anyOf": [link, ["type": "array", "minItems": 1, "items": definitions.orFactor(link)]]]
  }

  /// One link alone is written without an array.
  public var json: JSON { links.count == 1 ? links[0].json : links.json }

  /// θ ← θ - u: the updates u.
  func updates(_ builder: StepBuilder) -> [Tensor] { links.reduce(builder.gradients) { $1.value.apply(to: $0, builder) } }

  /// The factor on the updates at a step, the product of all learning rates; steps count from 0.
  public func learningRate(at count: Tensor) -> Tensor {
    links.flatMap(\.value.learningRates).reduce(count.graph.constant(1)) { $0 * $1.value(at: count) }
  }

  func validate(against subject: SubjectGraph, at location: Location?, _ problems: inout Problems) {
    for link in links { link.value.validate(against: subject, at: link.location ?? location, &problems) }
  }
}
