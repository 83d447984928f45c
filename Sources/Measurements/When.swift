import Catalogues
import Documents

/// The training steps at which a measurement is taken; step 0 is the initialization.
public enum When: SettingValue, Hashable {
  case start, end, startAndEnd
  /// At the steps 0, k, 2k, ….
  case every(Int)
  case steps([Int])

  public static var expectation: String {
    "'start', 'end', 'startAndEnd', {\"every\": k} with k of at least 1, or {\"steps\": [0, 10, …]}"
  }

  private static let words: [(String, When)] = [("start", .start), ("end", .end), ("startAndEnd", .startAndEnd)]

  public static func decode(_ json: JSON, _ problems: inout Problems) -> When? {
    if let text = json.string {
      if let word = words.first(where: { $0.0 == text }) { return word.1 }
      problems.report("expected \(expectation), found '\(text)'.\(nameHint(for: text, among: words.map(\.0)))", at: json.location)
      return nil
    }
    guard let members = json.members?.filter({ $0.key != "$comment" }), members.count == 1 else { return refuse(json, &problems) }
    switch members[0].key {
    case "every":
      guard let period = Int.decode(members[0].value, &problems) else { return nil }
      if period >= 1 { return .every(period) }
    case "steps":
      guard let steps = [Int].decode(members[0].value, &problems) else { return nil }
      if !steps.isEmpty, steps.allSatisfy({ $0 >= 0 }) { return .steps(Set(steps).sorted()) }
    default: break
    }
    problems.report("expected \(expectation)", at: json.location)
    return nil
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    let period = definitions.orFactor(["type": "integer", "minimum": 1])
    let step = definitions.orFactor(["type": "integer", "minimum": 0])
    let steps = definitions.orFactor(["type": "array", "minItems": 1, "items": step])
    return [
      "anyOf": [
        ["enum": .array(words.map { .string($0.0) })],
        .closedObject("at the steps 0, k, 2k, …", [JSON.Member("every", period)], required: ["every"]),
        .closedObject("at these steps", [JSON.Member("steps", steps)], required: ["steps"]),
      ]
    ]
  }

  public var json: JSON {
    switch self {
    case .start: "start"
    case .end: "end"
    case .startAndEnd: "startAndEnd"
    case .every(let period): ["every": .number(period)]
    case .steps(let steps): ["steps": steps.json]
    }
  }

  /// "the start", "every 10 steps".
  var inWords: String {
    switch self {
    case .start: "the start"
    case .end: "the end"
    case .startAndEnd: "start and end"
    case .every(let period): period == 1 ? "every step" : "every \(period) steps"
    case .steps(let steps): steps.count == 1 ? "step \(steps[0])" : "\(steps.count) steps"
    }
  }

  /// Whether a step is one of them.
  func includes(_ step: Int, isLast: Bool) -> Bool {
    switch self {
    case .start: step == 0
    case .end: isLast
    case .startAndEnd: step == 0 || isLast
    case .every(let period): step % period == 0
    case .steps(let steps): steps.contains(step)
    }
  }
}

/// A measurement and the steps at which it is taken.
///
///     {"kind": "loss", "when": {"every": 10}}
public struct ScheduledMeasurement: SettingValue {
  public var value: any Measurement
  /// Nil when nothing was written.
  public var when: When?
  /// Where it was written.
  public var location: Location?

  public init(_ value: any Measurement, when: When? = nil, at location: Location? = nil) {
    self.value = value
    self.when = when
    self.location = location
  }

  public static var expectation: String { Chosen<Measurements>.expectation }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> ScheduledMeasurement? {
    let before = problems.list.count
    let when = json["when"].flatMap { When.decode($0, &problems) }
    // The kinds know nothing of steps: 'when' is every measurement's.
    let own = json.members.map { JSON(.object($0.filter { $0.key != "when" }), at: json.location) } ?? json
    guard let value = Measurements.catalogue.decode(own, &problems), problems.list.count == before else { return nil }
    return ScheduledMeasurement(value, when: when, at: json.location)
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { Chosen<Measurements>.schema(&definitions) }

  public var json: JSON {
    let own = Measurements.catalogue.encode(value)
    guard let when else { return own }
    return own.joined(with: ["when": when.json])
  }
}
