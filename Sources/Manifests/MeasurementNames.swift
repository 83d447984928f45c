import Documents

/// The names by which figures and claims speak of an experiment's measurements. They are not part of what is computed.
struct MeasurementNames {
  /// For every measurement its name and where it stands; nil after a problem was reported.
  private var names: [(name: String, location: Location?)?] = []

  init(_ json: JSON?, _ factors: Factors, _ problems: inout Problems) {
    if let json, json.members.flatMap(Substitution.reference) != nil {
      problems.report("a factor may stand for a measurement's kind or settings, not for the whole list", at: json.location)
    }
    for item in json?.items ?? [] {
      let name = Self.name(item, &problems)
      if let name, names.contains(where: { $0?.name == name.name }) {
        problems.report("two measurements are called '\(name.name)'; give one of them another \"name\"", at: name.location)
      }
      if let name, factors.list.contains(where: { $0.name == name.name }) {
        problems.report("'\(name.name)' is both a factor and a measurement", at: name.location)
      }
      names.append(name)
    }
  }

  private static func name(_ item: JSON, _ problems: inout Problems) -> (name: String, location: Location?)? {
    let written = item["name"] ?? item["kind"] ?? item
    guard let name = written.string else {
      if item["name"] != nil {
        problems.report("expected a text as name, found \(written.inWords)", at: written.location)
      } else if (item["kind"] ?? item).members.flatMap(Substitution.reference) != nil {
        problems.report(
          "a measurement of several kinds needs a name: {\"kind\": {\"factor\": …}, \"name\": …}", at: item.location)
      }
      // Anything else is no measurement, which its decoding tells.
      return nil
    }
    return Identifier.check(name, as: "a measurement", at: written.location, &problems) ? (name, written.location) : nil
  }

  /// The measurements with their axes; nil when they are not all known.
  func measurements(_ sweep: Sweep, _ factors: Factors, _ problems: inout Problems) -> [Experiment.Measurement]? {
    guard let measured = sweep.measured, measured.count == names.count else { return nil }
    var result: [Experiment.Measurement] = []
    for (index, (named, chosen)) in zip(names, measured).enumerated() {
      guard let named else { return nil }
      let axes = chosen.value.axes
      for combination in sweep.combinations {
        let others = combination.settings.measurements[index].value.axes
        guard others != axes else { continue }
        problems.report(
          "'\(named.name)' is read by \(Self.inWords(axes)) at one level and by \(Self.inWords(others)) at another; make it two measurements",
          at: named.location)
        break
      }
      for factor in factors.list where axes.contains(factor.name) {
        problems.report("'\(factor.name)' is an axis of '\(named.name)'; call the factor something else", at: factor.location)
      }
      result.append(Experiment.Measurement(name: named.name, axes: axes))
    }
    for named in names {
      guard let named, let other = result.first(where: { $0.axes.contains(named.name) }) else { continue }
      problems.report(
        "'\(named.name)' is an axis of '\(other.name)'; give the measurement another \"name\"", at: named.location)
    }
    return result
  }

  private static func inWords(_ axes: [String]) -> String { axes.isEmpty ? "nothing" : axes.joined(separator: " and ") }
}

extension JSON {
  /// An experiment without the names of its measurements.
  var withoutMeasurementNames: JSON {
    guard let members else { return self }
    let bare = members.map { member in
      guard member.key == "measurements", let items = member.value.items else { return member }
      let unnamed = items.map { item in
        item.members.map { JSON(.object($0.filter { $0.key != "name" }), at: item.location) } ?? item
      }
      return JSON.Member(member.key, JSON(.array(unnamed), at: member.value.location), keyLocation: member.keyLocation)
    }
    return JSON(.object(bare), at: location)
  }
}
