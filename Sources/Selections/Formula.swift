import Catalogues
import Documents
import Expressions

/// An expression as a setting: a text, or a plain number.
public struct Formula: SettingValue {
  public let expression: Expression
  public let location: Location?

  public init(_ expression: Expression, at location: Location? = nil) {
    self.expression = expression
    self.location = location
  }

  public static var expectation: String { "an expression: a text, or a number" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> Formula? {
    guard let text = json.string ?? (json.number != nil ? json.canonical : nil) else { return refuse(json, &problems) }
    do {
      return Formula(try Expression(text), at: json.location)
    } catch {
      report(error, in: json, &problems)
      return nil
    }
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { ["type": ["string", "number"], "minLength": 1] }

  public var json: JSON { .string(expression.description) }

  /// Reports names that are not there, functions called wrongly, at their place in the text.
  public func check(variables: [String: ExpressionKind], _ problems: inout Problems) {
    for problem in expression.check(variables: variables) {
      // One column for the opening quote.
      problems.report("in '\(expression.text)': \(problem.sentence)", at: location?.advanced(by: problem.offset + 1))
    }
  }

  private static func report(_ problem: ExpressionProblem, in json: JSON, _ problems: inout Problems) {
    problems.report("in '\(json.string ?? "")': \(problem.sentence)", at: json.location?.advanced(by: problem.offset + 1))
  }
}

/// A name that refers to a factor, an axis or a measurement.
public struct Name: SettingValue, Hashable {
  public let text: String
  public let location: Location?

  public init(_ text: String, at location: Location? = nil) {
    self.text = text
    self.location = location
  }

  public static var expectation: String { "a name" }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> Name? {
    json.string.map { Name($0, at: json.location) } ?? refuse(json, &problems)
  }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { ["type": "string"] }
  public var json: JSON { .string(text) }

  public static func == (a: Name, b: Name) -> Bool { a.text == b.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
