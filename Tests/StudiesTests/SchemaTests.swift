import Catalogues
import Claims
import Documents
import Foundation
import Measurements
import Networks
import SampleProjects
import Studies
import Testing

/// The schema is held against a validator that is not ours: Debian's python3-jsonschema.
@Suite struct SchemaTests {
  struct Case {
    var name: String
    /// Which part of the schema.
    var reference = "#"
    var instance: JSON

    var json: JSON { ["name": .string(name), "reference": .string(reference), "instance": instance] }
  }

  /// Why the validator refuses each of the cases that it refuses.
  private func refusals(_ cases: [Case]) throws -> [String: String] {
    let python = Process()
    // Debian's own, whatever else is called python3 in PATH.
    python.executableURL = URL(filePath: "/usr/bin/python3")
    python.arguments = [Repository.path + "/Tests/Schema/validate.py"]
    let (input, output) = (Pipe(), Pipe())
    (python.standardInput, python.standardOutput) = (input, output)
    try python.run()
    let task: JSON = ["schema": StudySchema.json, "cases": .array(cases.map(\.json))]
    input.fileHandleForWriting.write(Data(task.canonical.utf8))
    try input.fileHandleForWriting.close()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    python.waitUntilExit()
    try #require(python.terminationStatus == 0, "validate.py failed; is python3-jsonschema installed? Scripts/packages")
    let rows = said.split(separator: "\n").map { $0.split(separator: "\t", maxSplits: 1).map(String.init) }
    return Dictionary(rows.map { ($0[0], $0.last ?? "") }) { first, _ in first }
  }

  private func manifests(_ paths: [String]) throws -> [Case] {
    try paths.map { Case(name: $0, instance: try JSONParser.parse(try text(Repository.path + "/" + $0))) }
  }

  @Test("The committed schema is the generated one")
  func committed() throws {
    let committed = try text(Repository.path + "/Notebooks/study.schema.json")
    let isCurrent = committed == StudySchema.text
    #expect(
      isCurrent, "what manifests may say has changed; write the file anew: make schema")
  }

  @Test("Every study of the repository names the schema and obeys it")
  func studies() throws {
    let names = try Project(root: Repository.path).studies()
    #expect(!names.isEmpty)
    let cases = try manifests(names.map { "Notebooks/\($0)/manifest.json" })
    for (name, one) in zip(names, cases) {
      let up = String(repeating: "../", count: name.split(separator: "/").count)
      #expect(one.instance["$schema"] == .string(up + "study.schema.json"), "\(name)")
    }
    #expect(try refusals(cases) == [:])
  }

  @Test("Sound manifests pass the schema and check alike")
  func sound() throws {
    let paths = files("Tests/Schema/Sound")
    #expect(paths.count >= 5)
    #expect(try refusals(manifests(paths)) == [:])
    for path in paths {
      let sketch = try Sketch(text(Repository.path + "/" + path))
      #expect(throws: Never.self, "\(path)") { try sketch.study() }
    }
  }

  @Test("Broken manifests are refused by the schema and by check alike, which says where")
  func broken() throws {
    let paths = files("Tests/Schema/Broken")
    #expect(paths.count >= 30)
    let cases = try manifests(paths)
    let refused = try refusals(cases)
    for one in cases {
      #expect(refused[one.name] != nil, "the schema takes \(one.name)")
      let sketch = try Sketch(text(Repository.path + "/" + one.name))
      let error = #expect(throws: DocumentError.self, "check takes \(one.name)") { try sketch.study() }
      let pointers = (error?.problems ?? []).compactMap { $0.location?.pointer.description }
      // The file's comment says where it is broken.
      let place = try #require(one.instance["$comment"]?.string)
      #expect(pointers.contains(place), "\(one.name): \(error?.description ?? "")")
    }
  }

  @Test("Every kind of every catalogue is in the schema, whole and, where nothing is required, by its name")
  func kinds() throws {
    var cases: [Case] = []
    var wrong: Set<String> = []
    func add<Member>(_ catalogue: Catalogue<Member>) {
      for entry in catalogue.entries {
        let name = "\(catalogue.noun) \(entry.name)"
        let reference = "#/$defs/\(catalogue.noun)"
        let required = entry.settings().filter { $0.standard == nil }
        let whole = catalogue.encode(entry.standard())
        // What must be given has a placeholder for a default, which need not obey the rules.
        if required.isEmpty {
          cases.append(Case(name: name, reference: reference, instance: .string(entry.name)))
          cases.append(Case(name: name + " whole", reference: reference, instance: whole))
        } else {
          cases.append(Case(name: name + " bare", reference: reference, instance: .string(entry.name)))
          wrong.insert(name + " bare")
        }
        let more = JSON.object((whole.members ?? []) + [JSON.Member("unheardOf", 1)])
        cases.append(Case(name: name + " and more", reference: reference, instance: more))
        wrong.insert(name + " and more")
      }
    }
    add(Subjects.catalogue)
    add(Inputs.catalogue)
    add(Layers.catalogue)
    add(Activations.catalogue)
    add(Initializers.catalogue)
    add(Losses.catalogue)
    add(Measurements.catalogue)
    let refused = try refusals(cases)
    #expect(
      Set(refused.keys) == wrong, "\(Set(refused.keys).symmetricDifference(wrong).sorted().map { ($0, refused[$0] ?? "taken") })")
  }
}
