import Documents

/// The list of all kinds of one thing. The list is the registry, the help text, the JSON Schema and the test plan: there is no second list.
///
/// ```swift
/// public enum Activations: Catalogued {
///   public static let catalogue = Catalogue<any Activation>("activation", [.init(Tanh.self) { $0 }, .init(Relu.self) { $0 }]) { $0 }
/// }
/// ```
public struct Catalogue<Member>: Sendable {
  /// What messages call a member, "activation".
  public let noun: String
  public let entries: [Entry]

  public struct Entry: Sendable {
    public let name: String
    public let summary: String
    /// The settings in words, with their defaults; for help.
    public let settings: @Sendable () -> [SettingDescription]
    /// The kind with its defaults.
    public let standard: @Sendable () -> Member
    /// Every setting's JSON Schema by its name.
    let schemas: @Sendable (inout SchemaDefinitions) -> [JSON.Member]
    let decode: @Sendable (JSON, inout Problems) -> Member?

    /// - Parameter erase: the kind as a member, `{ $0 }`.
    public init<K: Kind>(_ kind: K.Type, _ erase: @escaping @Sendable (K) -> Member) {
      name = K.name
      summary = K.summary
      settings = {
        let standard = K()
        return K.settings.map { SettingDescription($0, standard) }
      }
      standard = { erase(K()) }
      schemas = { K.settingSchemas(&$0) }
      decode = { json, problems in K.decode(json, &problems).map(erase) }
    }

    /// The same kind as a member of a catalogue of something wider.
    public init<Narrow>(_ entry: Catalogue<Narrow>.Entry, _ widen: @escaping @Sendable (Narrow) -> Member) {
      name = entry.name
      summary = entry.summary
      settings = entry.settings
      standard = { widen(entry.standard()) }
      schemas = entry.schemas
      decode = { json, problems in entry.decode(json, &problems).map(widen) }
    }
  }

  private let kind: @Sendable (Member) -> any Kind

  /// - Parameter kind: a member as a `Kind`, `{ $0 }`.
  public init(_ noun: String, _ entries: [Entry], _ kind: @escaping @Sendable (Member) -> any Kind) {
    precondition(Set(entries.map(\.name)).count == entries.count, "two kinds of \(noun) have one name")
    self.noun = noun
    self.entries = entries
    self.kind = kind
  }

  /// "an activation", "a layer".
  public var nounWithArticle: String { ("aeiou".contains(noun.first ?? " ") ? "an " : "a ") + noun }

  /// The member that a document chose: a name, or an object with the key `kind`. Nil after the problems were reported.
  public func decode(_ json: JSON, _ problems: inout Problems) -> Member? {
    let chosen: JSON
    switch json.content {
    case .string: chosen = json
    case .object:
      guard let kind = json["kind"] else {
        problems.report("\(nounWithArticle) needs 'kind', one of \(names.joined(separator: ", "))", at: json.location)
        return nil
      }
      chosen = kind
    default:
      problems.report("expected \(nounWithArticle): a name, or an object with 'kind'; found \(json.inWords)", at: json.location)
      return nil
    }
    guard let name = chosen.string else {
      problems.report("expected the name of \(nounWithArticle), found \(chosen.inWords)", at: chosen.location)
      return nil
    }
    for entry in entries where entry.name == name {
      return entry.decode(json.string == nil ? json : JSON(.object([]), at: json.location), &problems)
    }
    problems.report("no \(noun) is called '\(name)'.\(nameHint(for: name, among: names))", at: chosen.location)
    return nil
  }

  /// The member whole, as JSON.
  public func encode(_ member: Member) -> JSON { kind(member).json }

  public var names: [String] { entries.map(\.name) }
}

/// A setting in words.
public struct SettingDescription: Sendable {
  public let name: String
  public let summary: String
  public let expectation: String
  /// The default; nil when the setting must be given.
  public let standard: JSON?

  /// - Parameter standard: the owner with its defaults.
  public init<Owner>(_ setting: Setting<Owner>, _ standard: Owner) {
    name = setting.name
    summary = setting.summary
    expectation = setting.expectation
    self.standard = setting.isRequired ? nil : setting.encode(standard)
  }
}

/// A type that holds the catalogue of one kind of thing.
public protocol Catalogued: Sendable {
  associatedtype Member: Sendable
  static var catalogue: Catalogue<Member> { get }
}

/// A setting whose value is chosen from a catalogue.
public struct Chosen<List: Catalogued>: SettingValue {
  public var value: List.Member
  /// Where it was written, for problems that only its surroundings can see; nil for a default.
  public var location: Location?

  public init(_ value: List.Member, at location: Location? = nil) {
    self.value = value
    self.location = location
  }

  public static var expectation: String { "\(List.catalogue.nounWithArticle)" }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> Chosen? {
    List.catalogue.decode(json, &problems).map { Chosen($0, at: json.location) }
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON { List.catalogue.schema(&definitions) }

  public var json: JSON { List.catalogue.encode(value) }
}
