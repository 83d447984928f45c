import Documents

/// A value made of settings with defaults.
public protocol SettingsOwner: Sendable {
  /// Every setting, in the order in which help shows them.
  static var settings: [Setting<Self>] { get }
  /// The value with its defaults.
  init()
  /// Reports what no single setting can see, a lower end above an upper one for example; `location` is where the value stands.
  func validate(at location: Location?, _ problems: inout Problems)
}

extension SettingsOwner {
  /// Every setting with its value.
  ///
  /// A plain loop, here and where settings and kinds are looked for: an algorithm of the library that is not specialized asks the runtime for
  /// conformances, anew for every type, and that took a twentieth of a start.
  fileprivate var members: [JSON.Member] {
    var members: [JSON.Member] = []
    for setting in Self.settings {
      if let member = setting.member(of: self) { members.append(member) }
    }
    return members
  }

  public static var settings: [Setting<Self>] { [] }
  public func validate(at location: Location?, _ problems: inout Problems) {}
}

/// Something that a manifest chooses by name and gives settings: an activation, a layer, a measurement, a claim.
///
/// A kind is one struct whose stored properties are its settings and whose `init()` holds their defaults:
///
/// ```swift
/// struct LeakyRelu: Activation {
///   static let name = "leakyRelu"
///   static let summary = "x for x > 0, slope · x elsewhere"
///   var slope = 0.01
///   static var settings: [Setting<Self>] { [Setting("slope", \.slope, "the derivative below 0")] }
/// }
/// ```
///
/// In JSON it is `{"kind": "leakyRelu", "slope": 0.1}`, or `"leakyRelu"` for the kind with its defaults.
public protocol Kind: SettingsOwner {
  static var name: String { get }
  /// One line that says what it is, with the formula.
  static var summary: String { get }
}

extension Kind {
  /// The kind whole, nothing left to a default: what a cell's identity is made of.
  public var json: JSON {
    .object([JSON.Member("kind", .string(Self.name))] + members)
  }

  /// Decodes the settings of an object over the defaults; nil after problems were reported.
  static func decode(_ json: JSON, _ problems: inout Problems) -> Self? {
    decodeSettings(json, besides: ["kind"], of: "'\(name)'", &problems)
  }
}

/// A group of settings without a name to choose it by, such as `training` or a figure.
public protocol Group: SettingsOwner, SettingValue {
  /// What messages call it, "a figure".
  static var title: String { get }
}

extension Group {
  public static var expectation: String { "an object" }

  public var json: JSON { .object(members) }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    definitions.reference(SchemaDefinitions.name(of: title)) { definitions in
      .closedObject(nil, settingSchemas(&definitions), required: requiredSettings)
    }
  }

  public static func decode(_ json: JSON, _ problems: inout Problems) -> Self? { decodeWhole(json, &problems) }

  /// The decoding of `decode`, for a group that prepares its JSON first.
  public static func decodeWhole(_ json: JSON, _ problems: inout Problems) -> Self? {
    decodeSettings(json, besides: [], of: title, &problems)
  }
}

/// The rule that every object of a manifest obeys: known keys over defaults, required keys there, everything else refused.
private func decodeSettings<Root: SettingsOwner>(
  _ json: JSON, besides reserved: Set<String>, of owner: String, _ problems: inout Problems
) -> Root? {
  let settings = Root.settings
  let before = problems.list.count
  guard let members = json.members else {
    problems.report("expected an object, found \(json.inWords)", at: json.location)
    return nil
  }
  var root = Root()
  for member in members where member.key != "$comment" && !reserved.contains(member.key) {
    var isKnown = false
    for setting in settings where setting.name == member.key {
      setting.decode(&root, member.value, &problems)
      isKnown = true
      break
    }
    if isKnown { continue }
    let hint = nameHint(for: member.key, among: settings.map(\.name))
    problems.report("\(owner) has no setting '\(member.key)'.\(hint)", at: member.keyLocation)
  }
  for setting in settings where setting.isRequired && json[setting.name] == nil {
    problems.report("\(owner) needs '\(setting.name)': \(setting.expectation)", at: json.location)
  }
  guard problems.list.count == before else { return nil }
  root.validate(at: json.location, &problems)
  return problems.list.count == before ? root : nil
}
