import Catalogues
import Documents

/// The factors of an experiment, those of `factors` first, and the factor `arm` of `arms` last.
struct Factors {
  private(set) var list: [Factor] = []
  /// Names that were written but whose levels could not be read: what uses them is not to blame.
  private(set) var broken: Set<String> = []

  init(factors: JSON?, arms: JSON?, _ problems: inout Problems) {
    if let factors {
      if factors.members == nil {
        problems.report("expected an object of factors and their levels, found \(factors.inWords)", at: factors.location)
      }
      for member in factors.members ?? [] where member.key != "$comment" {
        if let factor = Factor.decode(member, &problems) { list.append(factor) } else { broken.insert(member.key) }
      }
    }
    if let arms {
      if let factor = Factor.decodeArms(arms, &problems) {
        list.append(factor)
      } else {
        broken.formUnion(Factor.armBindings(arms.items?.first?.members ?? []))
      }
    }
    var seen: Set<String> = []
    for factor in list {
      for name in Set(factor.bindings + [factor.name]).sorted() where !seen.insert(name).inserted {
        problems.report("two factors are called '\(name)'", at: factor.location)
      }
    }
  }

  /// Every name that `{"factor": …}` may use.
  var bindings: [String] { list.flatMap(\.bindings) + broken.sorted() }

  /// How many combinations of levels there are; a float64, because a slip makes it astronomical.
  var crossedCount: Double { list.reduce(1) { $0 * Double($1.levels.count) } }

  /// Every combination of indices of levels, the first factor varying slowest.
  var crossing: [[Int]] {
    list.reduce([[]]) { combinations, factor in
      combinations.flatMap { head in factor.levels.indices.map { head + [$0] } }
    }
  }

  /// What stands in for every name in a combination.
  func values(_ levels: [Int]) -> [String: JSON] {
    var values: [String: JSON] = [:]
    for (factor, level) in zip(list, levels) { values.merge(factor.levels[level].values) { first, _ in first } }
    return values
  }
}

/// `only` and `except`: lists of partial combinations, `[{"activation": "relu", "depth": [1, 2]}]`.
struct Thinning {
  private var only: [[Int: Set<Int>]]?
  private var except: [[Int: Set<Int>]]

  init(only: JSON?, except: JSON?, _ factors: Factors, _ problems: inout Problems) {
    self.only = only.map { Self.decode($0, factors, &problems) }
    self.except = except.map { Self.decode($0, factors, &problems) } ?? []
  }

  func keeps(_ levels: [Int]) -> Bool {
    func matches(_ pattern: [Int: Set<Int>]) -> Bool { pattern.allSatisfy { $1.contains(levels[$0]) } }
    return only?.contains(where: matches) ?? true && !except.contains(where: matches)
  }

  private static func decode(_ json: JSON, _ factors: Factors, _ problems: inout Problems) -> [[Int: Set<Int>]] {
    guard let patterns = json.items else {
      problems.report("expected an array of objects, each of factors and their levels, found \(json.inWords)", at: json.location)
      return []
    }
    return patterns.map { pattern in
      var result: [Int: Set<Int>] = [:]
      if pattern.members == nil { problems.report("expected an object, found \(pattern.inWords)", at: pattern.location) }
      for member in pattern.members ?? [] where member.key != "$comment" && !factors.broken.contains(member.key) {
        guard let index = factors.list.firstIndex(where: { $0.name == member.key }) else {
          let hint = nameHint(for: member.key, among: factors.list.map(\.name))
          problems.report("no factor is called '\(member.key)'.\(hint)", at: member.keyLocation)
          continue
        }
        let levels = factors.list[index].levels
        result[index] = []
        for item in member.value.items ?? [member.value] {
          let label = item.string ?? item["label"]?.string ?? item["kind"]?.string ?? item.canonical
          if let level = levels.firstIndex(where: { $0.label == label }) {
            result[index]?.insert(level)
          } else {
            let labels = levels.map(\.label)
            // A number is no misspelling of another.
            let hint = item.number != nil ? listHint(labels) : nameHint(for: label, among: labels)
            problems.report("the factor '\(member.key)' has no level '\(label)'.\(hint)", at: item.location)
          }
        }
      }
      return result
    }
  }
}
