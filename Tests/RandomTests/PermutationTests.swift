import Random
import Testing

private func stream(_ replicate: Int) -> RandomStream {
  RandomStream(namespace: .confirm, seed: 5, replicate: replicate, purpose: "batches", position: "epoch/0")
}

@Test("A permutation holds every number once", arguments: [0, 1, 2, 3, 100, 1000])
func permutationsAreWhole(count: Int) {
  let order = stream(0).permutation(of: count)
  #expect(order.sorted() == Array(0..<count))
  #expect(order == stream(0).permutation(of: count))
  if count >= 100 { #expect(order != Array(0..<count) && order != stream(1).permutation(of: count)) }
}

@Test("All orders of three come up equally often")
func permutationsAreUniform() {
  var counts: [[Int]: Int] = [:]
  for replicate in 0..<6000 { counts[stream(replicate).permutation(of: 3), default: 0] += 1 }
  #expect(counts.count == 6)
  // Chi-squared with 5 degrees of freedom: 20.5 once in a thousand.
  #expect(counts.values.reduce(0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 } < 20.5)
}
