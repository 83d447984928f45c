/// Gives out places for what threads share, and takes them back.
///
/// Within a phase a thread may be ahead of another, so that a place that was given back is reused only where each part touches what it touched
/// itself before: the next layer's activations in the place of the last one's, both divided by rows. From the next phase on it is free.
struct SharedMemory {
  var bytes: Int { plan.bytes }

  private var plan = BufferPlan()
  private let sharing: Sharing?
  private var phase = 0
  /// Places given back in this phase, with what was touched there.
  private var vacated: [(offset: Int, bytes: Int, spans: Phases.Spans)] = []
  /// What was touched in this phase in the places of nodes before they were theirs.
  private var past: [Int: Phases.Spans] = [:]

  /// - Parameter sharing: nil for a single thread, which reuses every place at once.
  init(_ sharing: Sharing?) { self.sharing = sharing }

  /// Tells that the operation with this number in their order is next.
  mutating func begin(_ time: Int) {
    guard let sharing, sharing.phases[time] != phase else { return }
    phase = sharing.phases[time]
    for place in vacated { plan.release(place.offset, place.bytes) }
    vacated = []
    past = [:]
  }

  /// The offset of a place for a node, or `nil` when the memory would pass `Int.max`.
  mutating func take(_ bytes: Int, for root: Int? = nil) -> Int? {
    if let root, let spans = sharing?.spans(of: root, in: phase),
      let index = vacated.firstIndex(where: { $0.bytes == bytes && Phases.areApart($0.spans, spans) })
    {
      let place = vacated.remove(at: index)
      past[root] = place.spans
      return place.offset
    }
    return plan.take(bytes)
  }

  /// Whether a node may be written where another one lies, for all that other threads may still read there.
  func canInherit(_ root: Int, from heir: Int) -> Bool {
    guard let sharing else { return true }
    return Phases.areApart(touched(heir), sharing.spans(of: root, in: phase))
  }

  mutating func inherit(_ root: Int, from heir: Int) {
    if sharing != nil { past[root] = touched(heir) }
  }

  mutating func release(_ offset: Int, _ bytes: Int, of root: Int) {
    if sharing == nil {
      plan.release(offset, bytes)
    } else {
      vacated.append((offset, bytes, touched(root)))
    }
  }

  /// What the parts touch in this phase in the place of a node.
  private func touched(_ root: Int) -> Phases.Spans {
    guard let sharing else { return [] }
    var spans = sharing.spans(of: root, in: phase)
    for (part, span) in (past[root] ?? []).enumerated() {
      if let span { spans[spans.startIndex + part].include(span) }
    }
    return spans
  }
}
