import Catalogues
import Documents
import Measurements

extension Experiment {
  /// Reads an experiment as far as it can be read; nil when not even what its results will hold is known.
  ///
  /// A mistake in one part does not hide those in another, so that a user sees all of them at once.
  static func decode(_ members: [JSON.Member], name: String, at location: Location?, _ problems: inout Problems) -> Experiment? {
    let json = JSON(.object(members), at: location)
    let before = problems.list.count
    let factors = Factors(factors: json["factors"], arms: json["arms"], &problems)
    let seed = whole(json, "seed", atLeast: 0, &problems) ?? 0
    let replicates = json["replicates"] == nil ? 1 : whole(json, "replicates", atLeast: 1, &problems)
    let names = MeasurementNames(json["measurements"], factors, &problems)
    let thinning = Thinning(only: json["only"], except: json["except"], factors, &problems)

    let template = JSON(
      .object(members.filter { ["subject", "training", "measurements", "precision"].contains($0.key) }), at: location)
    let references = References(template, factors, &problems)
    if !references.hasUnknown { reportUnused(factors, references, &problems) }
    guard !references.isCyclic else { return nil }

    let isSound = problems.list.count == before
    let levels = crossing(factors, thinning, replicates ?? 1, isSound, at: location, &problems)
    var sweep = Sweep(template: template.withoutMeasurementNames, factors, references)
    for levels in levels { sweep.decode(levels) }
    sweep.report(&problems)

    guard let measurements = names.measurements(sweep, factors, &problems), let replicates, factors.broken.isEmpty else {
      return nil
    }
    return Experiment(
      name: name, factors: factors.list, combinations: sweep.combinations, seed: UInt64(seed), replicates: replicates,
      measurements: measurements, location: location)
  }

  /// The combinations of an experiment; only the first, to be looked at, when there are too many to run.
  private static func crossing(
    _ factors: Factors, _ thinning: Thinning, _ replicates: Int, _ isSound: Bool, at location: Location?,
    _ problems: inout Problems
  ) -> [[Int]] {
    func refuse(_ count: Double, _ made: String) -> [[Int]] {
      let count = count < 1e15 ? String(Int(count)) : JSON.ecmaScript(count)
      problems.report("\(made) \(count) cells; one experiment may have \(mostCells)", at: location)
      return [factors.list.map { _ in 0 }]
    }
    // Told before the crossing is laid out: a slip makes it larger than any memory.
    guard factors.crossedCount <= Double(mostCells) else { return refuse(factors.crossedCount, "the levels of the factors make") }
    let kept = factors.crossing.filter(thinning.keeps)
    let count = Double(kept.count) * Double(replicates)
    if count > Double(mostCells) { return refuse(count, "the factors and replicates make") }
    if kept.isEmpty && isSound { problems.report("'only' and 'except' leave no combination of the factors", at: location) }
    return kept
  }

  private static func whole(_ json: JSON, _ key: String, atLeast least: Int, _ problems: inout Problems) -> Int? {
    guard let json = json[key] else { return nil }
    if json.members.flatMap(Substitution.reference) != nil {
      problems.report("'\(key)' holds for a whole experiment; a factor cannot vary it", at: json.location)
      return nil
    }
    guard let value = Int.decode(json, &problems) else { return nil }
    if value < least {
      problems.report("expected a whole number of at least \(least), found \(value)", at: json.location)
      return nil
    }
    return value
  }

  private static func reportUnused(_ factors: Factors, _ references: References, _ problems: inout Problems) {
    for factor in factors.list {
      for binding in factor.bindings where !references.used.contains(binding) {
        let what = factor.bindings == [factor.name] ? "the factor '\(binding)'" : "the arms' '\(binding)'"
        problems.report("\(what) is never used; write {\"factor\": \"\(binding)\"} where it belongs", at: factor.location)
      }
    }
  }
}

/// The cells' settings, decoded combination by combination.
struct Sweep {
  private let template: JSON
  private let factors: Factors
  private let references: References
  private(set) var combinations: [Experiment.Combination] = []
  private var found = Problems()
  private var countAt: [Location?: Int] = [:]

  /// A mistake that depends on the level is another sentence for each; more than these at one place help nobody.
  private static let mostAtOnePlace = 3

  init(template: JSON, _ factors: Factors, _ references: References) {
    self.template = template
    self.factors = factors
    self.references = references
  }

  mutating func decode(_ levels: [Int]) {
    var problems = Problems()
    let settings = CellSettings.decode(Substitution(values: factors.values(levels)).apply(to: template), &problems)
    if let settings {
      combinations.append(Experiment.Combination(levels: levels, settings: settings))
    }
    for problem in problems.list where !references.blames(problem) {
      guard countAt[problem.location, default: 0] < Self.mostAtOnePlace, !found.list.contains(problem) else { continue }
      countAt[problem.location, default: 0] += 1
      found.report(problem)
    }
  }

  func report(_ problems: inout Problems) { for problem in found.list { problems.report(problem) } }

  /// What is measured when the first levels stand in; nil when that cannot be read, which has been told.
  var measured: [ScheduledMeasurement]? {
    if let first = combinations.first { return first.settings.measurements }
    let first = Substitution(values: factors.values(factors.list.map { _ in 0 })).apply(to: template)
    var problems = Problems()
    return first["measurements"].flatMap { [ScheduledMeasurement].decode($0, &problems) }
  }
}
