import Documents
import Graphs
import Manifests
import Measurements
import Plans
import Records
import Testing

private let layers = #"[{"kind": "dense", "width": 4}, {"kind": "activation", "function": "tanh"}]"#

/// A small study; every part that could matter can be exchanged.
private func text(
  _ top: String = "", features: String = "4", layers: String = layers, measurements: String = #"["forwardMoment"]"#
) -> String {
  """
  {\(top.isEmpty ? "" : top + ",") "subject": {"kind": "network", "input": {"kind": "gaussian", "features": \(features)},
   "layers": \(layers)}, "measurements": \(measurements)}
  """
}

private func plan(_ text: String, _ source: SourceLocation = #_sourceLocation) throws -> Plan {
  let (manifest, problems) = try Manifest.read(Array(text.utf8), study: "test", file: "manifest.json")
  #expect(problems.list.map(\.message) == [], sourceLocation: source)
  return Plan(manifest)
}

private func keys(_ text: String, _ source: SourceLocation = #_sourceLocation) throws -> [String] {
  try plan(text, source).cells.map(\.key)
}

@Suite struct IdentityTests {
  @Test(
    "A key changes with everything that decides a number",
    arguments: [
      text(features: "5"), text(layers: #"[{"kind": "dense", "width": 4}, {"kind": "activation", "function": "sigmoid"}]"#),
      text(layers: #"[{"kind": "dense", "width": 4, "name": "first"}, {"kind": "activation", "function": "tanh"}]"#),
      text(layers: #"[{"kind": "dense", "width": 4, "bias": false}, {"kind": "activation", "function": "tanh"}]"#),
      text(layers: #"[{"kind": "activation", "function": "tanh"}, {"kind": "dense", "width": 4}]"#),
      text(measurements: #"[{"kind": "forwardMoment", "of": "preActivation"}]"#), text(measurements: #"["backwardMoment"]"#),
      text(measurements: #"["forwardMoment", "backwardMoment"]"#), text(#""seed": 1"#), text(#""precision": "float32""#),
    ])
  func inside(other: String) throws {
    let (before, after) = (try keys(text()), try keys(other))
    #expect(before.count == 1 && after.count == 1)
    #expect(before != after)
  }

  @Test("A key changes with the replicate, the namespace and the engine's revision")
  func besides() throws {
    let several = try plan(text(#""replicates": 3"#))
    #expect(Set(several.cells.map(\.key)).count == 3)
    #expect(several.cells.map(\.replicate) == [0, 1, 2])
    let pilot = Plan(several.manifest, namespace: .pilot)
    #expect(Set(several.cells.map(\.key)).isDisjoint(with: pilot.cells.map(\.key)))
    for cell in several.cells {
      #expect(CellKey.of(settings: several.identity(of: cell), revision: Engine.revision) == cell.key)
      #expect(CellKey.of(settings: several.identity(of: cell), revision: Engine.revision + 1) != cell.key)
    }
  }

  @Test(
    "A key stays the same whatever is shown, named, left to a default or written in another order",
    arguments: [
      text(#""title": "T", "references": ["he2015"], "$schema": "s""#),
      text(#""figures": [{"name": "f"}], "claims": [{"name": "c"}]"#), text(#""$comment": {"factor": "x"}"#),
      text(#""seed": 0, "replicates": 1, "precision": "float64""#),
      text(measurements: #"[{"kind": "forwardMoment", "name": "m", "$comment": 1}]"#),
      text(measurements: #"[{"of": "activation", "kind": "forwardMoment"}]"#),
      text(
        layers:
          #"[{"width": 4.0, "bias": true, "kind": "dense", "initializer": {"kind": "xavierNormal"}, "name": null}, {"kind": "activation", "function": {"kind": "tanh"}}]"#
      ),
      text(#""factors": {"n": [4]}"#, features: #"{"factor": "n"}"#),
      text(#""factors": {"width": [{"label": "narrow", "value": 4}]}"#, features: #"{"factor": "width"}"#),
      text(#""arms": [{"label": "a", "n": 4}]"#, features: #"{"factor": "n"}"#),
      #"{"measurements": ["forwardMoment"], "subject": {"layers": \#(layers), "input": {"features": 4e0, "kind": "gaussian"}, "kind": "network"}}"#,
      #"{"experiments": {"other": \#(text())}}"#,
    ])
  func outside(other: String) throws { #expect(try keys(other) == (try keys(text()))) }

  @Test("More replicates, arms, levels and experiments leave the keys of the others as they are")
  func growing() throws {
    let few = try keys(text(#""factors": {"n": [3, 4]}, "replicates": 2"#, features: #"{"factor": "n"}"#))
    let many = try keys(text(#""factors": {"n": [1, 3, 2, 4]}, "replicates": 5"#, features: #"{"factor": "n"}"#))
    #expect(many.count == 20)
    #expect(Set(few).isSubset(of: many))
  }

  @Test("Equal cells of two experiments share a key, and so a record")
  func shared() throws {
    let two = try plan(
      #"{"experiments": {"a": \#(text(#""factors": {"n": [3, 4]}"#, features: #"{"factor": "n"}"#)), "b": \#(text())}}"#)
    #expect(two.cells.map(\.experiment) == [0, 0, 1])
    #expect(two.cells[1].key == two.cells[2].key)
    #expect(two.cells[0].key != two.cells[2].key)
    #expect(two.cells.map(two.title(of:)) == ["a · n 3 · replicate 0", "a · n 4 · replicate 0", "b · replicate 0"])
  }

  @Test("Cells stand in the order of the manifest: experiments, combinations, replicates")
  func order() throws {
    let plan = try plan(
      text(
        #""factors": {"n": [5, 3], "m": [2, 1]}, "replicates": 2"#, features: #"{"factor": "n"}"#,
        layers: #"[{"kind": "dense", "width": {"factor": "m"}}]"#))
    #expect(
      plan.cells.map(plan.title(of:)).prefix(5) == [
        "n 5 · m 2 · replicate 0", "n 5 · m 2 · replicate 1", "n 5 · m 1 · replicate 0", "n 5 · m 1 · replicate 1",
        "n 3 · m 2 · replicate 0",
      ])
  }

  /// These digests are results: when they change, every record of every user is orphaned. Only a new revision of the engine, or a new
  /// setting of something in this manifest, may move them.
  @Test("The keys of a small study are those of its identity, to the letter")
  func golden() throws {
    let plan = try plan(text(#""seed": 7, "replicates": 2"#))
    #expect(
      plan.identity(of: plan.cells[1]).canonical
        == [
          #"{"measurements":[{"kind":"forwardMoment","of":"activation","per":"layer"}],"namespace":"confirm","precision":"float64","replicate":1,"#,
          #""seed":7,"subject":{"input":{"examples":1,"features":4,"kind":"gaussian","standardDeviation":1},"kind":"network","#,
          #""layers":[{"bias":true,"biasInitializer":{"kind":"zeros"},"initializer":{"gain":1,"kind":"xavierNormal"},"#,
          #""kind":"dense","name":null,"width":4},{"function":{"kind":"tanh"},"kind":"activation"}],"loss":null}}"#,
        ].joined())
    #expect(
      plan.cells.map(\.key) == [
        "a3e9eed520e7cf2dffba75cf896d69c244cd53c404bd53d3bebb3bb8ace15867",
        "30236fbadc5b0c6c9827a2569af7e685b4f31d08fb409f07b1b070a5d772c665",
      ])
  }
}

@Suite struct PairingTests {
  private func readings(_ text: String, replicate: Int = 0) throws -> [Readings] {
    let plan = try plan(text)
    let settings = plan.settings(of: plan.cells[0])
    let runner = try CellRunner(
      subject: settings.subject.value, measurements: settings.measurements.map(\.value), precision: settings.precision)
    return runner.run(namespace: plan.namespace, seed: plan.manifest.experiments[0].seed, replicate: replicate).readings
  }

  @Test("Another measurement moves no reading of the first")
  func measurement() throws {
    let alone = try readings(text())
    let beside = try readings(text(measurements: #"["backwardMoment", "weightMoment", "forwardMoment"]"#))
    #expect(beside[2].values == alone[0].values)
    #expect(beside[2].axes.map(\.values) == alone[0].axes.map(\.values))
  }

  @Test("A layer behind, or a named layer in front, moves no reading of a layer that it does not feed")
  func layer() throws {
    let short = try readings(text())[0].values
    let long = try readings(
      text(layers: #"[{"kind": "dense", "width": 4}, {"kind": "activation", "function": "tanh"}, {"kind": "dense", "width": 3}]"#)
    )
    #expect(long[0].axes[0].values == [0, 1, 2])
    #expect(Array(long[0].values.prefix(short.count)) == short)
    #expect(long[0].values.count == short.count + 1)
    // The weights of the second dense layer are the same ones, whatever a named layer draws before it.
    let weights = #"[{"kind": "weightMoment"}]"#
    let plain = try readings(text(measurements: weights))[0].values
    let preceded = try readings(
      text(
        layers:
          #"[{"kind": "dense", "width": 4, "name": "front"}, {"kind": "dense", "width": 4}, {"kind": "activation", "function": "tanh"}]"#,
        measurements: weights))[0].values
    #expect(preceded.last == plain.last)
    #expect(preceded.first != plain.first)
  }

  @Test("Arms that differ in one setting draw the same numbers")
  func arms() throws {
    let weights = #"["weightMoment", {"kind": "forwardMoment", "of": "preActivation"}]"#
    let tanh = try readings(text(measurements: weights))
    let sigmoid = try readings(
      text(layers: #"[{"kind": "dense", "width": 4}, {"kind": "activation", "function": "sigmoid"}]"#, measurements: weights))
    #expect(tanh == sigmoid)
    // The same standard normals, scaled: twice the gain is four times the moment, and nothing else.
    let normal = { (deviation: Int) in
      text(
        layers: #"[{"kind": "dense", "width": 4, "initializer": {"kind": "normal", "standardDeviation": \#(deviation)}}]"#,
        measurements: weights)
    }
    let (one, two) = (try readings(normal(1)), try readings(normal(2)))
    #expect(two[1].values == one[1].values.map { 4 * $0 })
  }

  @Test("Replicates and seeds draw other numbers")
  func apart() throws {
    #expect(try readings(text()) == (try readings(text())))
    #expect(try readings(text()) != (try readings(text(), replicate: 1)))
    #expect(try readings(text()) != (try readings(text(#""seed": 1"#))))
  }
}
