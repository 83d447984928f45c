import CKernels
import Testing

@testable import Graphs

@Suite("Asking for memory ahead") struct AskingTests {
  private let product = KernelCall.matmul(
    m: 256, n: 256, k: 256, a: .init(offset: 0, row: 256, column: 1), b: .init(offset: 1 << 20, row: 256, column: 1), c: 2 << 20)
  private let small = KernelCall.matmul(
    m: 128, n: 128, k: 128, a: .init(offset: 0, row: 128, column: 1), b: .init(offset: 1 << 20, row: 128, column: 1), c: 2 << 20)
  private let far = KernelCall.unary(RAVINE_ABS, count: 65536, x: 4 << 20, y: 5 << 20)
  private let operands = [4 << 20, 5 << 20].map { (start: Int) in start..<(start + 65536 * 4) }
  /// Touches so much that nothing else is in the caches after it.
  private let flood = KernelCall.fill(count: 1 << 20, value: 1, y: 8 << 20)

  /// For one part, the calls of some divisions with what they ask for.
  private func asking(_ calls: [[KernelCall]], memory: Int = 16 << 20) -> [[KernelCall]] {
    calls.map { Division($0) }.asking(memory: memory, elementBytes: 4, ChainBuilder()).map(\.calls)
  }

  private func asked(_ calls: [KernelCall]) -> [Range<Int>] { calls.compactMap(\.asked) }

  @Test("The product before an elementwise call fetches its operand and its result, but nothing that was touched lately")
  func elementwise() {
    let calls = asking([[product, far, far, flood]])[0]
    let regions = asked(calls)
    #expect(Array(regions.prefix(2)) == operands)
    // The rest of what the product can fetch is for the flood.
    #expect(regions.count == 3 && regions[2].lowerBound == 8 << 20)
    #expect(regions.reduce(0) { $0 + $1.count } == product.linesAskedFor(elementBytes: 4) * 64)
    #expect(calls.prefix(3).allSatisfy { $0.asked != nil } && calls.dropFirst(3).allSatisfy { $0.asked == nil })
    // In the caches all the time.
    #expect(asked(asking([[small, far]])[0]).isEmpty)
  }

  @Test("What the nearest product cannot fetch is asked of the one before, and a product's own operands of another")
  func earlier() {
    let calls = asking([[product, product, flood]])[0]
    #expect(calls.prefix { $0.asked != nil }.count == 1)
    #expect(asked(calls).reduce(0) { $0 + $1.count } == 4 << 20)
    // From one division to the next.
    #expect(asking([[flood, far, small], [far]]).flatMap(asked).isEmpty)
    let behind = asking([[far, flood, product], [far]])
    #expect(asked(behind[0]) == operands)
    // The operands of the second product, which is far from its last run.
    let other = KernelCall.matmul(
      m: 256, n: 256, k: 256, a: .init(offset: 6 << 20, row: 256, column: 1), b: .init(offset: 7 << 20, row: 256, column: 1),
      c: 3 << 20)
    #expect(asked(asking([[flood, product, other]])[0]).map(\.lowerBound) == [6 << 20, 7 << 20, 3 << 20])
  }

  @Test("Little memory lies in the caches, more than there is is not looked through, calls far behind a product are left alone")
  func none() {
    for memory in [(8 << 20) - 1, 1 << 50] { #expect(asked(asking([[product, far, flood]], memory: memory)[0]).isEmpty) }
    let calls = asking([[product] + Array(repeating: flood, count: 3) + [far]])[0]
    #expect(!asked(calls).contains { $0.lowerBound == 4 << 20 })
  }

  @Test("A product or a convolution fetches at least as much as is asked of it", arguments: products)
  func capacity(_ call: KernelCall) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 8 << 20, alignment: 64)
    let chains = Chains(ChainBuilder())
    defer {
      chains.deallocate()
      memory.deallocate()
    }
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 8 << 20)
    while ravine_asked_bytes() > 0 { product.run(RAVINE_FLOAT32, at: memory, chains) }
    let bytes = call.linesAskedFor(elementBytes: 4) * 64
    #expect(bytes > 0)
    // In pieces, as a plan asks.
    KernelCall.ask(at: 0, bytes: bytes / 2).run(RAVINE_FLOAT32, at: memory, chains)
    KernelCall.ask(at: 1 << 20, bytes: bytes - bytes / 2).run(RAVINE_FLOAT32, at: memory, chains)
    call.run(RAVINE_FLOAT32, at: memory, chains)
    // A tile that ends a region fetches nothing of the next one.
    #expect(ravine_asked_bytes() <= 64 * 512)
  }

  @Test(
    "A large program asks for its own memory, before it is touched, and has the bits of one that does not ask", arguments: [1, 2])
  func programs(threads: Int) throws {
    let graph = Graph()
    var h = graph.input("x", [1024, 256])
    var leaves: [(name: String, tensor: Tensor)] = []
    for layer in 0..<8 {
      leaves.append(("w\(layer)", graph.input("w\(layer)", [256, 256])))
      h = h.matmul(leaves[layer].tensor).tanh()
    }
    let loss = h.squared().mean()
    let gradients = graph.gradients(of: loss, withRespectTo: leaves.map(\.tensor))
    let carried = zip(leaves, gradients).map { (tensor: $0.tensor - 0.1 * $1, leaf: $0.name) }
    func program(isAsking: Bool) throws -> Program {
      try Program(
        outputs: [loss], precision: .float32, threads: threads, carried: carried, isAsking: isAsking, sharesAll: true)
    }
    let (asking, silent) = (try program(isAsking: true), try program(isAsking: false))
    #expect(asking.threads == threads && asking.races.isEmpty)
    #expect(asking.description == silent.description)

    for part in 0..<threads {
      let calls = asking.divisions[1...].flatMap { division in
        (0..<division.phases).flatMap { division.calls(phase: $0, part: part) }
      }
      #expect(asked(calls).count >= 8)
      for (index, region) in calls.enumerated().compactMap({ index, call in call.asked.map { (index, $0) } }) {
        #expect(0 <= region.lowerBound && region.upperBound <= asking.peakBytes)
        let here = Region(at: region.lowerBound, bytes: region.count)
        #expect(
          calls[index...].contains { call in
            let footprint = call.footprint(elementBytes: 4, asking.chains)
            return (footprint.reads + footprint.writes).contains { $0.overlaps(here) }
          })
      }
    }

    let results = [asking, silent].map { program in
      let evaluator = Evaluator(program)
      for (index, (name, shape)) in program.inputs.enumerated() {
        evaluator.setInput(
          name, (0..<shape.count).map { 0.1 * (0.7548776662 * Double($0 + index)).truncatingRemainder(dividingBy: 1) - 0.05 })
      }
      for _ in 0..<2 {
        evaluator.run()
        evaluator.commit()
      }
      evaluator.run()
      return evaluator.output(0)
    }
    #expect(sameBits(results[0], results[1]))
  }
}

extension KernelCall {
  /// The bytes that it asks for.
  fileprivate var asked: Range<Int>? {
    if case .ask(let start, let bytes) = self { start..<(start + bytes) } else { nil }
  }
}

private let products: [KernelCall] = {
  func matmul(_ m: Int, _ n: Int, _ k: Int, transposed: Bool = false) -> KernelCall {
    .matmul(
      m: m, n: n, k: k, a: .init(offset: 0, row: k, column: 1),
      b: .init(offset: 2 << 20, row: transposed ? 1 : n, column: transposed ? k : 1), c: 4 << 20)
  }
  let padded = ravine_convolution(
    height: 16, width: 16, in: 16, kernel_height: 3, kernel_width: 3, out: 16, out_height: 16, out_width: 16, stride_y: 1,
    stride_x: 1, top: 1, left: 1)
  let strided = ravine_convolution(
    height: 17, width: 17, in: 3, kernel_height: 3, kernel_width: 3, out: 40, out_height: 8, out_width: 8, stride_y: 2,
    stride_x: 2, top: 0, left: 0)
  return [
    matmul(64, 512, 128), matmul(64, 128, 512, transposed: true), matmul(256, 512, 512), matmul(512, 512, 256, transposed: true),
    matmul(128, 512, 1000), matmul(300, 70, 40), matmul(40, 40, 40),
  ]
    + [padded, strided].flatMap { c -> [KernelCall] in
      [
        .convolution(c, examples: 5, x: 0, w: 2 << 20, y: 4 << 20),
        .convolutionInputGradient(c, examples: 5, dy: 0, w: 2 << 20, dx: 4 << 20),
        .convolutionWeightGradient(
          c, examples: 5, x: 0, dy: 2 << 20, rows: 0..<Int(c.kernel_height * c.kernel_width * c.in), dw: 4 << 20),
      ]
    }
}()
