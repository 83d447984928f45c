import Testing

@testable import Graphs

@Suite("Two things at once")
struct TogetherTests {
  @Test("Both are done when it returns, on one thread or two")
  func both() {
    for round in 0..<100 {
      var (first, second) = (0, 0)
      together({ first = round + 1 }, { second = round + 2 })
      #expect(first == round + 1 && second == round + 2)
    }
  }

  @Test("Two within one of two, where the pool is in use")
  func nested() {
    var (first, second, third) = (0, 0, 0)
    together({ together({ first = 1 }, { second = 2 }) }, { third = 3 })
    #expect(first == 1 && second == 2 && third == 3)
  }
}
