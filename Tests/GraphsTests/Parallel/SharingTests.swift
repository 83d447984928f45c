import AllocationProbe
import Testing

@testable import Graphs

/// Programs whose steps threads share, for every seed and number of threads.
@Suite("Sharing steps") struct SharingTests {
  private func run(_ program: Program, _ inputs: [String: [Double]], times: Int = 1) throws -> Evaluator {
    let evaluator = Evaluator(program)
    for (name, _) in program.inputs { evaluator.setInput(name, try #require(inputs[name])) }
    for time in 0..<times {
      if time > 0 { evaluator.commit() }
      evaluator.run()
    }
    return evaluator
  }

  @Test("Threads reach no bit, and touch nothing that another one writes", arguments: 0..<40 as Range<UInt64>)
  func randomGraphs(_ seed: UInt64) throws {
    let side = [4, 6, 14, 46][Int(seed % 4)]
    let (graph, outputs, inputs) = randomGraph(seed: seed, side: side)
    let x = try #require(graph.input(named: "x"))
    let carried = [(tensor: x - 0.1 * outputs[1], leaf: "x")]
    for isFusing in [true, false] {
      let alone = try run(Program(outputs: outputs, precision: .float64, carried: carried, isFusing: isFusing), inputs, times: 3)
      for threads in [2, 3, 7] {
        let program = try Program(
          outputs: outputs, precision: .float64, threads: threads, varying: seed % 2 == 0 ? nil : ["row"], carried: carried,
          isFusing: isFusing)
        #expect(program.divisions.contains { $0.parts == threads })
        #expect(program.races.map(\.description) == [])
        let shared = try run(program, inputs, times: 3)
        for index in outputs.indices { #expect(sameBits(shared.output(index), alone.output(index))) }
      }
    }
  }
}
