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
    "order": #"{"kind": "order", "of": "loss", "arms": [{"arm": "a"}, {"arm": "b"}], "direction": "falling", "margin": 0.1}"#,
    "null":
      #"{"kind": "null", "of": "loss", "with": {"arm": "a"}, "without": {"arm": "b"}, "summary": "median", "margin": {"relative": 0.1}}"#,
    "crossing":
      #"{"kind": "crossing", "of": "moment", "along": "layer", "level": 0.1, "target": 7, "margin": {"relative": 0.1}}"#,
    "proportion": #"{"kind": "proportion", "of": "diverged", "relation": "atMost", "value": 0.1}"#,
    "dist":
      #"{"kind": "dist", "of": "moment", "cdf": "normal.cdf(x, 0, 1)", "pooled": true, "maximumDistance": 0.1, "by": ["arm"]}"#,
    "cite": #"{"kind": "cite", "value": "25.03% top-1 error", "source": "he2016, table 2"}"#,
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
    #expect(claim.basis == .replicates && claim.location?.line == 1)
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
          ": a kind of claim needs 'kind', one of exact, bound, equals, ratio, order, null, slope, law, crossing, proportion, dist, cite",
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
        #"{"name": "a", "says": "b", "kind": "order", "of": "a", "margin": 1}"#, [": an order has either 'arms' or 'along'"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "order", "of": "a", "arms": [{"arm": 1}], "along": "arm", "margin": {"relative": 0.1}}"#,
        [
          ": an order has either 'arms' or 'along', not both", ": an order has two arms or more",
          "/margin: a difference has no target to be relative to: state the margin as a number, or use the log scale",
        ]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "order", "of": "a", "arms": [{"arm": 1}, {"arm": 2}, {"arm": 1}], "direction": "up", "margin": 0}"#,
        [
          "/direction: expected 'rising' or 'falling', found 'up'.",
          #"/margin: expected a margin: a number above 0, or {"relative": a number above 0}, found 0"#,
        ]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "order", "of": "a", "arms": [{"arm": 1}, {"arm": 2}, {"arm": 1}], "margin": 1}"#,
        ["/arms/2/arm: two of the 'arms' select the same"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "null", "of": "a", "with": {"arm": 1}, "without": {"arm": 1}, "margin": 30}"#,
        [
          ": 'with' and 'without' select the same",
          #"/margin: on the log scale a margin of 30 is a factor of 1.069e13 either way, which every value satisfies; log(1.5) is 0.405, and {"relative": 0.05} is 5%"#,
        ]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "proportion", "of": "a", "relation": "about", "value": 1}"#,
        [#": a proportion that is 'about' a value needs 'margin': a margin: a number above 0, or {"relative": a number above 0}"#]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "dist", "of": "a", "maximumDistance": 1}"#,
        ["/maximumDistance: expected a number above 0 and below 1, found 1"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "dist", "of": "a", "maximumDistance": 0.1}"#,
        [": a distribution is compared either with a 'cdf' or, as 'one', with an 'other'"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "dist", "of": "a", "one": {"arm": 1}, "maximumDistance": 0.1}"#,
        [": 'one' and 'other' are compared: both are needed"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "dist", "of": "a", "cdf": "x", "one": {"arm": 1}, "other": {"arm": 1}, "maximumDistance": 0.1}"#,
        [": a distribution is compared either with a 'cdf' or, as 'one', with an 'other'"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "crossing", "of": "a", "along": "x", "target": 1, "margin": 1}"#,
        [": 'crossing' needs 'level': an expression: a text, or a number"]
      ),
      (
        #"{"name": "a", "says": "b", "kind": "cite", "value": 0.778, "where": {"arm": 1}, "expectation": "fails"}"#,
        [
          ": a quotation needs 'source': where it stands", "/where: a quotation is not judged and has no 'where'",
          "/expectation: a quotation is not judged and has no 'expectation'",
        ]
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
