import Catalogues
import Documents
import Graphs
import Networks

/// How a subject is trained: the optimizer, for how long, on how many examples at a time.
///
///     {"optimizer": {"kind": "adam", "learningRate": 0.01}, "steps": 1000, "batchSize": 32}
public struct TrainingSettings: Group {
  public static let title = "'training'"

  public var optimizer = OptimizerChain()
  public var steps: Int?
  public var epochs: Int?
  public var batchSize: Int?
  public var stopWhen: StopCondition?
  public var stopOnDivergence = true
  public var divergesAbove: Double?
  /// Where it was written.
  public private(set) var location: Location?

  public static var settings: [Setting<Self>] {
    let above = Rule<Double?>("a number above 0", ["exclusiveMinimum": 0]) { $0.map { $0 > 0 } ?? true }
    return [
      Setting("optimizer", \.optimizer, "what turns gradients into steps: a name, a kind, or a chain of links", isRequired: true),
      Setting("steps", \.steps, "how many updates are made; this or 'epochs'", positive(), leftOutWhenNull: true),
      Setting("epochs", \.epochs, "how often every example is seen; this or 'steps'", positive(), leftOutWhenNull: true),
      Setting("batchSize", \.batchSize, "the examples of one step; all of them when left out", positive(), leftOutWhenNull: true),
      Setting("stopWhen", \.stopWhen, "ends training early", leftOutWhenNull: true),
      Setting("stopOnDivergence", \.stopOnDivergence, "whether training ends where loss or parameters are no longer finite"),
      Setting("divergesAbove", \.divergesAbove, "a loss that counts as divergence", above, leftOutWhenNull: true),
    ]
  }

  private static func positive() -> Rule<Int?> {
    Rule("a whole number of at least 1", ["minimum": 1]) { $0.map { $0 >= 1 } ?? true }
  }

  public init() {}

  public static func decode(_ json: JSON, _ problems: inout Problems) -> TrainingSettings? {
    var settings = decodeWhole(json, &problems)
    settings?.location = json.location
    return settings
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    if (steps == nil) == (epochs == nil) {
      problems.report("'training' needs either 'steps' or 'epochs'", at: location)
    }
  }

  /// Reports what does not fit the subject.
  public func validate(against subject: SubjectGraph, _ problems: inout Problems) {
    if subject.loss == nil { problems.report("training lowers a loss, but the subject has no 'loss'", at: location) }
    if subject.parameters.isEmpty { problems.report("training changes parameters, but the subject has none", at: location) }
    optimizer.validate(against: subject, at: location, &problems)
    guard let examples = subject.network?.input.shape[0] else {
      if epochs != nil || batchSize != nil {
        problems.report(
          "'\(epochs != nil ? "epochs" : "batchSize")' is for examples, but the subject has none; use 'steps'", at: location)
      }
      return
    }
    if let batchSize, examples % batchSize != 0 {
      problems.report(
        "'batchSize' is \(batchSize), which does not divide the \(examples) examples: every example is seen once an epoch",
        at: location)
    }
  }

  /// The updates in all; `examples` is the subject's number of them.
  public func stepCount(examples: Int?) -> Int { steps ?? (epochs ?? 0) * batches(of: examples) }

  /// The updates of an epoch.
  func batches(of examples: Int?) -> Int {
    guard let batchSize, let examples else { return 1 }
    return examples / batchSize
  }
}

/// What ends training early.
public struct StopCondition: Group {
  public static let title = "'stopWhen'"
  public var lossBelow = 0.0
  public static var settings: [Setting<Self>] {
    [Setting("lossBelow", \.lossBelow, "the loss, of the batch if there are batches", isRequired: true)]
  }
  public init() {}
}
