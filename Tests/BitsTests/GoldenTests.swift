import Bits
import Foundation
import Graphs
import Networks
import Records
import SampleProjects
import Testing
import Training

/// The pinned bits and what compares them. `RAVINE_GOLDEN=write swift test --filter GoldenTests` pins anew, as `ravine bits --write` does.
@Suite("Pinned bits", .serialized) struct GoldenTests {
  private static let golden = "\(Repository.path)/Tests/Golden"

  @Test("Every primitive, optimizer and layer has its pinned bits, with every instruction set, on one thread and on several")
  func pinned() throws {
    if ProcessInfo.processInfo.environment["RAVINE_GOLDEN"] == "write" {
      _ = try Comparison(pinning: Way.all(threads: 3), golden: Self.golden).write()
    }
    let comparison = try Comparison(ways: Way.all(threads: 3), golden: Self.golden)
    #expect(comparison.agrees, "\n\(comparison.summary)")
    #expect(comparison.ways.count == 2 * Engine.instructionSets.count)
    #if arch(x86_64)
      #expect(Engine.instructionSets.count >= 2)
    #endif
  }

  @Test("What the lists hold is computed, each in both precisions")
  func lists() throws {
    let comparison = try Comparison(ways: [Way.all(threads: 2)[0]], golden: Self.golden)
    func names(_ table: String) -> [String] { comparison.rows.filter { $0.table == table }.map(\.name) }
    func twice(_ names: [String]) -> [String] { names.flatMap { [$0, $0] } }
    #expect(names("primitives") == twice(primitives.flatMap { $0.samples }.map(\.title)))
    #expect(names("optimizers") == twice(Optimizers.catalogue.names))
    #expect(names("layers") == twice(Layers.catalogue.names))
  }

  @Test("An altered hash, a line too many and a line too few each disagree, and are named")
  func differences() throws {
    try withGoldens { folder throws in
      let ways = Array(Way.all(threads: 2).prefix(2))
      try edit("\(folder)/optimizers.tsv") { $0[1] = "gradientDescent\tfloat32\t0123456789abcdef" }
      try edit("\(folder)/layers.tsv") { lines in
        lines.removeFirst()
        lines.append("dance\tfloat64\tfedcba9876543210")
      }
      let comparison = try Comparison(ways: ways, golden: folder)
      #expect(!comparison.agrees && comparison.isConsistent)
      let lines = comparison.summary.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0].hasSuffix("hashes  baseline ×1  baseline ×2"))
      #expect(lines[1].hasPrefix("primitives  ") && lines[1].hasSuffix("✓            ✓"))
      #expect(lines[2].hasPrefix("optimizers  ") && lines[2].hasSuffix("1 differs    1 differs"))
      #expect(lines[3].hasPrefix("layers      ") && lines[3].hasSuffix("2 differ     2 differ"))
      let tail = lines.dropFirst(4)
      #expect(tail.contains("optimizers: gradientDescent, float32") && tail.contains("  0123456789abcdef  pinned"))
      #expect(tail.contains { $0.hasSuffix("  computed in every way") })
      #expect(tail.contains("layers: dense, float64") && tail.contains("  not pinned"))
      #expect(tail.contains("  fedcba9876543210  pinned, but nothing of this name is computed"))
      #expect(comparison.verdict.hasPrefix("3 of ") && comparison.verdict.hasSuffix(" hashes do not agree with \(folder)."))
    }
  }

  @Test("Pinning writes the files that comparing reads, and only those that change")
  func writing() throws {
    try withGoldens { folder throws in
      try edit("\(folder)/layers.tsv") { $0.removeLast() }
      let pinning = try Comparison(pinning: Way.all(threads: 2), golden: folder)
      #expect(pinning.isConsistent)
      #expect(try pinning.write() == ["\(folder)/layers.tsv"])
      for table in PinTable.all {
        #expect(try Files.read("\(folder)/\(table.name).tsv") == Files.read("\(Self.golden)/\(table.name).tsv"))
      }
    }
  }

  @Test("A file that is missing or no table of hashes is named, with the line and what to do")
  func broken() throws {
    try withGoldens { folder throws in
      let path = "\(folder)/layers.tsv"
      func message(_ change: (inout [String]) -> Void) throws -> String {
        try edit(path, change)
        return #expect(throws: GoldenError.self) { try Comparison(ways: [], golden: folder) }.map(\.description) ?? ""
      }
      let expected = "expected a name, float64 or float32, and sixteen hexadecimal digits between tabs"
      #expect(
        try message { $0[1] = "dense float32 0123456789abcdef" }
          == "\(path), line 2: \(expected), found 'dense float32 0123456789abcdef'")
      #expect(try message { $0[1] = "dense\tfloat16\t0123456789abcdef" }.hasPrefix("\(path), line 2: expected"))
      #expect(try message { $0[1] = "dense\tfloat32\t0123456789abcde" }.hasPrefix("\(path), line 2: expected"))
      #expect(try message { $0[1] = $0[0] } == "\(path), line 2: 'dense' is pinned a second time")
      try Files.rename(path, to: "\(folder)/elsewhere")
      let missing = #expect(throws: GoldenError.self) { try Comparison(ways: [], golden: folder) }
      #expect(missing?.description.hasPrefix("\(path) is missing") == true)
      let none = #expect(throws: GoldenError.self) { try Comparison(ways: [], golden: "\(folder)/none") }
      #expect(none?.description.hasPrefix("there is no folder \(folder)/none") == true)
    }
  }

  /// Runs a test on a copy of the pinned hashes.
  private func withGoldens(_ body: (String) throws -> Void) throws {
    let project = try SampleProject([:])
    defer { project.remove() }
    let folder = "\(project.path)/Tests/Golden"
    for table in PinTable.all {
      try AtomicFile.write(try Files.read("\(Self.golden)/\(table.name).tsv"), to: "\(folder)/\(table.name).tsv")
    }
    try body(folder)
  }

  private func edit(_ path: String, _ change: (inout [String]) -> Void) throws {
    var lines = String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n").map(String.init)
    change(&lines)
    try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: path)
  }
}
