import Graphs
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Evaluators") struct EvaluatorTests {
  @Test("Inputs keep their values from run to run, and outputs can be fed back")
  func inputsAndOutputs() throws {
    let graph = Graph()
    let (x, w) = (graph.input("x", [2]), graph.input("w", [2]))
    let evaluator = Evaluator(try Program(outputs: [x * w], precision: .float32))
    evaluator.setInput("x", [1, 2])
    evaluator.withInput("w") { pointer in
      pointer.assumingMemoryBound(to: Float.self)[0] = 3
      pointer.assumingMemoryBound(to: Float.self)[1] = 0.5
    }
    evaluator.run()
    #expect(evaluator.output(0) == [3, 1])
    evaluator.copyOutput(0, toInput: "x")
    evaluator.run()
    #expect(evaluator.output(0) == [9, 0.5])
    #expect(evaluator.withOutput(0) { $0.load(as: Float.self) } == 9)
    #expect(evaluator.hasInput("w") && !evaluator.hasInput("z"))
  }

  @Test("An output may be an input, a constant, a view, or named twice")
  func unusualOutputs() throws {
    let graph = Graph()
    let x = graph.input("x", [2, 1])
    let values = try evaluate([x, x.reshaped([1, 2]), graph.constant(7), x, graph.constant(2, [2])], ["x": [1, 2]])
    #expect(values == [[1, 2], [1, 2], [7], [1, 2], [2, 2]])
  }

  @Test("Every NaN is read with one bit pattern", arguments: Precision.allCases)
  func canonicalNaN(_ precision: Precision) throws {
    let graph = Graph()
    let x = graph.input("x", [2])
    let values = try evaluate(-(x / x), ["x": [0, .infinity]], precision)
    #expect(values.allSatisfy { $0.bitPattern == 0x7ff8_0000_0000_0000 })
  }

  @Test("Evaluators of one program run side by side on their own inputs")
  func sideBySide() async throws {
    let graph = Graph()
    let x = graph.input("x", [64])
    let program = try Program(outputs: [(x.tanh() * x).sum()], precision: .float64)
    let sums = await withTaskGroup(of: (Int, Double).self) { group in
      for task in 0..<8 {
        group.addTask {
          let evaluator = Evaluator(program)
          evaluator.setInput("x", [Double](repeating: Double(task), count: 64))
          evaluator.run()
          return (task, evaluator.output(0)[0])
        }
      }
      return await group.reduce(into: [Double](repeating: 0, count: 8)) { $0[$1.0] = $1.1 }
    }
    for (task, sum) in sums.enumerated() {
      #expect(try evaluate((x.tanh() * x).sum(), ["x": [Double](repeating: Double(task), count: 64)]) == [sum])
    }
  }

  #if canImport(Glibc)
    /// Whether a body allocates up to a kilobyte with glibc's allocator, even if it gives it back: a chunk of every size is marked and freed,
    /// and is the first that this thread is given again. It comes back with its marks only if nobody had it in between.
    /// Loops are plain, because a debug build's iterators allocate.
    /// The allocator is looked up at run time, because an optimizer that knows it drops the marks.
    private func allocates(_ body: () -> Void) throws -> Bool {
      let malloc = unsafeBitCast(try #require(dlsym(nil, "malloc")), to: (@convention(c) (Int) -> UnsafeMutableRawPointer?).self)
      let free = unsafeBitCast(try #require(dlsym(nil, "free")), to: (@convention(c) (UnsafeMutableRawPointer?) -> Void).self)
      // Up to 1000 bytes: free chunks above hold more of the allocator's own.
      let count = 61
      let pointers = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: count)
      defer { pointers.deallocate() }
      // The first 16 bytes of a free chunk are the allocator's own; the next 24 are marked.
      let mark: UInt64 = 0xa5a5_a5a5_a5a5_a5a5
      var index = 0
      while index < count {
        // When the thread's cache of this size is full, a chunk that is freed goes elsewhere: take one that comes back.
        var pointer = malloc(40 + 16 * index)
        free(pointer)
        while true {
          let again = malloc(40 + 16 * index)
          if again == pointer { break }
          pointer = again
          free(pointer)
        }
        pointer?.storeBytes(of: mark, toByteOffset: 16, as: UInt64.self)
        pointer?.storeBytes(of: mark, toByteOffset: 24, as: UInt64.self)
        pointer?.storeBytes(of: mark, toByteOffset: 32, as: UInt64.self)
        pointers[index] = pointer
        index += 1
      }
      while index > 0 {
        index -= 1
        free(pointers[index])
      }
      body()
      var found = false
      while index < count {
        let pointer = malloc(40 + 16 * index)
        found = found || pointer != pointers[index]
        found = found || pointer?.load(fromByteOffset: 16, as: UInt64.self) != mark
        found = found || pointer?.load(fromByteOffset: 24, as: UInt64.self) != mark
        found = found || pointer?.load(fromByteOffset: 32, as: UInt64.self) != mark
        pointers[index] = pointer
        index += 1
      }
      while index > 0 {
        index -= 1
        free(pointers[index])
      }
      return found
    }

    @Test("A run allocates no memory")
    func runAllocatesNothing() throws {
      let graph = Graph()
      let (x, w) = (graph.input("x", [8, 8]), graph.input("w", [8, 8]))
      let y = concatenate([x.matmul(w).tanh(), x.transposed() + w.sum(over: 0)], along: 1).softmax(over: 1)
      let loss = maximum(y, 0.1 * y.maximum()).log().mean()
      let evaluator = Evaluator(try Program(outputs: [loss] + graph.gradients(of: loss, withRespectTo: [w]), precision: .float64))
      for name in ["x", "w"] { evaluator.setInput(name, (0..<64).map { Double($0) / 64 }) }
      evaluator.run()
      #expect(try !allocates {})
      #expect(try !allocates { evaluator.run() })
      #expect(try allocates { _ = evaluator.output(1) }, "the check sees an allocation")
    }
  #endif
}
