/// How threads share a program's operations: their phases, an order by them, and which part touches what of which place.
struct Sharing {
  let parts: Int
  /// The operations in the order in which they run, by phase, then as they were; with the calls of the copies at the end of a commit.
  let operations: [Fusion.Operation]
  /// By operation in that order, then by copy.
  let phases: [Int]
  let shares: [ArraySlice<Share>]
  /// By node that has a place: phases, ascending, and what is touched in them.
  private let spans: [[(phase: Int, spans: Phases.Spans)]]
  private let untouched: Phases.Spans

  /// `nil` where threads would save too little, or memory cannot be counted.
  ///
  /// - Parameter sharesAll: whether also what threads do not make faster is shared, as if a barrier cost nothing.
  init?(_ schedule: Schedule, _ fusion: Fusion, _ hosts: Hosts, _ precision: Precision, threads: Int, sharesAll: Bool) {
    guard threads > 1, let addresses = Sharing.addresses(hosts) else { return nil }
    let all = fusion.operations
    var writer = CallWriter(schedule, fusion, hosts, hosts.offsets(addresses.places, precision), precision)
    // All are written before the first is told: chains that somebody holds are copied whole when another is added.
    var calls: [KernelCall] = []
    var ends: [Int] = []
    for operation in all {
      writer.write(operation, to: &calls)
      ends.append(calls.count)
    }
    var phases = Phases(
      parts: threads, elementBytes: precision.bytes, places: addresses.starts, barrier: sharesAll ? 0 : Phases.usualBarrier,
      chains: writer.chains)
    var section = Schedule.Section.prelude
    var start = 0
    for (operation, end) in zip(all, ends) {
      if operation.section != section { phases.close() }
      section = operation.section
      phases.add(calls[start..<end], row: Sharing.row(of: schedule.nodes[operation.stored.first ?? operation.members[0]].shape))
      start = end
    }
    if section != .commit { phases.close() }
    for (copy, calls) in zip(hosts.copies, writer.copies()) {
      phases.add(calls[...], row: Sharing.row(of: schedule.nodes[copy.value].shape))
    }
    phases.dealWhole()
    guard sharesAll || phases.pays else { return nil }

    parts = threads
    let order = all.indices.sorted { (phases.operations[$0].phase, $0) < (phases.operations[$1].phase, $1) }
    operations = order.map { all[$0] }
    let told = (order + phases.operations.indices.dropFirst(all.count)).map { phases.operations[$0] }
    self.phases = told.map(\.phase)
    shares = told.map { phases.shares[$0.calls] }
    // The addresses are in the order of the nodes; those without a size have none.
    var spans: [[(phase: Int, spans: Phases.Spans)]] = Array(repeating: [], count: hosts.roots.count)
    for (root, found) in zip(addresses.roots, phases.spans()) { spans[root] = found }
    self.spans = spans
    untouched = Array(repeating: nil, count: threads)[...]
  }

  func spans(of root: Int, in phase: Int) -> Phases.Spans {
    spans[root].first { $0.phase == phase }?.spans ?? untouched
  }

  /// How many elements the rows of a tensor have, along its first axis that has several.
  private static func row(of shape: Shape) -> Int { shape.count / max(shape.dimensions.first { $0 > 1 } ?? 1, 1) }

  /// A place for every node that has one, apart from all others.
  private static func addresses(_ hosts: Hosts) -> (places: [Int], roots: [Int], starts: [Int])? {
    var (places, roots, starts, end) = ([Int](repeating: 0, count: hosts.roots.count), [Int](), [Int](), 0)
    for (index, root) in hosts.roots.enumerated() where index == root && hosts.sizes[index] > 0 {
      places[index] = end
      roots.append(index)
      starts.append(end)
      let (next, overflow) = end.addingReportingOverflow(hosts.sizes[index])
      if overflow { return nil }
      end = next
    }
    return (places, roots, starts)
  }
}
