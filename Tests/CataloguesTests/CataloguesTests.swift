import Catalogues
import Documents
import Testing

private protocol Shape: Kind {}

private struct Circle: Shape {
  static let name = "circle"
  static let summary = "round"
  var radius = 1.0
  var label: String? = nil
  static var settings: [Setting<Self>] {
    [Setting("radius", \.radius, "in meters", .above(0)), Setting("label", \.label, "a word beside it")]
  }
}

private struct Polygon: Shape {
  static let name = "polygon"
  static let summary = "with corners"
  var corners = 3
  var holes: [Chosen<Shapes>] = []
  static var settings: [Setting<Self>] {
    [Setting("corners", \.corners, "how many", .atLeast(3), isRequired: true), Setting("holes", \.holes, "cut out")]
  }
}

private enum Shapes: Catalogued {
  static let catalogue = Catalogue<any Shape>("shape", [.init(Circle.self) { $0 }, .init(Polygon.self) { $0 }]) { $0 }
}

@Suite struct CatalogueTests {
  private func decode(_ text: String) throws -> (json: String?, messages: [String]) {
    var problems = Problems()
    let shape = Shapes.catalogue.decode(try JSONParser.parse(text), &problems)
    return (
      shape.map { Shapes.catalogue.encode($0).canonical },
      problems.list.map { "\($0.location?.pointer.description ?? ""): \($0.message)" }
    )
  }

  @Test(
    "What was written is laid over the defaults, and encoding prints the whole",
    arguments: [
      (#""circle""#, #"{"kind":"circle","label":null,"radius":1}"#),
      (#"{"kind": "circle", "radius": 2, "$comment": "!"}"#, #"{"kind":"circle","label":null,"radius":2}"#),
      (
        #"{"kind": "polygon", "corners": 4, "holes": ["circle"]}"#,
        #"{"corners":4,"holes":[{"kind":"circle","label":null,"radius":1}],"kind":"polygon"}"#
      ),
    ])
  func whole(text: String, canonical: String) throws {
    let decoded = try decode(text)
    #expect(decoded.messages.isEmpty)
    #expect(decoded.json == canonical)
    // What is whole decodes to itself.
    #expect(try decode(canonical).json == canonical)
  }

  @Test(
    "Every problem is told, with its pointer and the nearest name",
    arguments: [
      (#""circel""#, [": no shape is called 'circel'. Did you mean 'circle'?"]),
      ("3", [": expected a shape: a name, or an object with 'kind'; found 3"]),
      ("{}", [": a shape needs 'kind', one of circle, polygon"]),
      (
        #"{"kind": "circle", "radius": -1, "lable": "x"}"#,
        [
          "/radius: expected a number above 0, found -1",
          "/lable: 'circle' has no setting 'lable'. Did you mean 'label'?",
        ]
      ),
      (
        #"{"kind": "polygon", "holes": [{"kind": "circle", "radius": "x"}]}"#,
        ["/holes/0/radius: expected a number, found 'x'", ": 'polygon' needs 'corners': a whole number of at least 3"]
      ),
      (#"{"kind": "polygon", "corners": 3.5}"#, ["/corners: expected a whole number, found 3.5"]),
    ])
  func problems(text: String, messages: [String]) throws {
    let decoded = try decode(text)
    #expect(decoded.json == nil)
    #expect(decoded.messages == messages)
  }

  @Test("Help describes every setting with its default")
  func help() {
    let entry = Shapes.catalogue.entries[0]
    #expect(entry.settings().map(\.name) == ["radius", "label"])
    #expect(entry.settings().map(\.standard) == [1, .null])
  }
}
