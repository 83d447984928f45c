import Claims
import Documents
import Selections
import Testing

@Suite struct CheckingTests {
  @Test(
    "What would go wrong, or mean two things, is told before anything runs",
    arguments: [
      (
        #"{"kind": "exact", "of": "momnet", "target": 1, "by": ["arm"]}"#,
        ["/of: in 'momnet': no variable is called 'momnet'. Did you mean 'moment'?"]
      ),
      (
        #"{"kind": "exact", "of": "loss", "target": "lgo(2)", "by": ["arm"]}"#,
        ["/target: in 'lgo(2)': no function is called 'lgo'. Did you mean 'log'?"]
      ),
      (
        #"{"kind": "exact", "of": "loss", "target": 1}"#,
        [": the factor 'arm' has 2 levels here: fix it in 'where' or name it in 'by'"]
      ),
      (
        #"{"kind": "exact", "of": "loss", "target": 1, "where": {"arm": "plian"}}"#,
        ["/where/arm: the factor 'arm' has no level 'plian'. Did you mean 'plain'?"]
      ),
      (
        #"{"kind": "bound", "of": "loss", "atLeast": "los", "by": ["arm"]}"#,
        ["/atLeast: in 'los': no variable is called 'los'. Did you mean 'loss'?"]
      ),
      (
        #"{"kind": "bound", "of": "loss", "atMost": 1, "by": ["amr"]}"#,
        [
          "/by/0: there is no factor and no axis 'amr'. Did you mean 'arm'?"
        ]
      ),
      (
        #"{"kind": "equals", "of": "moment", "target": 1, "margin": 1, "by": ["arm"]}"#,
        [": 'layer' runs over several values here: fix it in 'where' or name it in 'by'"]
      ),
      (
        #"{"kind": "equals", "of": "moment * layer", "target": 1, "margin": 1, "by": ["arm"]}"#,
        ["/of: 'layer' runs over several values here: fix it in 'where' or name it in 'by'"]
      ),
      (
        #"{"kind": "equals", "of": "moment * layer", "target": 1, "margin": 1, "by": ["arm"], "where": {"layer": [1, 2]}}"#,
        ["/of: 'layer' runs over several values here: fix it in 'where' or name it in 'by'"]
      ),
      (#"{"kind": "equals", "of": "moment * layer", "target": 1, "margin": 1, "by": ["arm"], "where": {"layer": 1}}"#, []),
      (
        #"{"kind": "equals", "of": "moment", "target": "2 ^ -layer", "margin": 1, "by": ["arm"], "where": {"layer": 1}}"#,
        ["/target: in '2 ^ -layer': no variable is called 'layer'. Known: arm, width, pi, e."]
      ),
      (#"{"kind": "equals", "of": "moment", "target": "2 ^ -layer / width", "margin": 1, "by": ["arm", "layer"]}"#, []),
      (
        #"{"kind": "equals", "of": "loss", "target": "loss", "margin": 1, "by": ["arm"]}"#,
        ["/target: in 'loss': no variable is called 'loss'. Known: arm, width, pi, e."]
      ),
      (
        #"{"kind": "slope", "of": "moment", "along": "layers", "target": 1, "margin": 1, "by": ["arm"]}"#,
        [
          "/along: in 'layers': no variable is called 'layers'. Did you mean 'layer'?"
        ]
      ),
      (#"{"kind": "slope", "of": "moment", "along": "log(layer)", "target": 1, "margin": 1, "by": ["arm"]}"#, []),
      (
        #"{"kind": "order", "of": "los", "arms": [{"arm": "plain"}, {"arm": "duoble"}], "margin": 1}"#,
        [
          "/of: in 'los': no variable is called 'los'. Did you mean 'loss'?",
          "/arms/1/arm: the factor 'arm' has no level 'duoble'. Did you mean 'double'?",
        ]
      ),
      (
        #"{"kind": "order", "of": "loss", "along": "amr", "margin": 1}"#,
        ["/along: no factor is called 'amr'. Did you mean 'arm'?"]
      ),
      (
        #"{"kind": "order", "of": "loss", "along": "width", "margin": 1, "by": ["arm"]}"#,
        ["/along: 'width' has one level here, and an order needs two"]
      ),
      (
        #"{"kind": "order", "of": "loss", "along": "arm", "margin": 1, "by": ["arm"]}"#,
        ["/along: 'arm' is in 'by' and again in 'along': a verdict compares its levels"]
      ),
      (
        #"{"kind": "order", "of": "moment", "along": "arm", "margin": 1}"#,
        [": 'layer' runs over several values here: fix it in 'where' or name it in 'by'"]
      ),
      (
        #"{"kind": "null", "of": "loss", "with": {"arm": "plain"}, "without": {"arm": "double"}, "margin": 1, "where": {"arm": "plain"}}"#,
        [
          "/with/arm: 'arm' is fixed in 'where' and again in 'with'",
          "/without/arm: 'arm' is fixed in 'where' and again in 'without'",
        ]
      ),
      (
        #"{"kind": "crossing", "of": "moment", "along": "layer", "level": "wdith", "target": "loss", "margin": 1, "by": ["arm"]}"#,
        [
          "/level: in 'wdith': no variable is called 'wdith'. Did you mean 'width'?",
          "/target: in 'loss': no variable is called 'loss'. Known: arm, width, pi, e.",
        ]
      ),
      (
        #"{"kind": "proportion", "of": "loss < 1", "relation": "about", "value": 0.5, "margin": 0.5, "by": ["arm"]}"#,
        ["/margin: every share satisfies this"]
      ),
      (
        #"{"kind": "proportion", "of": "loss < 1", "relation": "atLeast", "value": "3 / 2", "by": ["arm"]}"#,
        ["/value: a share lies from 0 to 1, not at 1.5"]
      ),
      (
        #"{"kind": "dist", "of": "moment", "cdf": "normal.cdf(y, 0, 1)", "maximumDistance": 0.1, "by": ["arm"]}"#,
        [
          ": 'layer' runs over several values here: fix it in 'where' or name it in 'by'",
          "/cdf: in 'normal.cdf(y, 0, 1)': no variable is called 'y'. Known: arm, width, x, pi, e.",
        ]
      ),
      (#"{"kind": "dist", "of": "moment", "cdf": "x / width", "maximumDistance": 0.1, "by": ["arm"], "pooled": true}"#, []),
      (
        #"{"kind": "equals", "of": "loss", "target": "log(2)", "margin": 100, "by": ["arm"]}"#,
        ["/margin: a margin of 100 is 140 times the target, 0.6931: every value of its size satisfies it"]
      ),
      (
        #"{"kind": "equals", "of": "loss", "target": "width", "margin": {"relative": 1}, "by": ["arm"]}"#,
        ["/margin: a margin of 100% reaches 0, which every small value satisfies: claim an upper bound, or narrow it"]
      ),
      (#"{"kind": "order", "of": "loss", "along": "arm", "scale": "log", "margin": {"relative": 1000}}"#, []),
      (
        #"{"kind": "slope", "of": "loss", "along": "width", "drop": [1, 0], "target": 1, "margin": 0.1, "by": ["arm"]}"#,
        [
          "/along: 'width' has 1 value here at most, of which 1 at the start and 0 at the end are dropped: 2 or more should be left"
        ]
      ),
      (
        #"{"kind": "law", "of": "moment", "along": "layer", "winner": "power"}"#,
        [": the factor 'arm' has 2 levels here: fix it in 'where' or name it in 'by'"]
      ),
      (
        #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "plain"}, "denominator": {"arm": "duoble"}, "relation": "atLeast", "value": "vaule"}"#,
        [
          "/denominator/arm: the factor 'arm' has no level 'duoble'. Did you mean 'double'?",
          "/value: in 'vaule': no variable is called 'vaule'. Known: width, pi, e.",
        ]
      ),
      (
        #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "plain"}, "denominator": {"width": 64}, "relation": "atLeast", "value": 1}"#,
        [": the factor 'arm' has 2 levels here: fix it in 'where' or name it in 'by'"]
      ),
      (
        #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "plain"}, "denominator": {"arm": "double"}, "relation": "atLeast", "value": 1, "by": ["arm"]}"#,
        [
          "/numerator/arm: 'arm' is in 'by' and again in 'numerator': a verdict compares two levels of it",
          "/denominator/arm: 'arm' is in 'by' and again in 'denominator': a verdict compares two levels of it",
        ]
      ),
      (
        #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "plain"}, "denominator": {"arm": "double"}, "relation": "atLeast", "value": 1, "where": {"arm": "plain"}}"#,
        [
          "/numerator/arm: 'arm' is fixed in 'where' and again in 'numerator'",
          "/denominator/arm: 'arm' is fixed in 'where' and again in 'denominator'",
        ]
      ),
    ])
  func problems(text: String, messages: [String]) throws {
    let found = try Lab().problems(text)
    #expect(found == messages)
  }

  @Test("A claim over replicates needs two of them, one on every sample does not", arguments: ClaimKinds.catalogue.names)
  func replicates(kind: String) throws {
    let outline = Outline(
      experiment: "chain", factors: [.init(name: "arm", levels: ["a", "b"]), .init(name: "depth", levels: [1])],
      measurements: [.init(name: "moment", axes: ["layer"]), .init(name: "loss", axes: []), .init(name: "gradient", axes: [])],
      replicates: 1)
    let claim = try claim(try #require(DecodingTests.samples[kind]))
    var problems = Problems()
    claim.check(outline, &problems)
    let message = "a claim of the kind '\(kind)' needs replicates, 2 or more: the experiment 'chain' has 1"
    #expect(problems.list.contains { $0.message == message } == (claim.basis == .replicates))
    #expect(claim.isStatistical(outline) == !["exact", "bound", "crossing", "cite"].contains(kind))
  }

  @Test("A claim speaks of the only experiment, or says of which")
  func experiments() throws {
    let main = Lab().outline
    let chain = Outline(experiment: "chain", factors: [], measurements: [.init(name: "loss", axes: [])], replicates: 1)
    func messages(_ from: String, _ outlines: [Outline]) throws -> [String] {
      var problems = Problems()
      try claim(#"{"kind": "exact", "of": "loss", "target": 1\#(from)}"#).check(among: outlines, &problems)
      return problems.list.map { "\($0.location?.pointer.description ?? ""): \($0.message)" }
    }
    #expect(try messages("", [chain]) == [])
    #expect(try messages(#", "from": "chain""#, [main, chain]) == [])
    #expect(try messages("", [main, chain]) == [": the claim 'it' needs 'from': there are the experiments main, chain"])
    #expect(
      try messages(#", "from": "chian""#, [main, chain]) == ["/from: no experiment is called 'chian'. Did you mean 'chain'?"])
    #expect(try messages("", []) == [])
  }
}
