import Catalogues
import Documents
import Graphs
import Testing

@testable import Training

private func rate(_ text: String) throws -> LearningRate {
  var problems = Problems()
  let rate = LearningRate.decode(try JSONParser.parse(text), &problems)
  #expect(problems.list.map(\.message) == [])
  return try #require(rate)
}

/// The rates of some steps.
private func values(_ text: String, _ steps: [Int]) throws -> [Double] {
  let graph = Graph()
  let evaluator = Evaluator(try Program(outputs: [try rate(text).value(at: graph.input("t", []))], precision: .float64))
  return steps.map { step in
    if evaluator.hasInput("t") { evaluator.setInput("t", [Double(step)]) }
    evaluator.run()
    return evaluator.output(0)[0]
  }
}

/// A schedule, and its rates at the steps 0, 1 and 10.
private let formulas: [(String, [Double])] = [
  ("0.5", [0.5, 0.5, 0.5]),
  (#"{"kind": "constant", "rate": 0.5}"#, [0.5, 0.5, 0.5]),
  (#"{"kind": "inverseTime", "rate": 0.5, "decay": 0.25}"#, [0.5, 0.4, 0.5 / 3.5]),
  (#"{"kind": "exponential", "rate": 0.5, "factor": 0.5}"#, [0.5, 0.25, 0.5 / 1024]),
  (#"{"kind": "step", "rate": 0.5, "factor": 0.5, "at": [1, 10]}"#, [0.5, 0.25, 0.125]),
  (#"{"kind": "cosine", "rate": 1, "steps": 2, "end": 0.2}"#, [1, 0.6, 0.2]),
  (#"{"kind": "warmup", "steps": 4, "then": 1}"#, [0.25, 0.5, 1]),
  (#"{"kind": "warmup", "steps": 2, "then": {"kind": "inverseTime", "rate": 1, "decay": 1}}"#, [0.5, 1, 1.0 / 9]),
]

@Suite("Schedules") struct ScheduleTests {
  @Test("Every schedule is its formula", arguments: formulas)
  func rates(text: String, expected: [Double]) throws {
    for (value, expected) in zip(try values(text, [0, 1, 10]), expected) { #expect(abs(value - expected) < 1e-15) }
  }

  @Test("A constant rate is a number, however it is written; other schedules are whole")
  func identity() throws {
    #expect(try rate(#"{"kind": "constant", "rate": 0.5}"#).json.canonical == "0.5")
    let text = #"{"kind": "inverseTime", "rate": 0.5, "decay": 0.25}"#
    #expect(try rate(rate(text).json.canonical).json.canonical == rate(text).json.canonical)
  }

  @Test("Every schedule is tried above")
  func complete() {
    #expect(Schedules.catalogue.names == ["constant", "inverseTime", "exponential", "step", "cosine", "warmup"])
  }
}
