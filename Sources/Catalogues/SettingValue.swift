import Documents

/// A type that a setting may have.
public protocol SettingValue: Sendable {
  /// What a message says was expected: "a number".
  static var expectation: String { get }
  /// The value; nil after the problems were reported.
  static func decode(_ json: JSON, _ problems: inout Problems) -> Self?
  /// What `decode` accepts, as JSON Schema: keywords in an object.
  static func schema(_ definitions: inout SchemaDefinitions) -> JSON
  var json: JSON { get }
}

extension SettingValue {
  /// Reports that a value is of the wrong type.
  public static func refuse(_ json: JSON, _ problems: inout Problems) -> Self? {
    problems.report("expected \(expectation), found \(json.inWords)", at: json.location)
    return nil
  }

  /// The same where a number is wanted: one in quotes is a text.
  fileprivate static func refuseNumber(_ json: JSON, _ problems: inout Problems) -> Self? {
    guard let text = json.string, let number = try? JSONParser.parse(Array(text.utf8)), number.number != nil else {
      return refuse(json, &problems)
    }
    problems.report("expected \(expectation), found '\(text)' (a text; leave out the quotes)", at: json.location)
    return nil
  }
}

extension Double: SettingValue {
  public static var expectation: String { "a number" }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> Double? { json.number ?? refuseNumber(json, &problems) }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { ["type": "number"] }
  public var json: JSON { .number(self) }
}

extension Int: SettingValue {
  public static var expectation: String { "a whole number" }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> Int? {
    // Beyond 2^53 a JSON number is no longer exact.
    guard let number = json.number, number.magnitude <= 0x1p53, let value = Int(exactly: number) else {
      return refuseNumber(json, &problems)
    }
    return value
  }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { ["type": "integer"] }
  public var json: JSON { .number(self) }
}

extension Bool: SettingValue {
  public static var expectation: String { "true or false" }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> Bool? { json.bool ?? refuse(json, &problems) }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { ["type": "boolean"] }
  public var json: JSON { .bool(self) }
}

extension String: SettingValue {
  public static var expectation: String { "a text in quotes" }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> String? { json.string ?? refuse(json, &problems) }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { ["type": "string"] }
  public var json: JSON { .string(self) }
}

extension Optional: SettingValue where Wrapped: SettingValue {
  public static var expectation: String { Wrapped.expectation }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> Wrapped?? {
    json.isNull ? .some(nil) : Wrapped.decode(json, &problems).map { .some($0) }
  }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    ["anyOf": [Wrapped.schema(&definitions), ["type": "null"]]]
  }
  public var json: JSON { self?.json ?? .null }
}

extension Array: SettingValue where Element: SettingValue {
  public static var expectation: String { "an array" }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> [Element]? {
    guard let items = json.items else {
      // One name where a list of names is wanted.
      var ignored = Problems()
      guard json.string != nil, Element.decode(json, &ignored) != nil else { return refuse(json, &problems) }
      problems.report("expected \(expectation), found \(json.inWords): write [\(json.canonical)]", at: json.location)
      return nil
    }
    var values: [Element] = []
    for item in items {
      if let value = Element.decode(item, &problems) { values.append(value) }
    }
    return values.count == items.count ? values : nil
  }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    let element = Element.schema(&definitions)
    return ["type": "array", "items": definitions.orFactor(element)]
  }
  public var json: JSON { .array(map(\.json)) }
}

/// One of a few words: an enum of texts.
public protocol Keyword: SettingValue, CaseIterable, RawRepresentable where RawValue == String {}

extension Keyword {
  public static var expectation: String { allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ") }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> Self? {
    guard let text = json.string else { return refuse(json, &problems) }
    if let word = Self(rawValue: text) { return word }
    let hint = nearestName(to: text, among: allCases.map(\.rawValue)).map { " Did you mean '\($0)'?" } ?? ""
    problems.report("expected \(expectation), found '\(text)'.\(hint)", at: json.location)
    return nil
  }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    ["enum": .array(allCases.map { .string($0.rawValue) })]
  }
  public var json: JSON { .string(rawValue) }
}

/// A JSON value taken as it is, for what a later stage reads.
extension JSON: SettingValue {
  public static var expectation: String { "a value" }
  public static func decode(_ json: JSON, _ problems: inout Problems) -> JSON? { json }
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { [:] }
  public var json: JSON { self }
}
