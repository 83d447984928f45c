import Claims
import Foundation
import Records
import Testing

/// A claim of every kind over a hundred thousand readings: 100 replicates of 1,000 layers, and 50,000 replicates of one value in two arms.
@Suite(.serialized) struct SpeedTests {
  static let claims: [String: String] = [
    "exact": #"{"kind": "exact", "of": "moment", "target": "1 / layer"}"#,
    "bound": #"{"kind": "bound", "of": "moment", "atMost": "1 / layer"}"#,
    "slope": #"{"kind": "slope", "of": "log(moment)", "along": "log(layer)", "target": -1, "margin": 0.1}"#,
    "law": #"{"kind": "law", "of": "moment", "along": "layer", "winner": "power"}"#,
    "crossing": #"{"kind": "crossing", "of": "moment", "along": "layer", "level": 0.25, "target": 4, "margin": 0.5}"#,
    "dist": #"{"kind": "dist", "of": "moment * layer", "cdf": "normal.cdf(x, 0, 1)", "pooled": true, "maximumDistance": 0.9}"#,
    "equals": #"{"kind": "equals", "of": "loss", "summary": "median", "target": 1, "margin": 0.5, "by": ["arm"]}"#,
    "ratio":
      #"{"kind": "ratio", "of": "loss", "numerator": {"arm": "double"}, "denominator": {"arm": "plain"}, "relation": "atLeast", "value": 0.5}"#,
    "order": #"{"kind": "order", "of": "loss", "along": "arm", "margin": 0.1, "summary": "median"}"#,
    "null": #"{"kind": "null", "of": "loss", "with": {"arm": "double"}, "without": {"arm": "plain"}, "margin": 0.1}"#,
    "proportion": #"{"kind": "proportion", "of": "loss < 1.5", "relation": "atLeast", "value": 0.3, "by": ["arm"]}"#,
    "cite": #"{"kind": "cite", "value": 1, "source": "a book"}"#,
  ]

  private static let deep = Lab(
    arms: ["plain"], replicates: 100, layers: Array(1...1000), moment: { _, layer, _ in 1 / Double(layer) })
  private static let many = Lab(
    replicates: 50_000, layers: [], loss: { arm, replicate, _ in 1 + Double((replicate + arm) % 7) / 7 })
  private static let frames = (deep: deep.frame, many: many.frame)

  private func duration(_ kind: String) throws -> Duration {
    let isDeep = ["exact", "bound", "slope", "law", "crossing", "dist"].contains(kind)
    let (frame, outline) =
      isDeep ? (Self.frames.deep, Self.deep.outline) : (Self.frames.many, Self.many.outline)
    let claim = try claim(try #require(Self.claims[kind]))
    return ContinuousClock().measure {
      let verdicts = Verdicts.decide(claim.judge(frame, outline))
      #expect(verdicts.allSatisfy { $0.count >= 100 || $0.ruling == .cited }, "\(verdicts.map(\.summary))")
    }
  }

  @Test("A hundred thousand readings are no burden to any kind", arguments: ClaimKinds.catalogue.names)
  func bearable(kind: String) throws {
    // Without optimization, and beside other tests: only what is worse than proportional would show.
    #expect(try duration(kind) < .seconds(30))
  }

  /// `RAVINE_TIMED=1 swift test -c release --filter SpeedTests`: apart from the other tests, because its seconds are the machine's.
  @Test(
    "With optimization a claim on a hundred thousand readings is judged in under a second",
    .enabled(if: ProcessInfo.processInfo.environment["RAVINE_TIMED"] == "1"), arguments: ClaimKinds.catalogue.names)
  func quick(kind: String) throws {
    let best = try (0..<3).map { _ in try duration(kind) }.min() ?? .zero
    print("\(kind): \(best)")
    #expect(best < .seconds(1))
  }
}
