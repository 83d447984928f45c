import Documents
import Manifests
import Plans
import Records

/// A manifest under `Workloads/`, read and checked as a study's is.
struct Workload {
  let plan: Plan
  /// What its cells share; a workload has one combination.
  let settings: CellSettings

  /// - Throws: `DocumentError` with every problem of the manifest.
  init(_ path: String) throws {
    let (manifest, problems) = try Manifest.read(try Files.read(path), study: "workload", file: path)
    guard problems.isEmpty else { throw DocumentError(file: path, problems: problems.list) }
    plan = Plan(manifest)
    guard let first = plan.cells.first else { throw BenchError("\(path) has no cell") }
    settings = plan.settings(of: first)
  }
}

/// What ends the program with a sentence.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
