import Catalogues
import Documents
import Graphs
import Testing

@testable import Training

/// Rates at which an optimizer goes to the foot of the quadratic and along the valley, and how long it takes.
private let courses: [(name: String, quadratic: Double, valley: Double, steps: Int)] = [
  ("gradientDescent", 0.019, 0.001, 30000), ("momentum", 0.01, 0.0002, 20000), ("nesterov", 0.005, 0.0002, 20000),
  ("rmsProp", 0.0005, 0.0005, 20000), ("adam", 0.01, 0.01, 20000), ("newton", 1, 1, 10),
]

@Suite("Convergence") struct ConvergenceTests {
  @Test("Every famous optimizer is tried here")
  func complete() {
    let aliases = Optimizers.catalogue.entries.filter { $0.standard() is any Alias }.map(\.name)
    #expect(aliases == courses.map(\.name) && aliases == famous)
  }

  @Test("Every optimizer reaches the foot of a quadratic of condition number 100", arguments: famous)
  func quadraticFoot(name: String) throws {
    let course = try #require(courses.first { $0.name == name })
    let trainer = try trainer(
      subject(2, quadratic([1, 100])), optimizer(#"{"kind": "\#(name)", "learningRate": \#(course.quadratic)}"#), from: [1, 1])
    for _ in 0..<6000 {
      _ = trainer.computeLoss()
      trainer.advance()
    }
    // RMSprop's steps never get shorter than its rate.
    #expect(trainer.computeLoss() < (name == "rmsProp" ? 1e-4 : 1e-12))
  }

  @Test("Every optimizer follows Rosenbrock's valley to its end", arguments: famous)
  func valley(name: String) throws {
    let course = try #require(courses.first { $0.name == name })
    let trainer = try trainer(
      subject(2, rosenbrock), optimizer(#"{"kind": "\#(name)", "learningRate": \#(course.valley)}"#), from: [-1.2, 1])
    let first = trainer.computeLoss()
    for _ in 0..<course.steps {
      _ = trainer.computeLoss()
      trainer.advance()
    }
    #expect(abs(first - 24.2) < 1e-12)
    #expect(trainer.computeLoss() < 1e-3)
    #expect(abs(trainer.x[0] - 1) < 0.05)
  }
}
