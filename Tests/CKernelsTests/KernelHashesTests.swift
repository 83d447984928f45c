import Foundation
import Testing

@Suite("The program of kernel hashes") struct KernelHashesTests {
  private static func read(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test("Every function of the kernels is called: `make test-arm64` and `make test-sanitizers` see nothing else")
  func complete() throws {
    let program = try ["KernelHashes.c", "Operands.h"].map { try Self.read("Tests/KernelHashes/" + $0) }.joined()
    // For tests of one processor and one process; the program chooses its set by RAVINE_ISA.
    let others = ["ravine_use_instruction_set"]
    var functions: [String] = []
    for header in ["CKernels.h", "Pool.h"] {
      let text = try Self.read("Sources/CKernels/include/" + header)
      functions += text.matches(of: /(?m)^[a-z][a-z0-9_ ]*[ *](ravine_[a-z0-9_]+)\(/).map { String($0.output.1) }
    }
    #expect(functions.count > 30)
    for function in functions where !others.contains(function) {
      #expect(program.contains(function + "("), "Tests/KernelHashes/KernelHashes.c does not call \(function)")
    }
  }
}
