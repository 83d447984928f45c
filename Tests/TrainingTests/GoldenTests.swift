import CKernels
import Foundation
import Graphs
import Testing

@testable import Training

/// The bits of ten steps of every optimizer along Rosenbrock's valley, pinned: one line an optimizer and precision.
///
/// They change only in a commit that says why and raises `Engine.revision`. To write them anew:
/// `RAVINE_GOLDEN=write swift test --filter TrainingTests.GoldenTests`.
@Suite("Golden steps", .serialized) struct GoldenTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden/optimizers.tsv")

  /// FNV-1a over the canonical bits, least significant byte first.
  private func digest(_ values: [Double]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in values {
      let bits = value.isNaN ? Double.nan.bitPattern : value.bitPattern
      for byte in 0..<8 { hash = (hash ^ (bits >> (8 * UInt64(byte)) & 0xff)) &* 0x100_0000_01b3 }
    }
    return String(hash, radix: 16)
  }

  private func lines() throws -> [String] {
    var lines: [String] = []
    for entry in Optimizers.catalogue.entries {
      for precision in Precision.allCases {
        // Clipped, so that every default rate stays in the valley; a link that is no optimizer by itself is followed by a rate.
        let link = entry.standard()
        let chain = OptimizerChain(
          [ClipNorm(maximum: 1), link] + (link is any Alias ? [] : [Rate(learningRate: LearningRate(0.1))]))
        let path = try trainer(subject(2, rosenbrock), chain, from: [-1.2, 1], precision).path(10)
        #expect(path.allSatisfy { $0.allSatisfy { $0.isFinite } })
        lines.append("\(entry.name)\t\(precision.rawValue)\t\(digest(path.flatMap { $0 }))")
      }
    }
    return lines
  }

  @Test("Every optimizer has its pinned bits, with every instruction set of this processor")
  func pinnedBits() throws {
    if ProcessInfo.processInfo.environment["RAVINE_GOLDEN"] == "write" {
      try lines().map { $0 + "\n" }.joined().write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").map(String.init)
    let used = String(cString: ravine_instruction_set())
    defer { ravine_use_instruction_set(used) }
    var index = 0
    while let name = ravine_instruction_set_name(index) {
      #expect(ravine_use_instruction_set(name) == 0)
      let actual = try lines()
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
