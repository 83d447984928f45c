import Catalogues
import Documents

/// A study as written: its experiments, decoded and crossed; its figures and claims, still as JSON for the modules that own them.
public struct Manifest: Sendable {
  /// The path of the study's folder below `Notebooks`, `he-vs-xavier` or `examples/selu-fixed-point`.
  public let study: String
  /// How messages call the file.
  public let file: String
  public let title: String
  public let references: [String]
  public let experiments: [Experiment]
  /// Whether it is known of every experiment what its results will hold, so that figures and claims can be judged.
  public let isOutlined: Bool
  /// The experiments of which it is not known: what speaks of them cannot be judged, the rest can.
  public let unreadExperiments: Set<String>
  public let figures: [JSON]
  public let claims: [JSON]
  /// Of the file's bytes: printed beside verdicts, so that a margin cannot move unseen.
  public let digest: SHA256Digest

  /// Reads a manifest and checks everything that its experiments can show without running.
  ///
  /// - Returns: the manifest with what could be read, and every problem found; a caller must not run it unless there is none.
  /// - Throws: `DocumentError` when the text is no JSON object.
  public static func read(_ bytes: [UInt8], study: String, file: String) throws(DocumentError) -> (Manifest, Problems) {
    let json: JSON
    do {
      json = try JSONParser.parse(bytes)
    } catch {
      throw DocumentError(file: file, problems: [error])
    }
    guard let members = json.members else {
      throw DocumentError(
        file: file, problems: [Problem("a manifest is a JSON object, found \(json.inWords)", at: json.location)])
    }
    var problems = Problems()
    let experiments = decodeExperiments(members, json, &problems)
    let written = (json["experiments"]?.members ?? []).map(\.key)
    let manifest = Manifest(
      study: study, file: file, title: text(json["title"], &problems) ?? study,
      references: json["references"].flatMap { [String].decode($0, &problems) } ?? [],
      experiments: experiments.compactMap(\.self), isOutlined: !experiments.contains { $0 == nil },
      unreadExperiments: Set(written).subtracting(experiments.compactMap { $0?.name }),
      figures: list(json["figures"], &problems), claims: list(json["claims"], &problems), digest: SHA256Digest(of: bytes))
    return (manifest, problems)
  }

  private static let keys = keyDescriptions.map(\.name)

  /// Nil for an experiment of which not even the results' columns are known.
  private static func decodeExperiments(_ members: [JSON.Member], _ json: JSON, _ problems: inout Problems) -> [Experiment?] {
    let known = keys + (json["experiments"] == nil ? Experiment.keys : [])
    for member in members where !known.contains(member.key) {
      if Experiment.keys.contains(member.key) {
        problems.report("'\(member.key)' belongs into one of the 'experiments'", at: member.keyLocation)
      } else {
        problems.report(
          "a manifest has no key '\(member.key)'.\(nameHint(for: member.key, among: known))", at: member.keyLocation)
      }
    }
    guard let experiments = json["experiments"] else {
      let own = members.filter { Experiment.keys.contains($0.key) }
      return [Experiment.decode(own, name: "main", at: json.location, &problems)]
    }
    let named = (experiments.members ?? []).filter { $0.key != "$comment" }
    if named.isEmpty {
      problems.report("expected an object of experiments by name, found \(experiments.inWords)", at: experiments.location)
      return [nil]
    }
    return named.map { decodeExperiment($0, &problems) }
  }

  private static func decodeExperiment(_ member: JSON.Member, _ problems: inout Problems) -> Experiment? {
    let isNamed = Identifier.check(member.key, as: "an experiment", at: member.keyLocation, &problems)
    guard let own = member.value.members else {
      problems.report("expected an object, found \(member.value.inWords)", at: member.value.location)
      return nil
    }
    for key in own where !Experiment.keys.contains(key.key) && key.key != "$comment" {
      problems.report(
        "an experiment has no key '\(key.key)'.\(nameHint(for: key.key, among: Experiment.keys))", at: key.keyLocation)
    }
    let experiment = Experiment.decode(own, name: member.key, at: member.value.location, &problems)
    return isNamed ? experiment : nil
  }

  private static func text(_ json: JSON?, _ problems: inout Problems) -> String? { json.flatMap { String.decode($0, &problems) } }

  private static func list(_ json: JSON?, _ problems: inout Problems) -> [JSON] {
    json.flatMap { [JSON].decode($0, &problems) } ?? []
  }
}
