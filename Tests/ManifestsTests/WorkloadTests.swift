import Documents
import Foundation
import Manifests
import Testing

@Suite struct WorkloadTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "Benchmarks/Workloads")
  private static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".json") }.sorted()

  @Test("the benchmarks have manifests") func areThere() { #expect(Self.files.count >= 8) }

  @Test("a manifest of the benchmarks has no problem", arguments: files) func isSound(file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: file)))
    let (manifest, problems) = try Manifest.read(bytes, study: "workload", file: file)
    #expect(problems.isEmpty, "\(problems.list)")
    #expect(manifest.experiments.count == 1)
  }
}
