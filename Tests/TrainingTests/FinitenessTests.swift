import Graphs
import Testing

@testable import Training

@Suite("Finiteness") struct FinitenessTests {
  @Test(
    "A number that is not finite is found wherever it stands, by any number of threads", arguments: [1, 2, 3],
    [Double.nan, .infinity, -.infinity])
  func found(_ threads: Int, _ value: Double) {
    // Enough for threads, with parts of unequal length, and with nothing at all.
    let counts = [70_001, 0, 3]
    let memory = counts.map { UnsafeMutablePointer<Double>.allocate(capacity: $0) }
    defer { for place in memory { place.deallocate() } }
    for (place, count) in zip(memory, counts) { place.initialize(repeating: 1, count: count) }
    let numbers = zip(memory, counts).map { FinitenessCheck.Numbers(place: UnsafeRawPointer($0), count: $1) }
    let check = FinitenessCheck(numbers, .float64, threads: threads)
    #expect(check.isFinite())
    let atEdges = [0, 23_332, 23_333, 34_999, 35_000, 46_666, 46_667, 70_000].map { (0, $0) }
    for (buffer, index) in atEdges + [(2, 0), (2, 2)] {
      memory[buffer][index] = value
      #expect(!check.isFinite(), "\(value) at \(index) of \(buffer) was not noticed")
      memory[buffer][index] = -.greatestFiniteMagnitude
      #expect(check.isFinite())
    }
  }
}
