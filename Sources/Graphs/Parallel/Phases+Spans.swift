extension Phases {
  /// What the parts touch of a place in one phase, by part: from the first byte to behind the last, counted from the start of the place.
  typealias Spans = ArraySlice<Range<Int>?>

  /// For each place, the phases in which it is touched, ascending, and the spans.
  func spans() -> [[(phase: Int, spans: Spans)]] {
    // Found together, then cut to pieces: a place is touched in one phase or two.
    var all: [Range<Int>?] = []
    var found: [[(phase: Int, start: Int)]] = Array(repeating: [], count: placeCount)
    for index in operations.indices.sorted(by: { (operations[$0].phase, $0) < (operations[$1].phase, $1) }) {
      let phase = operations[index].phase
      for touch in touched[operations[index].calls] {
        for column in 0..<touch.count {
          let place = columnPlaces[touch.places + column]
          let start = start(of: place)
          if found[place].last?.phase != phase {
            found[place].append((phase, all.count))
            for _ in 0..<parts { all.append(nil) }
          }
          let first = found[place][found[place].count - 1].start
          for part in 0..<parts {
            guard let region = regions[touch.start + part * touch.count + column] else { continue }
            all[first + part].include((region.start - start)..<(region.end - start))
          }
        }
      }
    }
    return found.map { phases in phases.map { ($0.phase, all[$0.start..<($0.start + parts)]) } }
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
