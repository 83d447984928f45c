import Claims
import Documents
import Random
import Records
import Selections
import Testing

/// Many invented studies of one design in one frame, told apart by a factor: a claim `by` that factor judges them all at once, each by itself.
struct Simulation: Sendable {
  /// One replicate of one study: the values of each arm along x, from one random normal sequence.
  typealias Draw = @Sendable (_ truth: Double, _ z: [Double]) -> [[Double]]

  static let studies = 200

  var name: String
  var replicates: Int
  var arms: [String]
  /// Where the values of a curve lie.
  var x: [Double]
  /// How many normals a replicate draws.
  var normals: Int
  var draw: Draw

  private var outline: Outline {
    Outline(
      experiment: "main",
      factors: [
        .init(name: "study", levels: (0..<Self.studies).map { Frame.Level(String($0), number: Double($0)) }),
        .init(name: "arm", levels: arms.map { Frame.Level($0) }),
      ],
      measurements: [.init(name: "y", axes: x.count > 1 ? ["x"] : [])], replicates: replicates)
  }

  private func frame(_ truth: Double) -> Frame {
    var cells: [Frame.CellReadings] = []
    for study in 0..<Self.studies {
      let stream = RandomStream(
        namespace: .confirm, seed: UInt64(study), replicate: 0, purpose: "calibration", position: "\(name) \(truth)")
      let z = stream.normal(count: replicates * normals)
      for replicate in 0..<replicates {
        let own = Array(z[replicate * normals..<(replicate + 1) * normals])
        for (arm, values) in zip(arms, draw(truth, own)) {
          let table = ReadingTable(measurement: 0, step: 0, axes: x.count > 1 ? [.init("x", x)] : [], values: values)
          cells.append(
            .init(
              levels: [Frame.Level(String(study), number: Double(study)), Frame.Level(arm)], replicate: replicate,
              outcome: .finished,
              tables: [table]))
        }
      }
    }
    return Frame(factors: ["study", "arm"], measurements: ["y"], cells: cells)
  }

  /// A finding a study, for a claim whose settings lack `by`, where what is simulated has this true value.
  func findings(_ claimed: String, truth: Double) throws -> [Finding] {
    let claim = try claim(#"{"by": ["study"], "# + claimed.dropFirst())
    var problems = Problems()
    claim.check(outline, &problems)
    #expect(problems.list.map(\.message) == [], "\(name)")
    let findings = claim.judge(frame(truth), outline)
    #expect(findings.count == Self.studies)
    return findings
  }
}

extension Finding {
  /// What was measured over the replicates.
  var measured: Measured? { if case .statistical(let measured) = evidence { measured } else { nil } }
}
