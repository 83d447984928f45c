import Claims
import Testing

@Suite struct KindTests {
  /// Planted results, a claim on them, and what must come out.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let lab: Lab
    let claim: String
    let ruling: Ruling
    var summary: String? = nil
    var testDescription: String { name }
  }

  /// ln moment falls by 0.5 a layer as a random walk of steps 0.1; arm `double` is twice arm `plain` at every layer.
  static let walk = Lab(moment: { arm, layer, noise in
    // Every layer's own noise summed: a walk, drawn anew from the replicate's stream.
    (arm == 0 ? 1 : 2) * exponential(-0.5 * Double(layer) + 0.1 * noise.normal())
  })

  static let power = Lab(layers: Array(1...40), moment: { _, layer, noise in (1 + 0.05 * noise.uniform()) / Double(layer) })
  static let chain = Lab(moment: { _, layer, _ in (0..<layer).reduce(1.0) { value, _ in value * 0.25 } })
  static let near = Lab(loss: { _, _, noise in 0.25 + 0.01 * noise.normal() })

  static let cases: [Case] = [
    // exact
    Case(
      name: "an exact chain", lab: chain,
      claim: #"{"kind": "exact", "of": "moment", "target": "0.25 ^ layer", "by": ["arm"], "where": {"arm": "plain"}}"#,
      ruling: .supported, summary: "504 samples agree to the last bit"),
    Case(
      name: "a chain with another base", lab: chain,
      claim:
        #"{"kind": "exact", "of": "moment", "target": "0.26 ^ layer", "relativeTolerance": 1e-12, "where": {"arm": "plain"}}"#,
      ruling: .refuted,
      summary:
        "480 of 504 samples differ, at worst by 0.5436 relative (9.095e-13 for 1.993e-12) at arm plain, width 64, layer 20, replicate 0"
    ),
    Case(
      name: "a chain within a tolerance", lab: chain,
      claim:
        #"{"kind": "exact", "of": "moment", "target": "0.25 ^ layer * (1 + 1e-9 * (layer == 3))", "relativeTolerance": 1e-8, "where": {"arm": "plain"}}"#,
      ruling: .supported,
      summary: "504 samples agree, largest error 1e-9 relative at arm plain, width 64, layer 3, replicate 0"),
    Case(
      name: "a tolerance too small", lab: near,
      claim: #"{"kind": "exact", "of": "loss", "target": 0.25, "absoluteTolerance": 0.001, "where": {"arm": "plain"}}"#,
      ruling: .refuted),
    // bound
    Case(
      name: "a bound that is met", lab: chain,
      claim: #"{"kind": "bound", "of": "moment", "atMost": "0.25 ^ layer", "where": {"arm": "plain"}, "maximumSlack": 1}"#,
      ruling: .supported,
      summary:
        "504 samples within the bound (fewer than 12.5% of replicates break it); nearest 1 for 1 at arm plain, width 64, layer 0, replicate 0; "
        + "median slack 1 (1 is tight)"),
    Case(
      name: "a bound that is crossed", lab: chain,
      claim: #"{"kind": "bound", "of": "moment", "atMost": "0.3 ^ layer - 0.1", "where": {"arm": "plain", "layer": {"to": 2}}}"#,
      ruling: .refuted,
      summary: "72 of 72 samples beyond the bound; the worst 0.0625 for -0.01 at arm plain, width 64, layer 2, replicate 0"),
    Case(
      name: "a lower bound", lab: chain,
      claim: #"{"kind": "bound", "of": "moment", "atLeast": "0.2 ^ layer", "where": {"arm": "plain", "layer": {"to": 2}}}"#,
      ruling: .supported,
      summary:
        "72 samples within the bound (fewer than 12.5% of replicates break it); nearest 1 for 1 at arm plain, width 64, layer 0, replicate 0; "
        + "median slack 0.8 (1 is tight)"),
    Case(
      name: "a lower bound that is crossed", lab: chain,
      claim: #"{"kind": "bound", "of": "moment", "atLeast": "0.3 ^ layer", "where": {"arm": "plain"}}"#, ruling: .refuted),
    Case(
      name: "a crossing within the tolerance", lab: chain,
      claim: #"{"kind": "bound", "of": "moment", "atMost": "0.99 * 0.25 ^ layer", "tolerance": 0.02, "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "a vacuous bound", lab: chain,
      claim: #"{"kind": "bound", "of": "moment", "atMost": "1", "maximumSlack": 100, "where": {"arm": "plain"}}"#,
      ruling: .refuted,
      summary:
        "504 samples within the bound (fewer than 12.5% of replicates break it); nearest 1 for 1 at arm plain, width 64, layer 0, replicate 0; "
        + "median slack 9.537e-7 (1 is tight); which says too little: it should be 1/100 or more"),
    // equals
    Case(
      name: "a mean at its target", lab: near,
      claim: #"{"kind": "equals", "of": "loss", "target": "1/4", "margin": 0.02, "where": {"arm": "plain"}}"#, ruling: .supported),
    Case(
      name: "a mean far from its target", lab: near,
      claim: #"{"kind": "equals", "of": "loss", "target": "1/3", "margin": {"relative": 0.05}, "where": {"arm": "plain"}}"#,
      ruling: .refuted),
    Case(
      name: "a mean with a margin below its fluctuation", lab: near,
      claim: #"{"kind": "equals", "of": "loss", "target": "1/4", "margin": 0.001, "where": {"arm": "plain"}}"#,
      ruling: .inconclusive),
    Case(
      name: "a geometric mean at its target", lab: walk,
      claim:
        #"{"kind": "equals", "of": "moment", "scale": "log", "target": "exp(-1.5)", "margin": 0.1, "where": {"arm": "plain", "layer": 3}}"#,
      ruling: .supported),
    Case(
      name: "a geometric mean by half its target", lab: walk,
      claim:
        #"{"kind": "equals", "of": "moment", "scale": "log", "target": "2 * exp(-1.5)", "margin": {"relative": 0.2}, "where": {"arm": "plain", "layer": 3}}"#,
      ruling: .refuted),
    Case(
      name: "a geometric mean with a relative margin", lab: Lab(),
      claim:
        #"{"kind": "equals", "of": "loss", "scale": "log", "target": 0.85, "margin": {"relative": 0.2}, "where": {"arm": "plain"}}"#,
      ruling: .supported, summary: "geometric mean 1, 90% interval 1 to 1, claimed 0.85 (0.68 to 1.02), 24 replicates"),
    Case(
      name: "a geometric mean with a margin in logarithms", lab: Lab(),
      claim: #"{"kind": "equals", "of": "loss", "scale": "log", "target": 0.85, "margin": 0.2, "where": {"arm": "plain"}}"#,
      ruling: .supported, summary: "geometric mean 1, 90% interval 1 to 1, claimed 0.85 (0.6959 to 1.038), 24 replicates"),
    // ratio
    Case(
      name: "arms with a ratio of 2", lab: walk,
      claim:
        #"{"kind": "ratio", "of": "moment", "numerator": {"arm": "double"}, "denominator": {"arm": "plain"}, "relation": "about", "value": 2, "margin": 1e-6, "where": {"layer": 5}}"#,
      ruling: .supported),
    Case(
      name: "arms swapped", lab: walk,
      claim:
        #"{"kind": "ratio", "of": "moment", "numerator": {"arm": "plain"}, "denominator": {"arm": "double"}, "relation": "about", "value": 2, "margin": {"relative": 0.1}, "where": {"layer": 5}}"#,
      ruling: .refuted),
    Case(
      name: "a ratio of at least 1.5", lab: walk,
      claim:
        #"{"kind": "ratio", "of": "moment", "numerator": {"arm": "double"}, "denominator": {"arm": "plain"}, "relation": "atLeast", "value": "3 / 2", "where": {"layer": 5}}"#,
      ruling: .supported, summary: "ratio 2, 90% interval 2 to 2, claimed at least 1.5, 24 replicates"),
    Case(
      name: "a ratio of at most 1.5", lab: walk,
      claim:
        #"{"kind": "ratio", "of": "moment", "numerator": {"arm": "double"}, "denominator": {"arm": "plain"}, "relation": "atMost", "value": "3 / 2", "where": {"layer": 5}}"#,
      ruling: .refuted, summary: "ratio 2, 90% interval 2 to 2, claimed at most 1.5, 24 replicates"),
    // slope
    Case(
      name: "a rate of -0.5", lab: walk,
      claim:
        #"{"kind": "slope", "of": "log(moment)", "along": "layer", "drop": [2, 2], "target": "-1/2", "margin": 0.02, "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "a rate of -0.5 by its endpoints", lab: walk,
      claim:
        #"{"kind": "slope", "of": "log(moment)", "along": "layer", "estimator": "endpoints", "target": "-1/2", "margin": 0.02, "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "a rate with the wrong sign", lab: walk,
      claim:
        #"{"kind": "slope", "of": "log(moment)", "along": "layer", "target": "1/2", "margin": 0.02, "where": {"arm": "plain"}}"#,
      ruling: .refuted),
    Case(
      name: "a rate off by three margins", lab: walk,
      claim:
        #"{"kind": "slope", "of": "log(moment)", "along": "layer", "target": "-0.56", "margin": 0.02, "where": {"arm": "plain"}}"#,
      ruling: .refuted),
    Case(
      name: "an exponent, layer 0 dropped",
      lab: Lab(moment: { _, layer, noise in (1 + 0.01 * noise.uniform()) * Double(layer * layer) }),
      claim:
        #"{"kind": "slope", "of": "log(moment)", "along": "log(layer)", "drop": [1, 0], "target": 2, "margin": 0.01, "where": {"arm": "plain"}}"#,
      ruling: .supported),
    // law
    Case(
      name: "a power law", lab: power,
      claim: #"{"kind": "law", "of": "moment", "along": "layer", "winner": "power", "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "a power law said to be exponential", lab: power,
      claim: #"{"kind": "law", "of": "moment", "along": "layer", "winner": "exponential", "where": {"arm": "plain"}}"#,
      ruling: .refuted),
    Case(
      name: "an exponential", lab: walk,
      claim:
        #"{"kind": "law", "of": "moment", "along": "layer", "drop": [1, 0], "winner": "exponential", "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "an exponential said to be a power", lab: walk,
      claim: #"{"kind": "law", "of": "moment", "along": "layer", "drop": [1, 0], "winner": "power", "where": {"arm": "plain"}}"#,
      ruling: .refuted),
  ]

  @Test("Planted results get the ruling that they were planted for", arguments: cases + comparisons)
  func planted(case: Case) throws {
    let verdict = try `case`.lab.verdict(`case`.claim)
    #expect(verdict.ruling == `case`.ruling, "\(verdict.summary)")
    if let summary = `case`.summary { #expect(verdict.summary == summary) }
  }

  @Test("Every kind has true and false results planted for it, and if it rests on replicates, undecidable ones")
  func complete() throws {
    for name in ClaimKinds.catalogue.names {
      let cases = (Self.cases + Self.comparisons).filter { $0.claim.contains(#""kind": "\#(name)""#) }
      let needed: Set<Ruling> =
        switch try claim(try #require(DecodingTests.samples[name])).basis {
        case .samples: [.supported, .refuted]
        case .replicates, .replicatesOrOne: [.supported, .refuted, .inconclusive]
        case .quotation: [.cited]
        }
      #expect(Set(cases.map(\.ruling)).isSuperset(of: needed), "\(name)")
    }
  }

  @Test(
    "Arithmetic means of what fluctuates are refused with the reason and the remedy; logarithms, geometric means and medians are not"
  )
  func refusal() throws {
    func summary(_ rest: String) throws -> String {
      try Self.wild.verdict(#"{"kind": "equals", "target": 1, "margin": 0.5, "where": {"arm": "plain"}, \#(rest)}"#).summary
    }
    let refused = try summary(#""of": "loss""#)
    #expect(refused.hasPrefix("refused: the variance of ln(loss) over the replicates is 1.00"), "\(refused)")
    #expect(
      refused.hasSuffix(
        ", above 0.25, where an interval of the arithmetic mean covers too seldom; state it of the geometric mean, \"scale\": \"log\", or of "
          + "the median, \"summary\": \"median\""), "\(refused)")
    for sound in [#""of": "loss", "scale": "log""#, #""of": "loss", "summary": "median""#, #""of": "log(loss) + 100""#] {
      #expect(try !summary(sound).contains("refused"), "\(sound)")
    }
    // Not multiplicative: values on both sides of 0, or above it and symmetric.
    #expect(try !summary(#""of": "loss - 1""#).contains("refused"))
    let symmetric = Lab(loss: { _, replicate, _ in replicate % 2 == 0 ? 0.1 : 1.9 })
    let mean = try symmetric.verdict(#"{"kind": "equals", "of": "loss", "target": 1, "margin": 0.9, "where": {"arm": "plain"}}"#)
    #expect(mean.ruling == .supported)
  }

  @Test("A slice a level of by, each with its verdict and a target of its own")
  func slices() throws {
    let verdicts = try Self.walk.verdicts(
      #"{"kind": "equals", "of": "moment", "scale": "log", "by": ["arm", "layer"], "where": {"layer": [1, 3]}, "target": "exp(-layer / 2)", "margin": 0.2}"#
    )
    #expect(verdicts.map(\.slice) == ["plain, layer 1", "plain, layer 3", "double, layer 1", "double, layer 3"])
    #expect(verdicts.map(\.ruling) == [.supported, .supported, .refuted, .refuted])
    #expect(verdicts.map(\.title).first == "it (plain, layer 1)")
  }

  @Test("A law needs x over a factor of 8, and tells the residuals of both either way")
  func range() throws {
    let narrow =
      #"{"kind": "law", "of": "moment", "along": "layer", "winner": "power", "where": {"arm": "plain", "layer": {"to": 7}}}"#
    let verdict = try Self.power.verdict(narrow)
    #expect(verdict.ruling == .inconclusive)
    #expect(verdict.summary.hasPrefix("x covers a factor of 7 where 8 is needed; rms residuals 0.1"))
    let wide = try Self.power.verdict(narrow.replacing("7}", with: "8}"))
    #expect(wide.ruling == .supported)
    #expect(wide.summary.hasPrefix("share of replicates where power fits better 1, 90% interval"))
    #expect(wide.summary.contains("claimed at least 0.5, 24 replicates; rms residuals 0.1"))
  }
}
