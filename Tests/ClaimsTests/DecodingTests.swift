import Claims
import Documents
import Testing

@Suite struct DecodingTests {
  /// A claim of every kind, with the settings that it must have.
  static let samples: [String: String] = [
    "exact": #"{"kind": "exact", "of": "gradient", "target": "0.25 ^ depth", "relativeTolerance": 1e-12}"#,
    "bound": #"{"kind": "bound", "of": "gradient", "atMost": "0.25 ^ depth", "maximumSlack": 10}"#,
    "equals": #"{"kind": "equals", "of": "loss", "scale": "log", "target": "log(2)", "margin": {"relative": 0.05}}"#,
    "ratio":
      #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "a"}, "denominator": {"arm": "b"}, "relation": "about", "value": 1, "margin": 0.1}"#,
    "slope": #"{"kind": "slope", "of": "log(moment)", "along": "layer", "drop": [2, 2], "target": "-log(2)", "margin": 0.03}"#,
    "law": #"{"kind": "law", "of": "moment", "along": "layer", "winner": "exponential"}"#,
  ]

  @Test("Every kind decodes, and prints whole what decodes to the same", arguments: ClaimKinds.catalogue.names)
  func roundTrip(kind: String) throws {
    let sample = try #require(Self.samples[kind])
    let first = try claim(sample).json
    #expect(first["kind"]?.string == kind)
    var problems = Problems()
    let again = try #require(Claim.decode(try JSONParser.parse(first.canonical), &problems))
    #expect(problems.isEmpty)
    #expect(again.json.canonical == first.canonical)
    let entry = try #require(ClaimKinds.catalogue.entries.first { $0.name == kind })
    for setting in Claim.commonSettings + entry.settings() { #expect(first[setting.name] != nil, "\(setting.name)") }
  }

  @Test("No setting of a kind has the name of a common one")
  func names() {
    let common = Set(Claim.commonSettings.map(\.name))
    for entry in ClaimKinds.catalogue.entries { #expect(common.isDisjoint(with: entry.settings().map(\.name))) }
  }

  @Test("What every claim has is read beside what its kind has")
  func common() throws {
    var problems = Problems()
    let text = #"""
      {"name": "it", "kind": "slope", "says": "It halves.", "$comment": "!", "from": "chain", "where": {"arm": "a"}, "by": ["width"],
       "source": "he2015", "expectation": "fails", "of": "x", "along": "layer", "target": 1, "margin": 0.5}
      """#
    let claim = try #require(Claim.decode(try JSONParser.parse(text), &problems))
    #expect(problems.isEmpty)
    #expect(claim.name == "it" && claim.says == "It halves." && claim.source == "he2015" && claim.from?.text == "chain")
    #expect(claim.expectation == .fails && claim.scope.by.map(\.text) == ["width"] && claim.scope.filter.terms.count == 1)
    #expect(claim.isStatistical && claim.location?.line == 1)
  }

  @Test(
    "Every mistake is told at its place",
    arguments: [
      (#""exact""#, [": expected a claim, an object; found 'exact'"]),
      (
        #"{"kind": "exact", "of": "a", "target": 1}"#,
        [
          ": a claim needs 'name': a name of letters, digits and hyphens, beginning with a letter or digit",
          ": a claim needs 'says': a sentence",
        ]
      ),
      (
        #"{"name": "-v", "says": " ", "of": "a"}"#,
        [
          "/name: expected a name of letters, digits and hyphens, beginning with a letter or digit, found '-v'",
          "/says: expected a sentence, found ' '",
          ": a kind of claim needs 'kind', one of exact, bound, equals, ratio, slope, law",
        ]
      ),
      (#"{"name": "a", "says": "b", "kind": "slop"}"#, ["/kind: no kind of claim is called 'slop'. Did you mean 'slope'?"]),
      (
        #"{"name": "a", "says": "b", "kind": "exact", "of": "a", "target": 1, "tolerance": 1, "expectations": "open"}"#,
        [
          "/tolerance: a claim of the kind 'exact' has no setting 'tolerance'. Known: of, target, relativeTolerance, absoluteTolerance, name, says, from, where, by, source, expectation.",
          "/expectations: a claim of the kind 'exact' has no setting 'expectations'. Did you mean 'expectation'?",
        ]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "exact", "of": "a +", "target": 1, "expectation": "hold"}"#,
        [
          "/expectation: expected 'holds' or 'fails' or 'open', found 'hold'. Did you mean 'holds'?",
          "/of: in 'a +': the expression ends where a number, a name or '(' should follow.",
        ]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "exact", "target": null, "relativeTolerance": -1}"#,
        [
          "/target: expected an expression: a text, or a number, found null",
          "/relativeTolerance: expected a number of at least 0, found -1",
          ": 'exact' needs 'of': an expression: a text, or a number",
        ]
      ),
      (#"{"name": "a", "says": "b", "kind": "bound", "of": "a"}"#, [": a bound has either 'atMost' or 'atLeast'"]),
      (
        #"{"name": "a", "says": "b", "kind": "bound", "of": "a", "atMost": 1, "atLeast": 1}"#,
        [": a bound has either 'atMost' or 'atLeast', not both"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "bound", "of": "a", "atMost": 1, "maximumSlack": 0.5}"#,
        ["/maximumSlack: expected a number of at least 1, found 0.5"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "equals", "of": "a", "target": 1, "margin": 0}"#,
        [#"/margin: expected a margin: a number above 0, or {"relative": a number above 0}, found 0"#]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "equals", "of": "a", "target": 1, "margin": {"relative": -0.1}}"#,
        [#"/margin/relative: expected a margin: a number above 0, or {"relative": a number above 0}, found -0.1"#]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "equals", "of": "a", "target": 1, "margin": {"absolute": 0.1}}"#,
        ["/margin/absolute: a margin has 'relative', not 'absolute'"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "equals", "of": "a", "scale": "ln", "target": 1}"#,
        [
          "/scale: expected 'linear' or 'log', found 'ln'.",
          #": 'equals' needs 'margin': a margin: a number above 0, or {"relative": a number above 0}"#,
        ]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "slope", "of": "a", "along": "x", "target": 1, "margin": 1, "drop": [2]}"#,
        ["/drop: expected two whole numbers of at least 0, [first, last], found an array"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "slope", "of": "a", "along": "x", "target": 1, "margin": 1, "drop": [2, -1], "estimator": "ends"}"#,
        [
          "/drop: expected two whole numbers of at least 0, [first, last], found an array",
          "/estimator: expected 'leastSquares' or 'endpoints', found 'ends'.",
        ]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "ratio", "of": "a", "numerator": {"arm": 1}, "denominator": {"arm": 1}, "relation": "about", "value": 1}"#,
        [
          #": a ratio that is 'about' a value needs 'margin': a margin: a number above 0, or {"relative": a number above 0}"#,
          ": 'numerator' and 'denominator' select the same",
        ]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "ratio", "of": "a", "numerator": {"arm": 1}, "denominator": {"arm": 2}, "relation": "atLeast", "value": 1, "margin": 1, "paired": false}"#,
        ["/paired: expected true: replicates share their random numbers, so arms are compared in pairs, found false"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "ratio", "of": "a", "numerator": {"arm": 1}, "denominator": {"arm": 2}, "relation": "atLeast", "value": 1, "margin": 1}"#,
        [": a ratio that is 'atLeast' a value has no 'margin': say it in the value"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "law", "of": "a", "along": "x", "models": ["power", "power"]}"#,
        [
          "/models: expected two different laws, found [\"power\", \"power\"]",
          ": 'law' needs 'winner': 'exponential' or 'power'",
        ]
      ),
    ])
  func mistakes(text: String, messages: [String]) throws {
    var problems = Problems()
    #expect(Claim.decode(try JSONParser.parse(text), &problems) == nil)
    #expect(problems.list.map { "\($0.location?.pointer.description ?? ""): \($0.message)" } == messages)
  }

  @Test("Two claims of a study may not share their name")
  func unique() throws {
    let one = completed(Self.samples["exact"] ?? "")
    let list = try JSONParser.parse("[\n\(one),\n\(one)]").items ?? []
    var problems = Problems()
    #expect(Claim.decodeAll(list, &problems).count == 2)
    #expect(problems.list.map(\.message) == ["the name 'it' is taken by the claim on line 2"])
    #expect(problems.list.first?.location?.line == 3)
  }
}
