extension Phases {
  /// What the parts touch of a place in one phase, by part: from the first byte to behind the last, counted from the start of the place.
  typealias Spans = [Range<Int>?]

  /// For each place, the phases in which it is touched, ascending, and the spans.
  func spans() -> [[(phase: Int, spans: Spans)]] {
    var found: [[(phase: Int, spans: Spans)]] = Array(repeating: [], count: placeCount)
    for index in operations.indices.sorted(by: { (operations[$0].phase, $0) < (operations[$1].phase, $1) }) {
      let phase = operations[index].phase
      for column in operations[index].touched.joined() {
        let (place, start) = (column.place, start(of: column.place))
        if found[place].last?.phase != phase { found[place].append((phase, Array(repeating: nil, count: parts))) }
        let last = found[place].count - 1
        for (part, region) in column.regions.enumerated() {
          guard let region else { continue }
          found[place][last].spans[part].include((region.start - start)..<(region.end - start))
        }
      }
    }
    return found
  }

  /// Whether no part touches what another part touches, in two places of memory or in one that one takes over from the other.
  static func areApart(_ first: Spans, _ second: Spans) -> Bool {
    for (part, span) in first.enumerated() {
      guard let span else { continue }
      for (other, spans) in second.enumerated() where other != part {
        if let spans, spans.overlaps(span) { return false }
      }
    }
    return true
  }
}

extension Range<Int>? {
  /// Grows to hold another range, and what lies between.
  mutating func include(_ other: Range<Int>) {
    self = map { min($0.lowerBound, other.lowerBound)..<max($0.upperBound, other.upperBound) } ?? other
  }
}
