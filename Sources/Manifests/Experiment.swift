import Catalogues
import Documents

/// One experiment of a study: a subject and measurements, computed for every combination of the factors and every replicate.
public struct Experiment: Sendable {
  /// The name under `experiments`; "main" when the study has only one and its keys stand at the top.
  public let name: String
  public let factors: [Factor]
  /// The crossing of the factors, thinned by `only` and `except`; the first factor varies slowest.
  public let combinations: [Combination]
  public let seed: UInt64
  public let replicates: Int
  /// The names of the measurements, as figures and claims use them; in the order of the settings.
  public let measurementNames: [String]
  public let location: Location?

  public struct Combination: Sendable {
    /// For every factor the index of its level.
    public let levels: [Int]
    public let settings: CellSettings
  }

  /// The keys of an experiment.
  static let keys = [
    "factors", "arms", "only", "except", "seed", "replicates", "subject", "training", "measurements", "precision",
  ]
  /// More cells than this in one experiment are taken for a mistake.
  public static let mostCells = 200_000

  /// Reads an experiment; nil after the problems were reported.
  static func decode(_ members: [JSON.Member], name: String, at location: Location?, _ problems: inout Problems) -> Experiment? {
    let before = problems.list.count
    let json = JSON(.object(members), at: location)
    var factors = json["factors"].map { Factor.decode($0, &problems) } ?? []
    if let arms = json["arms"], let factor = Factor.decodeArms(arms, &problems) { factors.append(factor) }
    reportClashes(factors, &problems)

    let seed = json["seed"].map { whole($0, 0, &problems) } ?? 0
    let replicates = json["replicates"].map { whole($0, 1, &problems) } ?? 1
    let names = measurementNames(json["measurements"], &problems)
    for name in names where factors.contains(where: { $0.name == name }) {
      problems.report("'\(name)' is both a factor and a measurement", at: json["measurements"]?.location)
    }
    guard problems.list.count == before else { return nil }

    let thinning = Thinning(only: json["only"], except: json["except"], factors, &problems)
    let crossed = factors.reduce(1.0) { $0 * Double($1.levels.count) } * Double(replicates)
    guard crossed <= Double(mostCells) else {
      let count = crossed < 1e15 ? String(Int(crossed)) : JSON.ecmaScript(crossed)
      problems.report("the factors and replicates make \(count) cells; one experiment may have \(mostCells)", at: location)
      return nil
    }

    var used: Set<String> = []
    var combinations: [Combination] = []
    let template = JSON(
      .object(members.filter { ["subject", "training", "measurements", "precision"].contains($0.key) }), at: location)
    for levels in crossing(factors.map(\.levels.count)) where thinning.keeps(levels) {
      var values: [String: JSON] = [:]
      for (factor, level) in zip(factors, levels) { values.merge(factor.levels[level].values) { first, _ in first } }
      var substitution = Substitution(values)
      let settings = withoutNames(substitution.apply(to: template, &problems))
      used.formUnion(substitution.used)
      var found = Problems()
      if let settings = CellSettings.decode(settings, &found) {
        combinations.append(Combination(levels: levels, settings: settings))
      }
      for problem in found.list where problem.location.map(substitution.unresolved.contains) != true { problems.report(problem) }
    }
    for factor in factors {
      for binding in factor.bindings where !used.contains(binding) && problems.list.count == before {
        let what = factor.bindings == [factor.name] ? "the factor '\(binding)'" : "the arms' '\(binding)'"
        problems.report("\(what) is never used; write {\"factor\": \"\(binding)\"} where it belongs", at: factor.location)
      }
    }
    if combinations.isEmpty && problems.list.count == before {
      problems.report("'only' and 'except' leave no combination of the factors", at: location)
    }
    guard problems.list.count == before else { return nil }
    return Experiment(
      name: name, factors: factors, combinations: combinations, seed: UInt64(seed), replicates: replicates,
      measurementNames: names, location: location)
  }

  private static func whole(_ json: JSON, _ least: Int, _ problems: inout Problems) -> Int {
    guard let value = Int.decode(json, &problems) else { return least }
    if value < least { problems.report("expected a whole number of at least \(least), found \(value)", at: json.location) }
    return max(value, least)
  }

  private static func reportClashes(_ factors: [Factor], _ problems: inout Problems) {
    var seen: Set<String> = []
    for factor in factors {
      for name in Set(factor.bindings + [factor.name]).sorted() where !seen.insert(name).inserted {
        problems.report("two factors are called '\(name)'", at: factor.location)
      }
    }
  }

  /// A measurement's own `name`, or the name of its kind.
  private static func measurementNames(_ json: JSON?, _ problems: inout Problems) -> [String] {
    var names: [String] = []
    for item in json?.items ?? [] {
      let written = item["name"] ?? item["kind"] ?? item
      guard let name = written.string else {
        if item["name"] != nil { problems.report("expected a text as name, found \(written.inWords)", at: written.location) }
        continue
      }
      guard Identifier.check(name, as: "measurement", at: written.location, &problems) else { continue }
      if names.contains(name) {
        problems.report("two measurements are called '\(name)'; give one of them another \"name\"", at: written.location)
      }
      names.append(name)
    }
    return names
  }

  /// The settings without the names of the measurements, which are not part of what is computed.
  private static func withoutNames(_ json: JSON) -> JSON {
    guard let members = json.members else { return json }
    return JSON(
      .object(
        members.map { member in
          guard member.key == "measurements", let items = member.value.items else { return member }
          let bare = items.map { item in
            guard let settings = item.members else { return item }
            return JSON(.object(settings.filter { $0.key != "name" }), at: item.location)
          }
          return JSON.Member(member.key, JSON(.array(bare), at: member.value.location), keyLocation: member.keyLocation)
        }), at: json.location)
  }
}

/// Every combination of indices below the counts, the first varying slowest.
func crossing(_ counts: [Int]) -> [[Int]] {
  counts.reduce([[]]) { combinations, count in combinations.flatMap { head in (0..<count).map { head + [$0] } } }
}

/// `only` and `except`: lists of partial combinations, `[{"activation": "relu", "depth": [1, 2]}]`.
private struct Thinning {
  private var only: [[Int: Set<Int>]]?
  private var except: [[Int: Set<Int>]]

  init(only: JSON?, except: JSON?, _ factors: [Factor], _ problems: inout Problems) {
    self.only = only.map { Self.decode($0, factors, &problems) }
    self.except = except.map { Self.decode($0, factors, &problems) } ?? []
  }

  func keeps(_ levels: [Int]) -> Bool {
    func matches(_ pattern: [Int: Set<Int>]) -> Bool {
      levels.indices.allSatisfy { pattern[$0]?.contains(levels[$0]) ?? true }
    }
    return only?.contains(where: matches) ?? true && !except.contains(where: matches)
  }

  private static func decode(_ json: JSON, _ factors: [Factor], _ problems: inout Problems) -> [[Int: Set<Int>]] {
    guard let patterns = json.items else {
      problems.report("expected an array of objects, each a factor and its levels", at: json.location)
      return []
    }
    return patterns.map { pattern in
      var result: [Int: Set<Int>] = [:]
      for member in pattern.members ?? [] where member.key != "$comment" {
        guard let index = factors.firstIndex(where: { $0.name == member.key }) else {
          let hint = nameHint(for: member.key, among: factors.map(\.name))
          problems.report("no factor is called '\(member.key)'.\(hint)", at: member.keyLocation)
          continue
        }
        result[index] = []
        for item in member.value.items ?? [member.value] {
          let label = item.string ?? item["label"]?.string ?? item["kind"]?.string ?? item.canonical
          if let level = factors[index].levels.firstIndex(where: { $0.label == label }) {
            result[index]?.insert(level)
          } else {
            let hint = nameHint(for: label, among: factors[index].levels.map(\.label))
            problems.report("the factor '\(member.key)' has no level '\(label)'.\(hint)", at: item.location)
          }
        }
      }
      if pattern.members == nil { problems.report("expected an object, found \(pattern.inWords)", at: pattern.location) }
      return result
    }
  }
}
