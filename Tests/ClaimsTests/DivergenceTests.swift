import Claims
import Records
import Testing

private let equals = #"{"kind": "equals", "of": "loss", "target": 1, "margin": 0.1, "where": {"arm": "plain"}}"#
private let slope = #"{"kind": "slope", "of": "moment", "along": "layer", "target": 0, "margin": 0.1, "where": {"arm": "plain"}}"#
private let ratio =
  #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "double"}, "denominator": {"arm": "plain"}, "relation": "atMost", "value": 2}"#

/// Three of 24 replicates diverge in the first arm.
private let diverging = Lab(outcome: { arm, replicate in arm == 0 && replicate % 8 == 1 ? .diverged(step: 3) : .finished })

@Suite struct DivergenceTests {
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
