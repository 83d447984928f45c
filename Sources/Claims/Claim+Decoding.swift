import Catalogues
import Documents
import Selections

extension Claim {
  /// The settings that every claim has, in words; for help.
  public static var commonSettings: [SettingDescription] {
    let standard = Header()
    return Header.settings.map { SettingDescription($0, standard) }
  }

  /// A claim as JSON Schema: a kind with its own settings and those that every claim has.
  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    ClaimKinds.catalogue.schema(
      &definitions, as: "claim", common: { Header.settingSchemas(&$0) }, required: Header.requiredSettings)
  }

  /// The claims of a study; names must be unique. Claims with problems are left out.
  public static func decodeAll(_ list: [JSON], _ problems: inout Problems) -> [Claim] {
    var lines: [String: Int] = [:]
    for json in list {
      guard let name = json["name"], let text = name.string else { continue }
      if let line = lines[text] {
        problems.report("the name '\(text)' is taken by the claim on line \(line)", at: name.location)
      } else {
        lines[text] = json.location?.line ?? 0
      }
    }
    return list.compactMap { decode($0, &problems) }
  }

  /// Decodes one claim; nil after its problems were reported.
  public static func decode(_ json: JSON, _ problems: inout Problems) -> Claim? {
    guard let members = json.members else {
      problems.report("expected a claim, an object; found \(json.inWords)", at: json.location)
      return nil
    }
    let before = problems.list.count
    let common = Header.settings.map(\.name)
    let entry = json["kind"]?.string.flatMap { kind in ClaimKinds.catalogue.entries.first { $0.name == kind } }
    let own = entry?.settings().map(\.name) ?? []
    if let entry {
      for member in members where !(common + own + ["kind", "$comment"]).contains(member.key) {
        let hint = nameHint(for: member.key, among: own + common)
        problems.report("a claim of the kind '\(entry.name)' has no setting '\(member.key)'.\(hint)", at: member.keyLocation)
      }
    }
    func part(_ keys: [String]) -> JSON { JSON(.object(members.filter { keys.contains($0.key) }), at: json.location) }
    let header = Header.decode(part(common), &problems)
    let kind = ClaimKinds.catalogue.decode(part(own + ["kind"]), &problems)
    if let header, entry?.name == Citation.name { header.checkQuotation(json, &problems) }
    guard let header, let kind, problems.list.count == before else { return nil }
    return Claim(
      name: header.name, says: header.says, from: header.from,
      scope: Scope(filter: header.filter, by: header.by, location: json.location), source: header.source,
      expectation: header.expectation, kind: kind, location: json.location)
  }

  /// The claim whole, nothing left to a default.
  public var json: JSON {
    let header = Header(
      name: name, says: says, from: from, filter: scope.filter, by: scope.by, source: source, expectation: expectation)
    return .object((header.json.members ?? []) + (kind.json.members ?? []))
  }
}

/// The settings that claims of every kind share.
private struct Header: Group {
  static let title = "a claim"
  var name = ""
  var says = ""
  var from: Name?
  var filter = Filter()
  var by: [Name] = []
  var source: String?
  var expectation = Claim.Expectation.holds

  static var settings: [Setting<Self>] {
    [
      Setting("name", \.name, "what commands and pages call it; unique in the study", .claimName, isRequired: true),
      Setting("says", \.says, "the claim as a sentence", .sentence, isRequired: true),
      Setting("from", \.from, "the experiment that it speaks of, where there are several"),
      Setting("where", \.filter, "the levels of factors and the values of axes that it speaks of"),
      Setting("by", \.by, "factors and axes: every combination of their levels gets a verdict"),
      Setting("source", \.source, "where the claim stands: a paper and its section"),
      Setting("expectation", \.expectation, "what its author expects: that it holds, that it fails (a quoted claim), or nothing"),
    ]
  }
}

extension Header {
  /// Reports what a quotation needs, and what only a claim that is judged can have.
  fileprivate func checkQuotation(_ json: JSON, _ problems: inout Problems) {
    if source?.contains(where: { !$0.isWhitespace }) != true {
      problems.report("a quotation needs 'source': where it stands", at: json["source"]?.location ?? json.location)
    }
    let judged = [
      ("from", from != nil), ("where", !filter.terms.isEmpty), ("by", !by.isEmpty), ("expectation", expectation != .holds),
    ]
    for (key, isGiven) in judged where isGiven {
      let location = json.members?.first { $0.key == key }?.keyLocation
      problems.report("a quotation is not judged and has no '\(key)'", at: location)
    }
  }
}

extension Rule where Value == String {
  /// A word that can stand in a command: not beginning with a hyphen, or it would be an option.
  static var claimName: Rule {
    Rule("a name of letters, digits and hyphens, beginning with a letter or digit", ["pattern": "^[A-Za-z0-9][A-Za-z0-9-]*$"]) {
      text in
      let isWord = text.unicodeScalars.allSatisfy { scalar in
        scalar == "-" || scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      }
      return isWord && !text.isEmpty && !text.hasPrefix("-")
    }
  }

  static var sentence: Rule { Rule("a sentence", ["pattern": "\\S"]) { text in text.contains { !$0.isWhitespace } } }
}
