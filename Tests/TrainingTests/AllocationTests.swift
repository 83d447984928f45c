import AllocationProbe
import Graphs
import Testing

@testable import Training

#if canImport(Glibc)
  @Suite("Allocation", .serialized) struct AllocationTests {
    @Test("A training step allocates no memory, whatever the optimizer", arguments: famous)
    func step(name: String) throws {
      let trainer = try trainer(
        subject(2, rosenbrock), optimizer(#"[{"kind": "clipNorm", "maximum": 1}, "\#(name)"]"#), from: [-1.2, 1])
      _ = trainer.path(2)
      #expect(!allocates {})
      #expect(
        !allocates {
          _ = trainer.computeLoss()
          trainer.advance()
        })
      #expect(allocates { _ = trainer.x }, "the check sees an allocation")
    }
  }
#endif
