import CKernels
import Foundation
import Graphs
import Testing

/// The bits of every primitive and of its first two derivatives, pinned: one line a sample and precision.
///
/// They change only in a commit that says why and raises `Engine.revision`. To write them anew:
/// `RAVINE_GOLDEN=write swift test --filter GraphsTests.GoldenTests`.
@Suite("Golden bits", .serialized) struct GoldenTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden/primitives.tsv")

  /// FNV-1a over the canonical bits, least significant byte first.
  private func digest(_ values: [[Double]]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in values.joined() {
      for byte in 0..<8 { hash = (hash ^ (value.bitPattern >> (8 * UInt64(byte)) & 0xff)) &* 0x100_0000_01b3 }
    }
    return String(hash, radix: 16)
  }

  /// Every sample with an evaluator of its value and derivatives.
  private func evaluators() throws -> [(name: String, evaluator: Evaluator)] {
    try samples.flatMap { sample in
      let trial = Trial(sample, orders: 2)
      let gradients = trial.graph.gradients(of: trial.derivatives[1], withRespectTo: trial.variables)
      return try Precision.allCases.map { precision in
        (
          "\(sample.testDescription)\t\(precision.rawValue)",
          try trial.evaluator([trial.result] + trial.derivatives + gradients, precision)
        )
      }
    }
  }

  private func lines(_ evaluators: [(name: String, evaluator: Evaluator)]) -> [String] {
    evaluators.map { name, evaluator in
      evaluator.run()
      return "\(name)\t\(digest(evaluator.program.outputShapes.indices.map(evaluator.output)))"
    }
  }

  @Test("Every primitive has its pinned bits, with every instruction set of this processor")
  func pinnedBits() throws {
    let evaluators = try evaluators()
    if ProcessInfo.processInfo.environment["RAVINE_GOLDEN"] == "write" {
      try lines(evaluators).map { $0 + "\n" }.joined().write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").map(String.init)
    let used = String(cString: ravine_instruction_set())
    defer { ravine_use_instruction_set(used) }
    var index = 0
    while let name = ravine_instruction_set_name(index) {
      #expect(ravine_use_instruction_set(name) == 0)
      let actual = lines(evaluators)
      #expect(actual.count == expected.count)
      for (line, pinned) in zip(actual, expected) where line != pinned {
        Issue.record("\(String(cString: name)): \(line), pinned \(pinned)")
      }
      index += 1
    }
    #if arch(x86_64)
      #expect(index >= 2)
    #endif
  }
}
