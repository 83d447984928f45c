import CKernels
import Testing

@Suite("Products that fetch for later calls") struct AskingTests {
  /// Fetches all that this thread was asked for.
  private func drain() {
    var (x, y) = ([Float](repeating: 1, count: 64 * 64), [Float](repeating: 0, count: 64 * 64))
    while ravine_asked_bytes() > 0 { ravine_matmul(RAVINE_FLOAT32, 64, 64, 64, &x, 64, 1, &x, 64, 1, &y) }
  }

  @Test("What is asked for waits for a product, and of more than 64 regions the oldest are forgotten")
  func ring() {
    drain()
    let memory = [UInt8](repeating: 0, count: 100_000)
    memory.withUnsafeBytes { bytes in
      ravine_ask(bytes.baseAddress, 0)
      #expect(ravine_asked_bytes() == 0)
      for length in 1...64 { ravine_ask(bytes.baseAddress, length * 100) }
      #expect(ravine_asked_bytes() == (1...64).reduce(0, +) * 100)
      for length in 65...70 { ravine_ask(bytes.baseAddress, length * 100) }
      #expect(ravine_asked_bytes() == (7...70).reduce(0, +) * 100)
    }
    drain()
    #expect(ravine_asked_bytes() == 0)
  }

  @Test("A product has the same bits whatever it fetches, be it nobody's memory", arguments: precisions)
  func bits(_ precision: ravine_precision) throws {
    for shape in matmulShapes + [MatmulShape(m: 70, n: 200, k: 150)] {
      for transposes in MatmulShape.transposes {
        let problem = MatmulProblem(precision, shape, transposes)
        drain()
        let alone = problem.product()
        for _ in 0..<64 { ravine_ask(UnsafeRawPointer(bitPattern: 1 << 40), 4096) }
        let isEqual = problem.product().values == alone.values
        #expect(isEqual, "\(shape), \(transposes)")
      }
    }
  }
}
