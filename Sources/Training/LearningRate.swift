import Catalogues
import Documents
import Graphs

/// A learning rate: a number, or a schedule from the catalogue.
public struct LearningRate: SettingValue {
  private let schedule: any Schedule

  public init(_ rate: Double) { schedule = Steady(rate: rate) }

  private init(schedule: any Schedule) { self.schedule = schedule }

  /// The rate of a step; steps count from 0.
  func value(at count: Tensor) -> Tensor { schedule.value(at: count) }

  public static var expectation: String { "a number above 0, or a schedule" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> LearningRate? {
    guard let number = json.number else {
      return Schedules.catalogue.decode(json, &problems).map { schedule in LearningRate(schedule: schedule) }
    }
    return number > 0 ? LearningRate(number) : refuse(json, &problems)
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    ["anyOf": [["type": "number", "exclusiveMinimum": 0], Chosen<Schedules>.schema(&definitions)]]
  }

  /// A constant rate is a number, however it was written.
  public var json: JSON { (schedule as? Steady).map { .number($0.rate) } ?? schedule.json }
}

/// How a learning rate changes with the step.
public protocol Schedule: Kind {
  /// The rate at a step t = 0, 1, …, as a node.
  func value(at count: Tensor) -> Tensor
}

/// Every schedule.
public enum Schedules: Catalogued {
  public static let catalogue = Catalogue<any Schedule>(
    "schedule",
    [
      .init(Steady.self) { $0 }, .init(InverseTime.self) { $0 }, .init(Exponential.self) { $0 }, .init(Milestones.self) { $0 },
      .init(Cosine.self) { $0 }, .init(Warmup.self) { $0 },
    ]
  ) { $0 }
}

struct Steady: Schedule {
  static let name = "constant"
  static let summary = "the same rate at every step"
  var rate = 0.1
  static var settings: [Setting<Self>] { [startSetting(\.rate)] }
  func value(at count: Tensor) -> Tensor { count.graph.constant(rate) }
}

struct InverseTime: Schedule {
  static let name = "inverseTime"
  static let summary = "rate / (1 + decay · t), t the steps taken so far"
  var rate = 0.1
  var decay = 0.01
  static var settings: [Setting<Self>] {
    [startSetting(\.rate), Setting("decay", \.decay, "of a step", .atLeast(0), isRequired: true)]
  }
  func value(at count: Tensor) -> Tensor { rate / (1 + decay * count) }
}

struct Exponential: Schedule {
  static let name = "exponential"
  static let summary = "rate · factorᵗ, t the steps taken so far"
  var rate = 0.1
  var factor = 0.99
  static var settings: [Setting<Self>] {
    [startSetting(\.rate), Setting("factor", \.factor, "of a step", .above(0), isRequired: true)]
  }
  func value(at count: Tensor) -> Tensor { rate * count.graph.constant(factor).raised(to: count) }
}

struct Milestones: Schedule {
  static let name = "step"
  static let summary = "rate, multiplied by factor at each of some steps"
  var rate = 0.1
  var factor = 0.1
  var steps: [Int] = []
  static var settings: [Setting<Self>] {
    [
      startSetting(\.rate), Setting("factor", \.factor, "at each of the steps", .above(0)),
      Setting("at", \.steps, "the steps, counted from 0, that are the first with the new rate", .notEmpty, isRequired: true),
    ]
  }
  func value(at count: Tensor) -> Tensor {
    let graph = count.graph
    return steps.reduce(graph.constant(rate)) { rate, step in
      // Halfway between two steps: a comparison that rounding cannot move.
      rate * select(greater(count, graph.constant(Double(step) - 0.5)), graph.constant(factor), graph.constant(1))
    }
  }
}

struct Cosine: Schedule {
  static let name = "cosine"
  static let summary = "from rate to end along half a cosine over so many steps, then end (Loshchilov & Hutter 2017)"
  var rate = 0.1
  var steps = 1000
  var end = 0.0
  static var settings: [Setting<Self>] {
    [
      startSetting(\.rate), Setting("steps", \.steps, "until the end", .atLeast(1), isRequired: true),
      Setting("end", \.end, "the last rate", .atLeast(0)),
    ]
  }
  func value(at count: Tensor) -> Tensor {
    let share = minimum(count / Double(steps), count.graph.constant(1))
    return end + (0.5 * (rate - end)) * (1 + (share * .pi).cos())
  }
}

struct Warmup: Schedule {
  static let name = "warmup"
  static let summary =
    "a linear rise over so many steps, from 1/steps to 1 times what follows; then the schedule, from its step 0"
  var steps = 100
  var next = LearningRate(0.1)
  static var settings: [Setting<Self>] {
    [
      Setting("steps", \.steps, "of the rise", .atLeast(1), isRequired: true),
      Setting("then", \.next, "a number, or a schedule", isRequired: true),
    ]
  }
  func value(at count: Tensor) -> Tensor {
    let graph = count.graph
    let rise = minimum((count + 1) / Double(steps), graph.constant(1))
    return rise * next.value(at: maximum(count - Double(steps), graph.constant(0)))
  }
}

private func startSetting<Root>(_ path: WritableKeyPath<Root, Double>) -> Setting<Root> {
  Setting("rate", path, "of the first step", .above(0), isRequired: true)
}
