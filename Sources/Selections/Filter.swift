import Catalogues
import Documents
import Records

/// `where`: which levels of factors and which values of axes are meant.
///
/// ```json
/// "where": {"activation": "relu", "width": [64, 256], "layer": {"from": 3, "to": 47}}
/// ```
public struct Filter: SettingValue {
  public enum Condition: Sendable {
    /// One of these labels or numbers.
    case among([JSON])
    /// Numbers from … to, both included; an end left out is open.
    case between(Double, Double)
  }

  public struct Term: Sendable {
    public let name: Name
    public let condition: Condition
    let location: Location?
  }

  public var terms: [Term] = []
  private var source: JSON = .object([])

  public init() {}

  /// One level of a factor.
  public init(_ name: Name, is level: Frame.Level) {
    let value: JSON = .string(level.label)
    terms = [Term(name: name, condition: .among([value]), location: name.location)]
    source = .object([JSON.Member(name.text, value)])
  }

  public static var expectation: String { "an object of factors or axes and their values" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> Filter? {
    guard let members = json.members else { return refuse(json, &problems) }
    var filter = Filter()
    filter.source = json
    for member in members where member.key != "$comment" {
      let name = Name(member.key, at: member.keyLocation)
      if let range = member.value.members {
        for key in range where !["from", "to", "$comment"].contains(key.key) {
          problems.report("a range of values has 'from' and 'to', not '\(key.key)'", at: key.keyLocation)
        }
        let (from, to) = (member.value["from"], member.value["to"])
        for end in [from, to].compactMap({ $0 }) where end.number == nil {
          problems.report("expected a number, found \(end.inWords)", at: end.location)
        }
        let condition = Condition.between(from?.number ?? -.infinity, to?.number ?? .infinity)
        filter.terms.append(Term(name: name, condition: condition, location: member.value.location))
      } else {
        filter.terms.append(
          Term(name: name, condition: .among(member.value.items ?? [member.value]), location: member.value.location))
      }
    }
    return filter
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    definitions.reference("where") { _ in
      let level: JSON = ["type": ["string", "number"]]
      let end: JSON = ["type": "number"]
      let range = JSON.closedObject("numbers from … to, both included", [JSON.Member("from", end), JSON.Member("to", end)])
      let condition: JSON = ["anyOf": [level, ["type": "array", "items": level], range]]
      return ["type": "object", "properties": ["$comment": true], "additionalProperties": condition]
    }
  }

  public var json: JSON { source }

  public func term(for name: String) -> Term? { terms.first { $0.name.text == name } }

  /// Reports names and levels that are not there.
  func check(_ outline: Outline, axes: [String], _ problems: inout Problems) {
    for term in terms {
      let name = term.name.text
      if let factor = outline.factor(named: name) {
        term.check(factor, &problems)
      } else if !axes.contains(name) && name != "step" {
        let known = outline.factors.map(\.name) + axes + ["step"]
        problems.report(
          "there is no factor and no axis '\(name)' to select by.\(nameHint(for: name, among: known))", at: term.name.location)
      }
    }
  }
}

extension Filter {
  /// Reports values of an axis that a measurement cannot have.
  func check(extentsOf measurement: Outline.Measurement, _ outline: Outline, _ problems: inout Problems) {
    for term in terms where outline.factor(named: term.name.text) == nil {
      let name = term.name.text
      guard let extent = measurement.extents[name] else { continue }
      let (low, high) = (JSON.ecmaScript(extent.lowerBound), JSON.ecmaScript(extent.upperBound))
      let known = low == high ? "\(name) is \(low)" : "\(name) runs from \(low) to \(high) at most"
      switch term.condition {
      case .among(let values):
        // A closure over the optional number makes the optimizer of Swift 6.3.1 crash.
        for value in values {
          guard let number = value.number, !extent.contains(number) else { continue }
          problems.report("'\(measurement.name)' has no \(name) \(value.inWords): \(known)", at: value.location)
        }
      case .between(let from, let to) where from > extent.upperBound || to < extent.lowerBound:
        problems.report("'\(measurement.name)' has no \(name) in this range: \(known)", at: term.location)
      case .between: break
      }
    }
  }
}

extension Filter.Term {
  public func accepts(_ level: Frame.Level) -> Bool {
    switch condition {
    case .among(let values): values.contains { Self.means($0, level) }
    case .between(let low, let high): level.number.map { (low...max(low, high)).contains($0) } ?? false
    }
  }

  public func accepts(_ number: Double) -> Bool {
    switch condition {
    case .among(let values): values.contains { $0.number == number }
    case .between(let low, let high): low <= number && number <= high
    }
  }

  /// A level is meant by its label, or by its number.
  private static func means(_ value: JSON, _ level: Frame.Level) -> Bool {
    value.string == level.label || value.number != nil && value.number == level.number
  }

  fileprivate func check(_ factor: Outline.Factor, _ problems: inout Problems) {
    switch condition {
    case .among(let values):
      for value in values where !factor.levels.contains(where: { Self.means(value, $0) }) {
        let labels = factor.levels.map(\.label)
        // A number is no misspelling of another.
        let hint = value.number != nil ? listHint(labels) : nameHint(for: value.string ?? value.canonical, among: labels)
        problems.report("the factor '\(factor.name)' has no level \(value.inWords).\(hint)", at: value.location)
      }
    case .between:
      if !factor.isNumeric {
        problems.report("the levels of '\(factor.name)' are no numbers, so they have no range", at: location)
      } else if !factor.levels.contains(where: accepts) {
        problems.report("no level of '\(factor.name)' lies in this range", at: location)
      }
    }
  }
}
