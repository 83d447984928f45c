import Catalogues
import Documents

extension Factor {
  /// The most levels that a range may have.
  static let mostLevels = 100_000

  /// Reads one factor of `"factors": {…}`; nil after the problems were reported.
  static func decode(_ member: JSON.Member, _ problems: inout Problems) -> Factor? {
    guard Identifier.check(member.key, as: "a factor", at: member.keyLocation, &problems) else { return nil }
    let levels: [Level]
    if let items = member.value.items {
      levels = items.map { level($0, of: member.key, &problems) }
    } else {
      guard let numbers = RangeLevels.decode(member.value, &problems) else { return nil }
      levels = numbers.map { number in
        let value = JSON(.number(number), at: member.value.location)
        return Level(
          label: JSON.ecmaScript(number), number: number, values: [member.key: value], location: member.value.location)
      }
    }
    return checked(Factor(name: member.key, levels: levels, bindings: [member.key], location: member.keyLocation), &problems)
  }

  /// Reads `"arms": [{"label": "plain", "activation": "tanh", "scale": 1}, …]`: settings that change together, one factor `arm`.
  static func decodeArms(_ json: JSON, _ problems: inout Problems) -> Factor? {
    guard let items = json.items, let first = items.first?.members else {
      problems.report(
        "expected an array of arms, each an object with a label and its settings, found \(json.inWords)", at: json.location)
      return nil
    }
    let bindings = armBindings(first)
    if bindings.isEmpty { problems.report("an arm needs settings besides its label", at: items[0].location) }
    let levels = items.compactMap { item -> Level? in
      guard let members = item.members, let label = item["label"]?.string else {
        problems.report("an arm is an object and needs 'label', a text", at: item.location)
        return nil
      }
      let settings = members.filter { $0.key != "label" && $0.key != "$comment" }
      for name in bindings where item[name] == nil {
        problems.report("the arm '\(label)' does not say '\(name)', which the first arm has", at: item.location)
      }
      for member in settings where !bindings.contains(member.key) {
        problems.report(
          "the first arm does not say '\(member.key)'; every arm has the same settings.\(hint(member.key, bindings))",
          at: member.keyLocation)
      }
      let values = Dictionary(settings.map { ($0.key, $0.value) }) { first, _ in first }
      return Level(label: label, number: nil, values: values, location: item.location)
    }
    return checked(Factor(name: "arm", levels: levels, bindings: bindings, location: json.location), &problems)
  }

  /// The settings of an arm.
  static func armBindings(_ arm: [JSON.Member]) -> [String] { arm.map(\.key).filter { $0 != "label" && $0 != "$comment" } }

  private static func hint(_ name: String, _ bindings: [String]) -> String {
    nearestName(to: name, among: bindings).map { " Did you mean '\($0)'?" } ?? ""
  }

  private static func level(_ json: JSON, of factor: String, _ problems: inout Problems) -> Level {
    if let members = json.members, json["kind"] == nil, json["label"] != nil || json["value"] != nil {
      for member in members where !(levelKeys.map(\.name) + ["$comment"]).contains(member.key) {
        problems.report("a labeled level has 'label' and 'value', not '\(member.key)'", at: member.keyLocation)
      }
      for key in levelKeys.map(\.name) where json[key] == nil {
        problems.report("a labeled level needs '\(key)' too", at: json.location)
      }
      let label = json["label"]
      if let label, label.string == nil {
        problems.report("expected a text as label, found \(label.inWords)", at: label.location)
      }
      let value = json["value"] ?? json
      return Level(
        label: label?.string ?? json.canonical, number: value.number, values: [factor: value], location: json.location)
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
    for member in members where !(Factor.rangeKeys.map(\.name) + ["$comment"]).contains(member.key) {
      problems.report("a range has 'range' and 'step', not '\(member.key)'", at: member.keyLocation)
    }
    let step = json["step"] ?? 1
    guard let ends = range.items?.map(\.number), ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
      problems.report("expected two numbers, the first not above the last; found \(range.canonical)", at: range.location)
      return nil
    }
    guard let width = step.number, width > 0 else {
      problems.report("expected a number above 0, found \(step.inWords)", at: step.location)
      return nil
    }
    let steps = ((last - first) / width * (1 + 1e-12)).rounded(.down)
    guard steps < Double(Factor.mostLevels) else {
      problems.report("a range of more than \(Factor.mostLevels) levels", at: range.location)
      return nil
    }
    return values(from: first, step: width, count: Int(steps) + 1)
  }

  /// first + i · step as a person would write it: 0.3, where 3 · 0.1 in binary is 0.30000000000000004.
  private static func values(from first: Double, step: Double, count: Int) -> [Double] {
    // Whole numbers of the finest decimal place are exact below 2^53, and one division rounds as reading "0.3" does.
    for unit in [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] {
      let (a, b) = ((first * unit).rounded(), (step * unit).rounded())
      guard a / unit == first, b / unit == step, a.magnitude + Double(count) * b < 0x1p53 else { continue }
      return (0..<count).map { (a + Double($0) * b) / unit }
    }
    return (0..<count).map { first + Double($0) * step }
  }
}
