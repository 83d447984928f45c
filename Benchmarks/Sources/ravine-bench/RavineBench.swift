import Foundation
import Graphs

/// Times the engine on manifests, and exports what it computes, for the scripts beside.
@main
struct RavineBench {
  static let usage = """
    usage: ravine-bench serve OPERATION MANIFEST THREADS     answers requests to time it (see Server.swift)
           ravine-bench gemm BLAS ROUNDS SECONDS SIZE…       matrix products beside those of a BLAS library, or of "none"
           ravine-bench export MANIFEST PRECISION FOLDER     loss, gradients and what they were computed from, as files
           ravine-bench train MANIFEST STEPS THREADS FILE    the parameters after so many steps, as float32
           ravine-bench repeat OPERATION MANIFEST TIMES      sets up, runs once, then so often for a profiler
    """

  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    switch (arguments.first, arguments.count) {
    case ("serve", 4):
      let server = Server(
        workload: try Workload(arguments[2]), kind: try operation(arguments[1]), threads: try number(arguments[3]))
      try server.serve()
    case ("gemm", 5...):
      guard let seconds = Double(arguments[3]) else { throw BenchError(usage) }
      try MatrixProducts(library: arguments[1], rounds: try number(arguments[2]), seconds: seconds)
        .run(sizes: try arguments[4...].map(number))
    case ("export", 4):
      guard let precision = Precision(rawValue: arguments[2]) else { throw BenchError(usage) }
      try Export(try Workload(arguments[1]), precision).write(to: arguments[3])
    case ("train", 5):
      let training = try TrainingStep(try Workload(arguments[1]), threads: try number(arguments[3]))
      for _ in 0..<(try number(arguments[2])) { try training.run() }
      try training.parameters.withUnsafeBytes { Data($0) }.write(to: URL(filePath: arguments[4]))
    case ("repeat", 4):
      let operation = try operation(arguments[1]).init(try Workload(arguments[2]), threads: 1)
      try Counting(operation, runs: try number(arguments[3])).run()
      operation.tidy()
    default: throw BenchError(usage)
    }
  }

  private static func operation(_ name: String) throws -> any Operation.Type {
    guard let found = operations.first(where: { $0.name == name }) else {
      throw BenchError("no operation is called \(name); there are \(operations.map(\.name).joined(separator: ", "))")
    }
    return found.kind
  }

  private static func number(_ text: String) throws -> Int {
    guard let number = Int(text), number >= 0 else { throw BenchError("\(text) is no number\n\(usage)") }
    return number
  }
}
