import Claims

/// Planted results for the kinds that compare arms, and for crossings, shares and distributions.
extension KindTests {
  /// Arms that lie 1 apart, with noise of 0.1 that the arms share and 0.1 of their own.
  static let stairs = Lab(
    arms: ["low", "middle", "high"],
    loss: { arm, replicate, noise in
      var own = Noise(UInt64(97 * arm + replicate))
      return 2 + Double(arm) + 0.1 * noise.normal() + 0.1 * own.normal()
    })

  /// ln moment falls by 0.5 a layer from 0: it reaches exp(-3) at layer 6.
  static let decay = Lab(moment: { _, layer, noise in exponential(-0.5 * Double(layer) + 0.05 * noise.normal()) })

  /// Uniform on [0, 1], drawn anew for every layer and arm.
  static let draws = Lab(
    replicates: 40, layers: Array(0..<50),
    moment: { arm, layer, noise in
      var own = Noise(UInt64(1000 * arm + layer) &+ UInt64(noise.uniform() * 1e15))
      return own.uniform()
    })

  /// Eighteen of 24 replicates end below 1.
  static let shares = Lab(loss: { _, replicate, _ in replicate % 4 == 3 ? 2 : 0.5 })

  /// Quantities that fluctuate by a factor of e and more.
  static let wild = Lab(loss: { arm, _, noise in (arm == 0 ? 1 : 20) * exponential(noise.normal()) })

  static let comparisons: [Case] = [
    // order
    Case(
      name: "three arms that rise", lab: stairs,
      claim: #"{"kind": "order", "of": "loss", "arms": [{"arm": "low"}, {"arm": "middle"}, {"arm": "high"}], "margin": 0.5}"#,
      ruling: .supported),
    Case(
      name: "arms along a factor that fall the other way", lab: stairs,
      claim: #"{"kind": "order", "of": "loss", "along": "arm", "direction": "falling", "margin": 0.5}"#, ruling: .refuted),
    Case(
      name: "arms that rise by less than was claimed", lab: stairs,
      claim: #"{"kind": "order", "of": "loss", "along": "arm", "margin": 1.5}"#, ruling: .refuted),
    Case(
      name: "two of three arms swapped", lab: stairs,
      claim: #"{"kind": "order", "of": "loss", "arms": [{"arm": "low"}, {"arm": "high"}, {"arm": "middle"}], "margin": 0.1}"#,
      ruling: .refuted),
    Case(
      name: "arms that rise by about as much as was claimed", lab: stairs,
      claim: #"{"kind": "order", "of": "loss", "along": "arm", "margin": 1}"#, ruling: .inconclusive),
    Case(
      name: "an exact factor of 2 between arms", lab: walk,
      claim:
        #"{"kind": "order", "of": "moment", "arms": [{"arm": "plain"}, {"arm": "double"}], "scale": "log", "margin": {"relative": 0.5}, "where": {"layer": 3}}"#,
      ruling: .supported,
      summary:
        "geometric mean ratio 2, 90% interval 2 to 2, claimed at least 1.5, 24 replicates; 24 of 24 replicates in order (85.8% to 100%)"
    ),
    Case(
      name: "medians in order, though some fluctuate wildly", lab: wild,
      claim: #"{"kind": "order", "of": "loss", "along": "arm", "summary": "median", "margin": 0.1}"#, ruling: .supported),
    Case(
      name: "arithmetic means of what fluctuates wildly", lab: wild,
      claim: #"{"kind": "order", "of": "loss", "along": "arm", "margin": 0.1}"#, ruling: .inconclusive),
    // null
    Case(
      name: "an arm that changes nothing", lab: near,
      claim:
        #"{"kind": "null", "of": "loss", "with": {"arm": "double"}, "without": {"arm": "plain"}, "margin": {"relative": 0.1}}"#,
      ruling: .supported),
    Case(
      name: "an arm that doubles everything", lab: walk,
      claim:
        #"{"kind": "null", "of": "moment", "with": {"arm": "double"}, "without": {"arm": "plain"}, "margin": {"relative": 0.1}, "where": {"layer": 1}}"#,
      ruling: .refuted, summary: "geometric mean ratio 2, 95% interval 2 to 2, claimed 1 (0.9 to 1.1), 24 replicates"),
    Case(
      name: "a difference as large as the margin", lab: stairs,
      claim:
        #"{"kind": "null", "of": "loss", "with": {"arm": "middle"}, "without": {"arm": "low"}, "scale": "linear", "margin": 1}"#,
      ruling: .inconclusive),
    // crossing
    Case(
      name: "a level reached where it was claimed", lab: decay,
      claim:
        #"{"kind": "crossing", "of": "log(moment)", "along": "layer", "level": -3, "target": 6, "margin": 0.5, "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "a level reached elsewhere", lab: decay,
      claim:
        #"{"kind": "crossing", "of": "log(moment)", "along": "layer", "level": -3, "target": 8, "margin": {"relative": 0.1}, "scale": "log", "where": {"arm": "plain"}}"#,
      ruling: .refuted),
    Case(
      name: "a level never reached", lab: decay,
      claim:
        #"{"kind": "crossing", "of": "moment", "along": "layer", "level": 5, "target": 6, "margin": 1, "where": {"arm": "plain"}}"#,
      ruling: .inconclusive, summary: "24 of 24 replicates never reach 5"),
    Case(
      name: "a level never reached, under the median", lab: decay,
      claim:
        #"{"kind": "crossing", "of": "moment", "along": "layer", "level": 5, "target": 6, "margin": 1, "summary": "median", "where": {"arm": "plain"}}"#,
      ruling: .refuted,
      summary: "median place inf, 95% interval inf to inf, claimed 6 (5 to 7), 24 replicates; 24 never reach 5"),
    Case(
      name: "one curve, without replicates", lab: Lab(arms: ["plain"], replicates: 1, moment: { _, layer, _ in Double(layer) }),
      claim: #"{"kind": "crossing", "of": "moment", "along": "layer", "level": 7.5, "target": 7, "margin": {"relative": 0.1}}"#,
      ruling: .supported, summary: "reaches 7.5 at 7.5, claimed 7 (6.3 to 7.7)"),
    Case(
      name: "one curve that never gets there",
      lab: Lab(arms: ["plain"], replicates: 1, moment: { _, layer, _ in Double(layer) }),
      claim: #"{"kind": "crossing", "of": "moment", "along": "layer", "level": 50, "target": 7, "margin": 1}"#,
      ruling: .refuted, summary: "never reaches 50, claimed 7 (6 to 8)"),
    // proportion
    Case(
      name: "three quarters of the replicates", lab: shares,
      claim:
        #"{"kind": "proportion", "of": "loss < 1", "relation": "about", "value": 0.75, "margin": 0.24, "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "hardly any, though it is three quarters", lab: shares,
      claim: #"{"kind": "proportion", "of": "loss < 1", "relation": "atMost", "value": "1 / 4", "where": {"arm": "plain"}}"#,
      ruling: .refuted,
      summary:
        "share of replicates 0.75, 90% interval 0.5653 to 0.8851, claimed at most 0.25, 24 replicates; 18 of 24 have the property 'loss < 1'"
    ),
    Case(
      name: "three quarters, claimed too precisely", lab: shares,
      claim: #"{"kind": "proportion", "of": "loss < 1", "relation": "atLeast", "value": 0.7, "where": {"arm": "plain"}}"#,
      ruling: .inconclusive),
    // dist
    Case(
      name: "uniform draws", lab: draws,
      claim:
        #"{"kind": "dist", "of": "moment", "cdf": "uniform.cdf(x, 0, 1)", "pooled": true, "maximumDistance": 0.08, "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "uniform draws taken for a quarter circle", lab: draws,
      claim:
        #"{"kind": "dist", "of": "moment", "cdf": "quarterCircle.cdf(x, 2)", "pooled": true, "maximumDistance": 0.1, "where": {"arm": "plain"}}"#,
      ruling: .refuted),
    Case(
      name: "too few draws, one a replicate", lab: draws,
      claim:
        #"{"kind": "dist", "of": "moment", "cdf": "uniform.cdf(x, 0, 1)", "maximumDistance": 0.2, "where": {"arm": "plain", "layer": 7}}"#,
      ruling: .inconclusive),
    Case(
      name: "two samples of one distribution", lab: draws,
      claim:
        #"{"kind": "dist", "of": "moment", "one": {"arm": "plain"}, "other": {"arm": "double"}, "pooled": true, "maximumDistance": 0.12}"#,
      ruling: .supported),
    Case(
      name: "two samples of which one is squared", lab: draws,
      claim:
        #"{"kind": "dist", "of": "moment ^ (1 + (arm == 'plain'))", "one": {"arm": "plain"}, "other": {"arm": "double"}, "pooled": true, "maximumDistance": 0.12}"#,
      ruling: .refuted),
    Case(
      name: "no distribution function", lab: draws,
      claim:
        #"{"kind": "dist", "of": "moment", "cdf": "1 - x", "pooled": true, "maximumDistance": 0.1, "where": {"arm": "plain"}}"#,
      ruling: .inconclusive),
    // cite
    Case(
      name: "a quotation", lab: Lab(), claim: #"{"kind": "cite", "value": 0.778, "source": "a table"}"#, ruling: .cited,
      summary: "cited, not reproduced: 0.778"),
    // The kinds of KindTests, too noisy for their margins.
    Case(
      name: "a ratio too noisy for its margin", lab: stairs,
      claim:
        #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "middle"}, "denominator": {"arm": "low"}, "relation": "about", "value": 1.5, "margin": 0.01}"#,
      ruling: .inconclusive),
    Case(
      name: "a rate too noisy for its margin", lab: walk,
      claim:
        #"{"kind": "slope", "of": "log(moment)", "along": "layer", "target": -0.5, "margin": 1e-5, "where": {"arm": "plain"}}"#,
      ruling: .inconclusive),
    Case(
      name: "curves too short to tell the laws apart", lab: power,
      claim:
        #"{"kind": "law", "of": "moment", "along": "layer", "winner": "power", "where": {"arm": "plain", "layer": {"to": 7}}}"#,
      ruling: .inconclusive),
    Case(
      name: "a median at its target", lab: wild,
      claim:
        #"{"kind": "equals", "of": "loss", "summary": "median", "target": 1, "margin": 0.9, "where": {"arm": "plain"}}"#,
      ruling: .supported),
    Case(
      name: "an arithmetic mean of what fluctuates wildly", lab: wild,
      claim: #"{"kind": "equals", "of": "loss", "target": "exp(1/2)", "margin": 0.5, "where": {"arm": "plain"}}"#,
      ruling: .inconclusive),
  ]
}
