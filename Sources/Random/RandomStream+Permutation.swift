extension RandomStream {
  /// A uniformly random order of 0 ..< `count`, by Fisher and Yates's shuffle (Knuth, volume 2, algorithm P).
  public func permutation(of count: Int) -> [Int] {
    precondition(count >= 0, "A permutation needs a count of 0 or more.")
    var order = Array(0..<count)
    guard count > 1 else { return order }
    var source = WordSource(stream: self)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, Int(source.next(below: UInt64(last) + 1))) }
    return order
  }
}

/// A stream's words one after another, fetched a block at a time.
private struct WordSource {
  let stream: RandomStream
  private var fetched: [UInt64] = []
  private var position: UInt64 = 0

  init(stream: RandomStream) { self.stream = stream }

  mutating func next() -> UInt64 {
    let place = Int(position % 256)
    if place == 0 { fetched = stream.words(count: 256, first: position) }
    position += 1
    return fetched[place]
  }

  /// Uniform below `bound`, without bias (Lemire 2019, "Fast random integer generation in an interval").
  mutating func next(below bound: UInt64) -> UInt64 {
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return product.high }
    }
  }
}
