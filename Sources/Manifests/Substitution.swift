import Documents

/// Puts the levels of factors where the document says `{"factor": "name"}`.
///
/// It works on the JSON tree, before anything is decoded: no layer or measurement knows that it is swept. A level keeps the location where it
/// was written, so a mistake in it is reported there. A level may use other factors itself.
struct Substitution {
  let values: [String: JSON]

  /// The tree with every reference replaced and without comments; a reference to a name without a value stays as it is.
  func apply(to json: JSON) -> JSON { replaced(json) ?? json }

  /// Nil when nothing is to be replaced, so that what no factor touches is not copied for every cell.
  private func replaced(_ json: JSON) -> JSON? {
    switch json.content {
    case .object(let members):
      if let name = Self.reference(members) {
        return name.string.flatMap { values[$0] }.map(apply)
      }
      guard let changed = replaced(members.map(\.value)) else {
        return members.contains { $0.key == "$comment" } ? JSON(.object(members.withoutComments), at: json.location) : nil
      }
      let result = zip(members, changed).map { JSON.Member($0.key, $1, keyLocation: $0.keyLocation) }
      return JSON(.object(result.withoutComments), at: json.location)
    case .array(let items): return replaced(items).map { JSON(.array($0), at: json.location) }
    default: return nil
    }
  }

  private func replaced(_ items: [JSON]) -> [JSON]? {
    var result: [JSON]?
    for (index, item) in items.enumerated() {
      guard let new = replaced(item) else { continue }
      if result == nil { result = items }
      result?[index] = new
    }
    return result
  }

  /// The factor that `{"factor": "name"}` names.
  static func reference(_ members: [JSON.Member]) -> JSON? {
    let keys = members.withoutComments
    return keys.count == 1 && keys[0].key == "factor" ? keys[0].value : nil
  }
}

extension [JSON.Member] {
  fileprivate var withoutComments: [JSON.Member] { filter { $0.key != "$comment" } }
}

/// Every `{"factor": "name"}` of a document, checked once for all combinations.
struct References {
  /// The names that are used.
  private(set) var used: Set<String> = []
  /// Where a reference cannot be replaced: nothing that stands there can be judged.
  private(set) var holes: [Location] = []
  /// Whether a name is unknown, so that one that seems unused may have been meant.
  private(set) var hasUnknown = false
  /// Whether a level uses its own factor: there is nothing to put in.
  private(set) var isCyclic = false

  init(_ template: JSON, _ factors: Factors, _ problems: inout Problems) {
    visit(template, factors, within: [], &problems)
  }

  private mutating func visit(_ json: JSON, _ factors: Factors, within names: [String], _ problems: inout Problems) {
    switch json.content {
    case .array(let items): for item in items { visit(item, factors, within: names, &problems) }
    case .object(let members):
      guard let reference = Substitution.reference(members) else {
        for member in members where member.key != "$comment" { visit(member.value, factors, within: names, &problems) }
        return
      }
      guard let name = reference.string else {
        problems.report("expected the name of a factor, found \(reference.inWords)", at: reference.location)
        return addHole(json)
      }
      if factors.broken.contains(name) { return addHole(json) }
      guard let factor = factors.list.first(where: { $0.bindings.contains(name) }) else {
        problems.report("no factor is called '\(name)'.\(nameHint(for: name, among: factors.bindings))", at: reference.location)
        hasUnknown = true
        return addHole(json)
      }
      guard !names.contains(name) else {
        problems.report("a level of the factor '\(name)' uses the factor itself", at: reference.location)
        isCyclic = true
        return
      }
      guard used.insert(name).inserted else { return }
      for level in factor.levels {
        if let value = level.values[name] { visit(value, factors, within: names + [name], &problems) }
      }
    default: break
    }
  }

  private mutating func addHole(_ json: JSON) {
    if let location = json.location { holes.append(location) }
  }

  /// Whether a problem only says that something is missing where a reference could not be replaced.
  func blames(_ problem: Problem) -> Bool {
    guard let pointer = problem.location?.pointer.description else { return false }
    return holes.contains { pointer == $0.pointer.description || pointer.hasPrefix($0.pointer.description + "/") }
  }
}
