import Catalogues
import Documents
import Measurements

/// Manifests as JSON Schema (draft 2020-12), made of the lists that decode them.
extension Manifest {
  /// - Parameters:
  ///   - figure: what a figure may be; and a claim likewise, from the modules that own them.
  public static func schema(
    figure: (inout SchemaDefinitions) -> JSON, claim: (inout SchemaDefinitions) -> JSON
  ) -> JSON {
    var definitions = SchemaDefinitions()
    let own: [JSON.Member] = [
      .init("$schema", ["description": "where editors find this schema", "type": "string"]),
      .init("title", ["description": "the study in one sentence", "type": "string"]),
      .init("references", ["description": "keys of papers, \"he2015\"", "type": "array", "items": ["type": "string"]]),
      .init("figures", ["description": "what is drawn", "type": "array", "items": figure(&definitions)]),
      .init("claims", ["description": "what is judged", "type": "array", "items": claim(&definitions)]),
    ]
    let members = Experiment.schemas(&definitions)
    let required = CellSettings.requiredSettings
    let experiment = definitions.reference("experiment") { _ in .closedObject(nil, members, required: required) }
    let experiments: JSON = [
      "description": "several experiments by name; figures and claims say 'from' which", "type": "object",
      "properties": ["$comment": true], "propertyNames": ["anyOf": [Identifier.schema, ["const": "$comment"]]],
      "additionalProperties": experiment, "minProperties": 1,
    ]
    let several = definitions.reference("studyOfSeveral") { _ in
      .closedObject("a study of several experiments", own + [.init("experiments", experiments)], required: ["experiments"])
    }
    let single = definitions.reference("study") { _ in
      .closedObject("a study of one experiment, whose keys stand at the top", own + members, required: required)
    }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "A study",
      "$comment": "Generated from the catalogues of kinds and settings: `ravine schema` prints it.",
      "type": "object",
      "if": ["required": ["experiments"]],
      "then": several,
      "else": single,
      "$defs": definitions.json,
    ]
  }
}

extension Experiment {
  /// The keys of an experiment: the crossing, which is not swept, and what is computed, which is.
  fileprivate static func schemas(_ definitions: inout SchemaDefinitions) -> [JSON.Member] {
    func combinations(_ description: String) -> JSON {
      ["description": .string(description), "type": "array", "items": ["type": "object"]]
    }
    let crossing: [JSON.Member] = [
      .init("factors", Factor.schema),
      .init("arms", Factor.armsSchema),
      .init("only", combinations("the combinations that are kept, each some factors and their levels")),
      .init("except", combinations("the combinations that are left out")),
      .init("seed", ["description": "of all random streams", "type": "integer", "minimum": 0, "default": 0]),
      .init("replicates", ["description": "how often each cell is drawn anew", "type": "integer", "minimum": 1, "default": 1]),
    ]
    definitions.isSwept = true
    defer { definitions.isSwept = false }
    // Made before anything refers to it: a measurement of whatever kind may have a name besides.
    let words: JSON = ["description": "what figures and claims call it; the kind's name when left out"]
    let name = words.joined(with: Identifier.schema)
    _ = Measurements.catalogue.schema(
      &definitions,
      common: { definitions in
        let steps: JSON = ["description": "the training steps at which it is taken"]
        let when = steps.joined(with: definitions.orFactor(When.schema(&definitions)))
        return [JSON.Member("name", name), JSON.Member("when", when)]
      })
    return crossing + CellSettings.settingSchemas(&definitions)
  }
}

extension Factor {
  fileprivate static var schema: JSON {
    let level: JSON = [
      "$comment": "A value, or {\"label\": …, \"value\": …}.",
      "if": ["type": "object", "required": ["label", "value"]],
      "then": .closedObject(nil, [.init("label", ["type": "string"]), .init("value", true)]),
    ]
    let ends: JSON = ["type": "array", "items": ["type": "number"], "minItems": 2, "maxItems": 2]
    let step: JSON = ["type": "number", "exclusiveMinimum": 0, "default": 1]
    let range = JSON.closedObject(
      "evenly spaced numbers, both ends included", [.init("range", ends), .init("step", step)], required: ["range"])
    return [
      "description": "what is varied, and its levels: fully crossed", "type": "object", "properties": ["$comment": true],
      "propertyNames": ["anyOf": [Identifier.schema, ["const": "$comment"]]],
      "additionalProperties": ["anyOf": [["type": "array", "items": level, "minItems": 1], range]],
    ]
  }

  fileprivate static var armsSchema: JSON {
    [
      "description": "settings that change together: a label, and a value for every setting that differs", "type": "array",
      "minItems": 1,
      "items": ["type": "object", "properties": ["label": ["type": "string"]], "required": ["label"]],
    ]
  }
}

extension Identifier {
  fileprivate static var schema: JSON {
    ["type": "string", "pattern": "^[A-Za-z][A-Za-z0-9]*$", "not": ["enum": .array(reserved.sorted().map { .string($0) })]]
  }
}
