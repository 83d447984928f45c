import Documents

/// The shared parts of a JSON Schema (draft 2020-12), gathered while its fragments are made.
///
/// A fragment comes from the list that decodes: a setting, a kind, a catalogue. So an editor completes and checks what the program accepts,
/// and something new is in the schema by being listed.
public struct SchemaDefinitions: Sendable {
  /// Whether `{"factor": "name"}` may stand for any value of the fragments that are made now.
  public var isSwept = false
  private var parts: [String: JSON] = [:]
  private var modes: [String: Bool] = [:]

  public init() {}

  /// A reference to a shared part, which is made when it is asked for first; it may refer to itself.
  public mutating func reference(_ name: String, _ make: (inout SchemaDefinitions) -> JSON) -> JSON {
    var key = name
    // The same thing once swept and once not is two parts.
    if let mode = modes[name], mode != isSwept { key += isSwept ? "Swept" : "Fixed" }
    if modes.updateValue(isSwept, forKey: key) == nil { parts[key] = make(&self) }
    return ["$ref": .string("#/$defs/\(key)")]
  }

  /// A fragment, or where sweeping is allowed a factor in its place.
  public mutating func orFactor(_ fragment: JSON) -> JSON {
    isSwept ? ["anyOf": [fragment, factor()]] : fragment
  }

  /// `{"factor": "name"}`.
  mutating func factor() -> JSON {
    reference("factor") { _ in
      .closedObject(
        "the level of a factor, or of the arms' setting, stands in here", [JSON.Member("factor", ["type": "string"])],
        required: ["factor"])
    }
  }

  /// All parts, sorted by name: the value of `$defs`.
  public var json: JSON { .object(parts.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }) }

  /// "a theory curve" → "theoryCurve"
  static func name(of title: String) -> String {
    let words = title.split(separator: " ").drop { $0 == "a" || $0 == "an" }
    return words.enumerated().map {
      $0.offset == 0 ? String($0.element) : $0.element.prefix(1).uppercased() + $0.element.dropFirst()
    }.joined()
  }
}

extension JSON {
  /// The schema of an object that has these members, `$comment`, and no others.
  public static func closedObject(_ description: String?, _ members: [Member], required: [String] = []) -> JSON {
    var schema: [Member] = description.map { [Member("description", .string($0))] } ?? []
    schema += [Member("type", "object"), Member("properties", .object(members + [Member("$comment", true)]))]
    if !required.isEmpty { schema.append(Member("required", .array(required.map { .string($0) }))) }
    schema.append(Member("additionalProperties", false))
    return .object(schema)
  }

  /// The members of both objects, this one's first.
  public func joined(with other: JSON) -> JSON { .object((members ?? []) + (other.members ?? [])) }
}

extension SettingsOwner {
  /// Every setting's schema by its name.
  public static func settingSchemas(_ definitions: inout SchemaDefinitions) -> [JSON.Member] {
    let standard = Self()
    var members: [JSON.Member] = []
    for setting in settings { members.append(JSON.Member(setting.name, setting.schema(&definitions, standard))) }
    return members
  }

  /// The names of the settings that must be given.
  public static var requiredSettings: [String] { settings.filter(\.isRequired).map(\.name) }
}

extension Setting {
  /// What the value may be, what it means, and its default.
  func schema(_ definitions: inout SchemaDefinitions, _ standard: Root) -> JSON {
    let value = fragment(&definitions)
    let meaning: JSON = ["description": .string(summary)]
    let preset = isRequired ? JSON.null : encode(standard)
    return meaning.joined(with: value).joined(with: preset.isNull ? [:] : ["default": preset])
  }
}

extension Catalogue {
  /// A reference to the schema of a member: a name, or an object with `kind` and that kind's settings.
  ///
  /// - Parameters:
  ///   - title: the shared part's name; the noun when left out.
  ///   - common: members that an object of every kind may have besides, a measurement's `name` for example.
  ///   - required: which of them must be there. Then, and when a kind has required settings, a bare name is not enough.
  public func schema(
    _ definitions: inout SchemaDefinitions, as title: String? = nil,
    common: (inout SchemaDefinitions) -> [JSON.Member] = { _ in [] }, required: [String] = []
  ) -> JSON {
    definitions.reference(SchemaDefinitions.name(of: title ?? noun)) { definitions in
      let common = common(&definitions)
      let complete = required.isEmpty ? entries.filter { !$0.settings().contains { $0.standard == nil } } : []
      var choices: [JSON] = complete.map { ["const": .string($0.name), "description": .string($0.summary)] }
      for entry in entries {
        let own = entry.schemas(&definitions)
        let needed = entry.settings().filter { $0.standard == nil }.map(\.name)
        let members = [JSON.Member("kind", ["const": .string(entry.name)])] + common + own
        choices.append(.closedObject(entry.summary, members, required: ["kind"] + required + needed))
      }
      if definitions.isSwept {
        // Which settings there are is known only with the factor's level.
        let chosen: JSON = .object([JSON.Member("kind", definitions.factor())])
        choices.append(["type": "object", "properties": chosen, "required": ["kind"]])
      }
      return ["anyOf": .array(choices)]
    }
  }
}
