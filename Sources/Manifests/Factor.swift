import Catalogues
import Documents

/// Something that an experiment varies: a name and its levels, in the order written.
///
/// ```json
/// "factors": {
///   "depth": {"range": [1, 80]},
///   "activation": ["relu", {"label": "leaky", "value": {"kind": "leakyRelu", "slope": 0.1}}]
/// }
/// ```
public struct Factor: Sendable {
  /// The column of the results that tells the level.
  public let name: String
  public let levels: [Level]
  /// The names that `{"factor": …}` may use for it: its own, or every setting of the arms.
  public let bindings: [String]
  let location: Location?

  public struct Level: Sendable {
    /// What figures and results call it.
    public let label: String
    /// The level as a number, for expressions and axes; nil when it is none.
    public let number: Double?
    /// What stands in for each of the factor's names.
    public let values: [String: JSON]
    let location: Location?
  }

  /// The most levels that a range may have.
  static let mostLevels = 100_000

  /// Reads `"factors": {…}`.
  static func decode(_ json: JSON, _ problems: inout Problems) -> [Factor] {
    guard let members = json.members else {
      problems.report("expected an object of factors and their levels, found \(json.inWords)", at: json.location)
      return []
    }
    return members.filter { $0.key != "$comment" }.compactMap { member in
      guard Identifier.check(member.key, as: "factor", at: member.keyLocation, &problems) else { return nil }
      if let items = member.value.items {
        let levels = items.map { level($0, of: member.key, &problems) }
        return checked(Factor(name: member.key, levels: levels, bindings: [member.key], location: member.keyLocation), &problems)
      }
      guard let numbers = RangeLevels.decode(member.value, &problems) else { return nil }
      let levels = numbers.map { number in
        Level(
          label: JSON.ecmaScript(number), number: number, values: [member.key: JSON(.number(number), at: member.value.location)],
          location: member.value.location)
      }
      return checked(Factor(name: member.key, levels: levels, bindings: [member.key], location: member.keyLocation), &problems)
    }
  }

  /// Reads `"arms": [{"label": "plain", "activation": "tanh", "scale": 1}, …]`: settings that change together, one factor `arm`.
  static func decodeArms(_ json: JSON, _ problems: inout Problems) -> Factor? {
    guard let items = json.items, let first = items.first?.members else {
      problems.report(
        "expected an array of arms, each an object with a label and its settings, found \(json.inWords)", at: json.location)
      return nil
    }
    let bindings = first.map(\.key).filter { $0 != "label" && $0 != "$comment" }
    let levels = items.compactMap { item -> Level? in
      let members = (item.members ?? []).filter { $0.key != "$comment" }
      guard let label = item["label"]?.string else {
        problems.report("an arm needs 'label', a text", at: item.location)
        return nil
      }
      let settings = members.filter { $0.key != "label" }
      for name in bindings where item[name] == nil {
        problems.report("the arm '\(label)' does not say '\(name)', which the first arm has", at: item.location)
      }
      for member in settings where !bindings.contains(member.key) {
        problems.report("the first arm does not say '\(member.key)'; every arm has the same settings", at: member.keyLocation)
      }
      let values = Dictionary(settings.map { ($0.key, $0.value) }) { first, _ in first }
      return Level(label: label, number: nil, values: values, location: item.location)
    }
    return checked(Factor(name: "arm", levels: levels, bindings: bindings, location: json.location), &problems)
  }

  private static func level(_ json: JSON, of factor: String, _ problems: inout Problems) -> Level {
    if let members = json.members, let label = json["label"], let value = json["value"] {
      if label.string == nil { problems.report("expected a text as label, found \(label.inWords)", at: label.location) }
      for member in members where !["label", "value", "$comment"].contains(member.key) {
        problems.report("a labeled level has 'label' and 'value', not '\(member.key)'", at: member.keyLocation)
      }
      return Level(label: label.string ?? "", number: value.number, values: [factor: value], location: json.location)
    }
    let label = json.string ?? json["kind"]?.string ?? json.canonical
    return Level(label: label, number: json.number, values: [factor: json], location: json.location)
  }

  private static func checked(_ factor: Factor, _ problems: inout Problems) -> Factor? {
    if factor.levels.isEmpty {
      problems.report("the factor '\(factor.name)' has no levels", at: factor.location)
      return nil
    }
    var seen: Set<String> = []
    for level in factor.levels where !seen.insert(level.label).inserted {
      problems.report(
        "the factor '\(factor.name)' has two levels called '\(level.label)'; write {\"label\": …, \"value\": …}",
        at: level.location)
    }
    return factor
  }
}

/// `{"range": [1, 80], "step": 1}`: evenly spaced numbers, both ends included.
private enum RangeLevels {
  static func decode(_ json: JSON, _ problems: inout Problems) -> [Double]? {
    guard let members = json.members, let range = json["range"] else {
      problems.report("expected an array of levels, or {\"range\": [first, last]}; found \(json.inWords)", at: json.location)
      return nil
    }
    for member in members where !["range", "step", "$comment"].contains(member.key) {
      problems.report("a range has 'range' and 'step', not '\(member.key)'", at: member.keyLocation)
    }
    let step = json["step"].map { $0.number ?? .nan } ?? 1
    guard let ends = range.items?.map(\.number), ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
      problems.report("expected two numbers, the first not above the last; found \(range.inWords)", at: range.location)
      return nil
    }
    guard step > 0 else {
      problems.report("expected a number above 0", at: json["step"]?.location)
      return nil
    }
    let steps = ((last - first) / step * (1 + 1e-12)).rounded(.down)
    guard steps < Double(Factor.mostLevels) else {
      problems.report("a range of more than \(Factor.mostLevels) levels", at: range.location)
      return nil
    }
    return (0...Int(steps)).map { first + Double($0) * step }
  }
}

/// Names that are words of an expression.
public enum Identifier {
  /// Words that mean something else in an expression or a table.
  static let reserved: Set<String> = ["replicate", "step", "outcome", "and", "or", "not", "pi", "e"]

  static func check(_ name: String, as role: String, at location: Location?, _ problems: inout Problems) -> Bool {
    let letters = name.unicodeScalars
    let isWord = letters.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) }
    if !isWord || letters.first?.properties.isAlphabetic != true {
      problems.report(
        "'\(name)' is no name for a \(role): letters and digits, beginning with a letter, as in camelCase", at: location)
      return false
    }
    if reserved.contains(name) {
      problems.report("'\(name)' is a word of the language; a \(role) needs another name", at: location)
      return false
    }
    return true
  }
}
