import Claims
import Records
import Testing

private let equals = #"{"kind": "equals", "of": "loss", "target": 1, "margin": 0.1, "where": {"arm": "plain"}}"#
private let slope = #"{"kind": "slope", "of": "moment", "along": "layer", "target": 0, "margin": 0.1, "where": {"arm": "plain"}}"#
private let ratio =
  #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "double"}, "denominator": {"arm": "plain"}, "relation": "atMost", "value": 2}"#

/// Three of 24 replicates diverge in the first arm.
private let diverging = Lab(outcome: { arm, replicate in arm == 0 && replicate % 8 == 1 ? .diverged(step: 3) : .finished })

/// For every kind what a claim on `diverging` says, whose first arm loses three of 24 replicates.
private let outcomes: [String: (claim: String, ruling: Ruling, words: String)] = [
  "exact": (#"{"kind": "exact", "of": "loss", "target": 1, "by": ["arm"]}"#, .refuted, "3 cells diverged before giving one"),
  "bound": (#"{"kind": "bound", "of": "loss", "atMost": 1, "by": ["arm"]}"#, .refuted, "3 cells diverged before giving one"),
  "equals": (
    #"{"kind": "equals", "of": "loss", "target": 1, "margin": 0.1, "by": ["arm"]}"#, .inconclusive, "3 of 24 replicates diverged"
  ),
  "ratio": (ratio, .inconclusive, "the denominator: 3 of 24 replicates diverged"),
  "order": (
    #"{"kind": "order", "of": "loss", "along": "arm", "margin": 0.1}"#, .inconclusive,
    "the arm plain: 3 of 24 replicates diverged"
  ),
  "null": (
    #"{"kind": "null", "of": "loss", "with": {"arm": "plain"}, "without": {"arm": "double"}, "margin": 0.1}"#, .inconclusive,
    "the with: 3 of 24 replicates diverged"
  ),
  "slope": (
    #"{"kind": "slope", "of": "moment", "along": "layer", "target": 0, "margin": 0.1, "by": ["arm"]}"#, .inconclusive,
    "3 of 24 replicates diverged"
  ),
  "law": (
    #"{"kind": "law", "of": "moment", "along": "layer", "winner": "power", "by": ["arm"]}"#, .inconclusive,
    "3 of 24 replicates diverged"
  ),
  "crossing": (
    #"{"kind": "crossing", "of": "moment", "along": "layer", "level": 0.5, "target": 3, "margin": 1, "by": ["arm"]}"#,
    .inconclusive, "3 of 24 replicates diverged"
  ),
  "proportion": (
    #"{"kind": "proportion", "of": "loss <= 1", "relation": "atLeast", "value": 0.6, "by": ["arm"]}"#, .supported,
    "21 of 24 have the property 'loss <= 1'; 3 that diverged without a reading count as without"
  ),
  "dist": (
    #"{"kind": "dist", "of": "loss", "cdf": "uniform.cdf(x, 0, 2)", "maximumDistance": 0.1, "by": ["arm"]}"#, .inconclusive,
    "3 of 24 replicates diverged"
  ),
  "cite": (#"{"kind": "cite", "value": "nothing diverges", "source": "a book"}"#, .cited, "cited, not reproduced"),
]

@Suite struct DivergenceTests {
  @Test("Every kind takes a divergence for an outcome", arguments: ClaimKinds.catalogue.names)
  func outcome(kind: String) throws {
    let row = try #require(outcomes[kind])
    let verdict = try #require(try diverging.verdicts(row.claim).first)
    #expect(verdict.ruling == row.ruling)
    #expect(verdict.summary.contains(row.words), "\(verdict.summary)")
  }

  @Test(
    "Medians and shares bear divergences, and a divergence itself may be claimed",
    arguments: [
      (
        #"{"kind": "equals", "of": "loss", "target": 1, "margin": 0.1, "summary": "median", "where": {"arm": "plain"}}"#,
        .supported
      ),
      (
        #"{"kind": "equals", "of": "loss", "target": 2, "margin": 0.1, "summary": "median", "where": {"arm": "plain"}}"#, .refuted
      ),
      (#"{"kind": "order", "of": "loss", "along": "arm", "margin": 0.1, "summary": "median"}"#, .refuted),
      (
        #"{"kind": "null", "of": "loss", "with": {"arm": "plain"}, "without": {"arm": "double"}, "margin": 0.1, "summary": "median"}"#,
        .supported
      ),
      (
        #"{"kind": "crossing", "of": "moment", "along": "layer", "level": 0.5, "target": 3, "margin": 1, "summary": "median", "where": {"arm": "plain"}}"#,
        .refuted
      ),
      (#"{"kind": "proportion", "of": "diverged", "relation": "atMost", "value": 0.5, "where": {"arm": "plain"}}"#, .supported),
      (#"{"kind": "proportion", "of": "diverged", "relation": "atLeast", "value": 0.5, "where": {"arm": "double"}}"#, .refuted),
      (#"{"kind": "exact", "of": "diverged", "target": 0, "where": {"arm": "double"}}"#, .supported),
    ] as [(String, Ruling)])
  func borne(claim: String, ruling: Ruling) throws {
    let verdict = try diverging.verdict(claim)
    #expect(verdict.ruling == ruling, "\(verdict.summary)")
  }

  @Test("Where every replicate diverged, a median is open and a share is none")
  func all() throws {
    let lab = Lab(outcome: { _, _ in .diverged(step: 0) })
    let median = try lab.verdict(
      #"{"kind": "equals", "of": "loss", "target": 1, "margin": 0.1, "summary": "median", "where": {"arm": "plain"}}"#)
    #expect(median.ruling == .inconclusive)
    let share = try lab.verdict(
      #"{"kind": "proportion", "of": "loss < 1", "relation": "atMost", "value": 0.3, "where": {"arm": "plain"}}"#)
    #expect(share.ruling == .supported, "\(share.summary)")
    let diverged = try lab.verdict(
      #"{"kind": "proportion", "of": "diverged", "relation": "atLeast", "value": 0.8, "where": {"arm": "plain"}}"#)
    #expect(diverged.ruling == .supported, "\(diverged.summary)")
  }

  @Test(
    "What diverged is told and never dropped",
    arguments: [
      (diverging, equals, "3 of 24 replicates diverged"),
      (diverging, slope, "3 of 24 replicates diverged"),
      (diverging, ratio, "the denominator: 3 of 24 replicates diverged"),
      (Lab(outcome: { _, _ in .diverged(step: 0) }), equals, "24 of 24 replicates diverged"),
      (Lab(outcome: { _, _ in .diverged(step: 0) }), slope, "24 of 24 replicates diverged"),
      (
        Lab(loss: { _, replicate, _ in replicate % 5 == 1 ? .nan : 1 }), equals,
        "5 of 24 replicates have no finite value (nan at arm plain, width 64, replicate 1)"
      ),
      (
        Lab(moment: { _, layer, _ in layer == 7 ? .infinity : 1 }), slope,
        "24 of 24 replicates have no finite value (inf at arm plain, width 64, layer 7, replicate 0)"
      ),
      (
        Lab(loss: { _, _, _ in 0 }), equals.replacing(#""target""#, with: #""scale": "log", "target""#),
        "24 of 24 values are not above 0, so they have no logarithm"
      ),
      (
        Lab(moment: { _, layer, _ in Double(layer - 1) }),
        #"{"kind": "law", "of": "moment", "along": "layer", "drop": [1, 0], "winner": "power", "where": {"arm": "plain"}}"#,
        "1 of 20 values is not above 0, so it has no logarithm"
      ),
    ])
  func inconclusive(lab: Lab, text: String, reason: String) throws {
    let verdict = try lab.verdict(text)
    #expect(verdict.ruling == .inconclusive)
    #expect(verdict.summary == reason)
    #expect(verdict.interval == nil)
  }

  @Test("A point that is dropped may be infinite")
  func dropped() throws {
    let lab = Lab(moment: { _, layer, _ in layer == 0 ? .nan : 1 })
    #expect(try lab.verdict(slope).ruling == .inconclusive)
    #expect(try lab.verdict(slope.replacing(#""target""#, with: #""drop": [1, 0], "target""#)).ruling == .supported)
  }

  @Test("A sample that diverged fails a claim on every sample")
  func samples() throws {
    let exact = #"{"kind": "exact", "of": "loss", "target": 1, "where": {"arm": "plain"}}"#
    let bound = #"{"kind": "bound", "of": "loss", "atMost": 2, "where": {"arm": "plain"}}"#
    for (text, sentence) in [
      (exact, "21 samples agree to the last bit; 3 cells diverged before giving one"),
      (bound, "3 of 24 samples beyond the bound; 3 cells diverged before giving one; median slack 0.5 (1 is tight)"),
    ] {
      let verdict = try diverging.verdict(text)
      #expect(verdict.ruling == .refuted)
      #expect(verdict.count == 24)
      #expect(verdict.summary == sentence)
      let gone = try Lab(replicates: 2, outcome: { _, _ in .diverged(step: 0) }).verdict(text)
      #expect(gone.ruling == .refuted)
      #expect(gone.summary == "no sample; 2 cells diverged before giving one")
    }
  }

  @Test(
    "NaN and infinities never agree, and only an infinite bound holds whatever is finite",
    arguments: [
      (Double.nan, "1", [Ruling.refuted, .refuted]), (.infinity, "1", [.refuted, .refuted]),
      (.infinity, "1/0", [.refuted, .refuted]),
      (.nan, "0/0", [.refuted, .refuted]), (1, "0/0", [.refuted, .refuted]), (1, "1/0", [.refuted, .supported]),
      (0, "0", [.supported, .supported]),
    ])
  func notFinite(value: Double, target: String, rulings: [Ruling]) throws {
    let lab = Lab(loss: { _, _, _ in value })
    let exact = try lab.verdict(#"{"kind": "exact", "of": "loss", "target": "\#(target)", "where": {"arm": "plain"}}"#)
    let bound = try lab.verdict(#"{"kind": "bound", "of": "loss", "atMost": "\#(target)", "where": {"arm": "plain"}}"#)
    #expect([exact.ruling, bound.ruling] == rulings)
  }

  @Test("Values that were read before the divergence count")
  func before() throws {
    let frame = Frame(
      factors: ["arm", "width"], measurements: ["moment", "loss"],
      cells: (0..<4).map { replicate in
        .init(
          levels: ["plain", 64], replicate: replicate, outcome: replicate == 0 ? .diverged(step: 5) : .finished,
          tables: [ReadingTable(measurement: 1, step: 0, values: [1])])
      })
    let verdicts = Verdicts.decide(try claim(equals).judge(frame, Lab().outline))
    #expect(verdicts.map(\.ruling) == [.supported])
  }

  @Test("A curve that ends early is no curve")
  func halfway() throws {
    let frame = Frame(
      factors: ["arm", "width"], measurements: ["moment", "loss"],
      cells: (0..<6).map { replicate in
        let length = replicate == 2 ? 5 : 20
        return .init(
          levels: ["plain", 64], replicate: replicate, outcome: replicate == 2 ? .diverged(step: 5) : .finished,
          tables: [
            ReadingTable(
              measurement: 0, step: 0, axes: [.init("layer", (0..<length).map(Double.init))],
              values: [Double](repeating: 1, count: length))
          ])
      })
    let verdict = try #require(Verdicts.decide(try claim(slope).judge(frame, Lab().outline)).first)
    #expect(verdict.summary == "1 of 6 replicates diverged")
  }

  @Test("A slice whose cells all diverged has a verdict too")
  func lostSlice() throws {
    let lab = Lab(outcome: { arm, _ in arm == 1 ? .diverged(step: 0) : .finished })
    let verdicts = try lab.verdicts(
      #"{"kind": "equals", "of": "loss", "target": "1 + 0 * (arm == 'plain')", "margin": 0.1, "by": ["arm"]}"#)
    #expect(verdicts.map(\.slice) == ["plain", "double"])
    #expect(verdicts.map(\.ruling) == [.supported, .inconclusive])
    #expect(verdicts[1].summary == "24 of 24 replicates diverged")
  }

  @Test("A curve over arms misses an arm that diverged as a whole")
  func lostArm() throws {
    var cells: [Frame.CellReadings] = []
    for depth in [1, 2, 3] {
      for replicate in 0..<3 {
        let isLost = depth == 3
        cells.append(
          .init(
            levels: ["plain", .init(String(depth), number: Double(depth))], replicate: replicate,
            outcome: isLost ? .diverged(step: 1) : .finished,
            tables: isLost ? [] : [ReadingTable(measurement: 1, step: 0, values: [1])]))
      }
    }
    let frame = Frame(factors: ["arm", "width"], measurements: ["moment", "loss"], cells: cells)
    let text = #"{"kind": "slope", "of": "loss", "along": "width", "target": 0, "margin": 0.1, "where": {"arm": "plain"}}"#
    let verdict = try #require(Verdicts.decide(try claim(text).judge(frame, Lab().outline)).first)
    #expect(verdict.summary == "3 cells diverged before giving a point of the curve")
  }

  @Test(
    "What cannot be judged says why",
    arguments: [
      (Lab(), equals.replacing(#""target": 1"#, with: #""target": "log(-1)""#), "the target 'log(-1)' is nan here"),
      (Lab(), equals.replacing(#""target": 1"#, with: #""target": "1/0""#), "the target '1/0' is inf here"),
      (
        Lab(), equals.replacing(#""target": 1, "margin": 0.1"#, with: #""target": 0, "margin": {"relative": 0.1}"#),
        "a relative margin of a target of 0 is none: state the margin as a number"
      ),
      (
        Lab(), equals.replacing(#""target": 1"#, with: #""scale": "log", "target": -1"#),
        "the target is -1, which has no logarithm"
      ),
      (Lab(), ratio.replacing(#""value": 2"#, with: #""value": 0"#), "the value is 0, and a ratio is above 0"),
      (
        Lab(steps: [0, 10]), equals,
        "replicate 0 has 2 rows, arm plain, width 64, replicate 0 and arm plain, width 64, replicate 0, where 'loss' should have one value: "
          + "fix what else runs (an axis, the step?) in 'where'"
      ),
      (
        Lab(layers: [1, 2], steps: [0, 10]), slope,
        "two rows have the same place along the curve, arm plain, width 64, layer 1, replicate 0 and arm plain, width 64, layer 1, replicate 0: "
          + "fix what else runs (the step?) in 'where'"
      ),
      (
        Lab(layers: [1, 2, 3]), slope.replacing(#""target""#, with: #""drop": [1, 1], "target""#),
        "a replicate has 3 points, of which 1 at the start and 1 at the end are dropped: 2 or more should be left"
      ),
      (Lab(), equals.replacing(#""plain""#, with: #""plain", "step": 5"#), "no reading is selected: none has step 5; step is 0"),
      (
        Lab(moment: { _, _, _ in 1 }),
        #"{"kind": "law", "of": "moment", "along": "layer", "drop": [1, 0], "winner": "power", "where": {"arm": "plain"}}"#,
        "both laws fit equally well; rms residuals 0 exponential, 0 power"
      ),
    ])
  func reasons(lab: Lab, text: String, reason: String) throws {
    let verdict = try lab.verdict(text)
    #expect(verdict.ruling == .inconclusive)
    #expect(verdict.summary == reason)
  }

  @Test("A claim of which no cell speaks has a verdict all the same")
  func empty() throws {
    let frame = Frame(factors: ["arm", "width"], measurements: ["moment", "loss"], cells: [])
    for text in [equals, slope, ratio, #"{"kind": "exact", "of": "loss", "target": 1, "by": ["arm"]}"#] {
      let verdicts = Verdicts.decide(try claim(text).judge(frame, Lab().outline))
      #expect(verdicts.map(\.ruling) == [.inconclusive])
      #expect(verdicts[0].summary.hasSuffix("no cell is selected: there is no cell"))
    }
  }
}
