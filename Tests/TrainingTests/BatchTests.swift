import Catalogues
import Documents
import Graphs
import Networks
import Random
import Testing

@testable import Training

@Suite("Batches") struct BatchTests {
  @Test("The batches of an epoch have every example once, in an order of the epoch's own", arguments: Precision.allCases)
  func coverage(precision: Precision) throws {
    let graph = Graph()
    let evaluator = Evaluator(
      try Program(outputs: [graph.input("input", [4, 2]), graph.input("target", [4, 1])], precision: precision))
    let batches = Batches(examples: 12, size: 4)
    precision.store((0..<24).map { Double($0 / 2) }, at: batches.rows("input", count: 24, precision))
    precision.store((0..<12).map { 100 + Double($0) }, at: batches.rows("target", count: 12, precision))
    batches.restart { stream("epoch/\($0)") }
    var orders: [[Double]] = []
    for epoch in 0..<3 {
      var seen: [Double] = []
      for step in 0..<3 {
        batches.bind(3 * epoch + step, in: evaluator)
        evaluator.run()
        let (inputs, targets) = (evaluator.output(0), evaluator.output(1))
        // Inputs and target of an example stay together.
        for row in 0..<4 { #expect(inputs[2 * row] == inputs[2 * row + 1] && targets[row] == 100 + inputs[2 * row]) }
        seen += targets
      }
      #expect(seen.sorted() == (0..<12).map { 100 + Double($0) })
      orders.append(seen)
    }
    #expect(orders[0] != orders[1] && orders[1] != orders[2])
  }

  @Test("What does not fit a subject is told")
  func problems() throws {
    func messages(_ text: String, _ subject: SubjectGraph) throws -> [String] {
      var problems = Problems()
      let settings = TrainingSettings.decode(try JSONParser.parse(text), &problems)
      settings?.validate(against: subject, &problems)
      return problems.list.map(\.message)
    }
    let point = subject(2, rosenbrock)
    #expect(try messages(#"{"optimizer": "adam", "steps": 3}"#, point) == [])
    #expect(try messages(#"{"optimizer": "adam"}"#, point) == ["'training' needs either 'steps' or 'epochs'"])
    #expect(
      try messages(#"{"optimizer": "adam", "steps": 3, "batchSize": 2}"#, point) == [
        "'batchSize' is for examples, but the subject has none; use 'steps'"
      ])
    #expect(
      try messages(#"{"optimizer": "newton", "steps": 3}"#, subject(300, quadratic(Array(repeating: 1, count: 300)))) == [
        "Newton's method is for up to 200 parameters; the subject has 300"
      ])
    #expect(
      try messages(#"{"optimizer": {"kind": "adam", "learningRate": -1}, "steps": 3}"#, point) == [
        "expected a number above 0, or a schedule, found -1"
      ])
    #expect(
      try messages(#"{"optimizer": "adan", "steps": 3}"#, point) == ["no optimizer is called 'adan'. Did you mean 'adam'?"])
  }
}
