import Testing

@testable import Graphs

@Suite("Several things at once")
struct TogetherTests {
  @Test("Both are done when it returns, on one thread or two")
  func both() {
    for round in 0..<100 {
      var (first, second) = (0, 0)
      together({ first = round + 1 }, { second = round + 2 })
      #expect(first == round + 1 && second == round + 2)
    }
  }

  @Test("Each of many is done once", arguments: [0, 1, 2, 7])
  func many(count: Int) {
    var times = [Int](repeating: 0, count: count)
    times.withUnsafeMutableBufferPointer { times in
      nonisolated(unsafe) let times = times
      together(count) { times[$0] += $0 + 1 }
    }
    #expect(times == Array((0..<count).map { $0 + 1 }))
  }

  @Test("Two within one of two, where the pool is in use")
  func nested() {
    var (first, second, third) = (0, 0, 0)
    together({ together({ first = 1 }, { second = 2 }) }, { third = 3 })
    #expect(first == 1 && second == 2 && third == 3)
  }
}
