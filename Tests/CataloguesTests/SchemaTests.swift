import Catalogues
import Documents
import Testing

private protocol Shape: Kind {}

private enum Color: String, Keyword { case red, blue }

private struct Circle: Shape {
  static let name = "circle"
  static let summary = "round"
  var radius = 1.0
  var color: Color?
  static var settings: [Setting<Self>] {
    [Setting("radius", \.radius, "in meters", .above(0)), Setting("color", \.color, "of its line")]
  }
}

private struct Group: Shape {
  static let name = "group"
  static let summary = "several"
  var shapes: [Chosen<Shapes>] = []
  static var settings: [Setting<Self>] { [Setting("shapes", \.shapes, "which", .notEmpty, isRequired: true)] }
}

private enum Shapes: Catalogued {
  static let catalogue = Catalogue<any Shape>("shape", [.init(Circle.self) { $0 }, .init(Group.self) { $0 }]) { $0 }
}

@Suite struct SchemaTests {
  @Test("A catalogue's schema has its kinds by name and whole, their rules, meanings and defaults, and may refer to itself")
  func catalogue() throws {
    var definitions = SchemaDefinitions()
    #expect(Chosen<Shapes>.schema(&definitions) == ["$ref": "#/$defs/shape"])
    let expected = try JSONParser.parse(
      """
      {"shape": {"anyOf": [
        {"const": "circle", "description": "round"},
        {"description": "round", "type": "object",
         "properties": {
           "kind": {"const": "circle"},
           "radius": {"description": "in meters", "type": "number", "exclusiveMinimum": 0, "default": 1},
           "color": {"description": "of its line", "anyOf": [{"enum": ["red", "blue"]}, {"type": "null"}]},
           "$comment": true},
         "required": ["kind"], "additionalProperties": false},
        {"description": "several", "type": "object",
         "properties": {
           "kind": {"const": "group"},
           "shapes": {"description": "which", "type": "array", "items": {"$ref": "#/$defs/shape"}, "minItems": 1},
           "$comment": true},
         "required": ["kind", "shapes"], "additionalProperties": false}
      ]}}
      """)
    #expect(definitions.json == expected)
  }

  @Test("Where sweeping is allowed a factor may stand for a setting, an element and a kind")
  func swept() throws {
    var definitions = SchemaDefinitions()
    definitions.isSwept = true
    _ = Chosen<Shapes>.schema(&definitions)
    let choices = try #require(definitions.json["shape"]?["anyOf"]?.items)
    let factor: JSON = ["$ref": "#/$defs/factor"]
    #expect(choices[1]["properties"]?["radius"]?["anyOf"] == [["type": "number", "exclusiveMinimum": 0], factor])
    #expect(
      choices[2]["properties"]?["shapes"]?["anyOf"]
        == [["type": "array", "items": ["anyOf": [["$ref": "#/$defs/shape"], factor]], "minItems": 1], factor])
    #expect(choices.last == ["type": "object", "properties": ["kind": factor], "required": ["kind"]])
    #expect(definitions.json["factor"]?["required"] == ["factor"])
  }

  @Test("Common settings stand in every kind, and a required one forbids the bare name")
  func common() throws {
    var definitions = SchemaDefinitions()
    let reference = Shapes.catalogue.schema(
      &definitions, as: "a named shape", common: { _ in [JSON.Member("name", ["type": "string"])] }, required: ["name"])
    #expect(reference == ["$ref": "#/$defs/namedShape"])
    let choices = try #require(definitions.json["namedShape"]?["anyOf"]?.items)
    #expect(choices.count == 2)
    #expect(choices.allSatisfy { $0["properties"]?["name"] != nil && $0["required"]?.items?.contains("name") == true })
  }

  @Test("One thing swept and not swept is two parts")
  func modes() {
    var definitions = SchemaDefinitions()
    let fixed = Chosen<Shapes>.schema(&definitions)
    definitions.isSwept = true
    #expect(Chosen<Shapes>.schema(&definitions) != fixed)
    definitions.isSwept = false
    #expect(Chosen<Shapes>.schema(&definitions) == fixed)
  }
}
