import Documents

/// One setting of a kind: its name, its place in the struct, what it means and what it may be.
public struct Setting<Root> {
  public let name: String
  public let summary: String
  public let isRequired: Bool
  /// What a message says was expected: "a number above 0".
  public let expectation: String
  let decode: (inout Root, JSON, inout Problems) -> Void
  /// The value as JSON, whole.
  public let encode: (Root) -> JSON
  /// What the value may be, as JSON Schema.
  let fragment: (inout SchemaDefinitions) -> JSON
  /// Whether an absent value is left out of the whole, so that owners that never had the setting keep their identity.
  let isLeftOutWhenNull: Bool

  /// - Parameters:
  ///   - path: the stored property that holds it; its value after `init()` is the default.
  ///   - rule: what the value must obey beyond its type.
  ///   - isRequired: there is no sensible default; leaving it out is a problem.
  ///   - leftOutWhenNull: null is not encoded: a setting that came later than results that must keep their keys.
  public init<Value: SettingValue>(
    _ name: String, _ path: WritableKeyPath<Root, Value>, _ summary: String, _ rule: Rule<Value>? = nil, isRequired: Bool = false,
    leftOutWhenNull: Bool = false
  ) {
    let expectation = rule?.expectation ?? Value.expectation
    self.name = name
    self.summary = summary
    self.isRequired = isRequired
    isLeftOutWhenNull = leftOutWhenNull
    self.expectation = expectation
    encode = { $0[keyPath: path].json }
    fragment = { definitions in
      let value = Value.schema(&definitions)
      return definitions.orFactor(rule.map { value.joined(with: $0.constraint) } ?? value)
    }
    decode = { root, json, problems in
      guard let value = Value.decode(json, &problems) else { return }
      if let rule, !rule.holds(value) {
        problems.report("expected \(expectation), found \(json.whole)", at: json.location)
      } else {
        root[keyPath: path] = value
      }
    }
  }
}

extension Setting {
  /// The value under its name; nil when it is left out.
  func member(of root: Root) -> JSON.Member? {
    let value = encode(root)
    return isLeftOutWhenNull && value.isNull ? nil : JSON.Member(name, value)
  }
}

/// A condition on a value, with the words for it.
public struct Rule<Value>: Sendable {
  let expectation: String
  /// The same as keywords of JSON Schema, as far as they can say it.
  let constraint: JSON
  let holds: @Sendable (Value) -> Bool

  /// - Parameter constraint: keywords that speak of the value's type alone, so that null and factors pass them.
  public init(_ expectation: String, _ constraint: JSON = [:], _ holds: @escaping @Sendable (Value) -> Bool) {
    self.expectation = expectation
    self.constraint = constraint
    self.holds = holds
  }
}

extension Rule where Value == Double {
  public static func above(_ bound: Double) -> Rule {
    Rule("a number above \(JSON.ecmaScript(bound))", ["exclusiveMinimum": .number(bound)]) { $0 > bound }
  }
  public static func atLeast(_ bound: Double) -> Rule {
    Rule("a number of at least \(JSON.ecmaScript(bound))", ["minimum": .number(bound)]) { $0 >= bound }
  }
  public static func between(_ low: Double, _ high: Double) -> Rule {
    Rule(
      "a number from \(JSON.ecmaScript(low)) to \(JSON.ecmaScript(high))", ["minimum": .number(low), "maximum": .number(high)]
    ) {
      (low...high).contains($0)
    }
  }
}

extension Rule where Value == Int {
  public static func atLeast(_ bound: Int) -> Rule {
    Rule("a whole number of at least \(bound)", ["minimum": .number(bound)]) { $0 >= bound }
  }
  public static func between(_ low: Int, _ high: Int) -> Rule {
    Rule("a whole number from \(low) to \(high)", ["minimum": .number(low), "maximum": .number(high)]) {
      (low...high).contains($0)
    }
  }
}

extension Rule where Value: Collection & Sendable {
  public static var notEmpty: Rule { Rule("at least one", ["minItems": 1]) { !$0.isEmpty } }
}
