import Documents

/// Puts the levels of factors where the document says `{"factor": "name"}`.
///
/// It works on the JSON tree, before anything is decoded: no layer or measurement knows that it is swept. A level keeps the location where it
/// was written, so a mistake in it is reported there.
struct Substitution {
  let values: [String: JSON]
  /// The names that were used.
  private(set) var used: Set<String> = []
  /// Where factors stand that there are not: what stays in their place is no further mistake.
  private(set) var unresolved: Set<Location> = []

  init(_ values: [String: JSON]) { self.values = values }

  mutating func apply(to json: JSON, _ problems: inout Problems) -> JSON {
    switch json.content {
    case .object(let members):
      if let name = Self.reference(members) {
        guard let name = name.string else {
          problems.report("expected the name of a factor, found \(name.inWords)", at: name.location)
          return json
        }
        guard let value = values[name] else {
          let known = values.keys.sorted()
          problems.report("no factor is called '\(name)'.\(nameHint(for: name, among: known))", at: json["factor"]?.location)
          if let place = json.location { unresolved.insert(place) }
          return json
        }
        used.insert(name)
        return value
      }
      var result: [JSON.Member] = []
      for member in members where member.key != "$comment" {
        result.append(JSON.Member(member.key, apply(to: member.value, &problems), keyLocation: member.keyLocation))
      }
      return JSON(.object(result), at: json.location)
    case .array(let items):
      var result: [JSON] = []
      for item in items { result.append(apply(to: item, &problems)) }
      return JSON(.array(result), at: json.location)
    default: return json
    }
  }

  /// The factor that `{"factor": "name"}` names.
  private static func reference(_ members: [JSON.Member]) -> JSON? {
    let keys = members.filter { $0.key != "$comment" }
    return keys.count == 1 && keys[0].key == "factor" ? keys[0].value : nil
  }
}
