import Claims
import Documents
import Expressions
import Records
import Selections
import Testing

/// A small generator of its own (SplitMix64), so that the planted numbers are the same for ever.
struct Noise {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((word ^ (word >> 31)) >> 11) * 0x1p-53
  }

  /// Twelve uniforms less 6: mean 0, standard deviation 1, near enough to normal.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { total, _ in total + uniform() } }
}

/// Invented results: two arms, some replicates, a value `moment` by layer, and a `loss` a cell.
struct Lab: Sendable {
  var arms = ["plain", "double"]
  var replicates = 24
  var layers = Array(0...20)
  var steps = [0]
  var outcome: @Sendable (_ arm: Int, _ replicate: Int) -> Outcome = { _, _ in .finished }
  var moment: @Sendable (_ arm: Int, _ layer: Int, inout Noise) -> Double = { _, _, _ in 1 }
  var loss: @Sendable (_ arm: Int, _ replicate: Int, inout Noise) -> Double = { _, _, _ in 1 }

  var outline: Outline {
    Outline(
      experiment: "main",
      factors: [.init(name: "arm", levels: arms.map { Frame.Level($0) }), .init(name: "width", levels: [64])],
      measurements: [.init(name: "moment", axes: ["layer"]), .init(name: "loss", axes: [])], replicates: replicates)
  }

  var frame: Frame {
    var cells: [Frame.CellReadings] = []
    for (arm, label) in arms.enumerated() {
      for replicate in 0..<replicates {
        // Arms are paired: a replicate's noise is the same in each.
        var noise = Noise(UInt64(replicate) &* 0x5851_F42D_4C95_7F2D &+ 7)
        let cell = outcome(arm, replicate)
        let tables = steps.flatMap { step in
          [
            ReadingTable(
              measurement: 0, step: step, axes: [.init("layer", layers.map(Double.init))],
              values: layers.map { moment(arm, $0, &noise) }),
            ReadingTable(measurement: 1, step: step, values: [loss(arm, replicate, &noise)]),
          ]
        }
        cells.append(
          .init(
            levels: [Frame.Level(label), 64], replicate: replicate, outcome: cell, tables: cell == .finished ? tables : []))
      }
    }
    return Frame(factors: ["arm", "width"], measurements: ["moment", "loss"], cells: cells)
  }

  /// The verdicts on one claim alone.
  func verdicts(_ text: String) throws -> [Verdict] {
    let claim = try claim(text)
    var problems = Problems()
    claim.check(outline, &problems)
    #expect(problems.list.map(\.message) == [])
    return Verdicts.decide(claim.judge(frame, outline, of: "lab"))
  }

  func verdict(_ text: String) throws -> Verdict {
    let verdicts = try verdicts(text)
    #expect(verdicts.count == 1)
    return try #require(verdicts.first)
  }

  /// What `check` says.
  func problems(_ text: String) throws -> [String] {
    var problems = Problems()
    let claim = try claim(text)
    claim.check(outline, &problems)
    return problems.list.map { "\($0.location?.pointer.description ?? ""): \($0.message)" }
  }
}

/// A claim from its settings, `name` and `says` filled in.
func claim(_ text: String) throws -> Claim {
  var problems = Problems()
  let claim = Claim.decode(try JSONParser.parse(completed(text)), &problems)
  #expect(problems.list.map(\.message) == [])
  return try #require(claim)
}

func completed(_ text: String) -> String { #"{"name": "it", "says": "It is so.", "# + text.dropFirst() }

/// The exponential, by squaring its Taylor sum: no library's last bits in the planted numbers.
func exponential(_ x: Double) -> Double {
  let small = x / 1024
  var value = 1 + small * (1 + small / 2 * (1 + small / 3 * (1 + small / 4 * (1 + small / 5))))
  for _ in 0..<10 { value *= value }
  return value
}
