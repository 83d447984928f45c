/// Divides operations among threads: which part computes what, and between which of them all have to wait for one another.
///
/// Operations are told in order, their calls in addresses where everything that is ever computed has a place of its own. What a part reads must
/// have been written by the same part, or before a barrier:
///
///     phase(operation) = max over what it reads: aligned ? phase(writer) : phase(writer) + 1
///
/// aligned meaning that no part touches a byte that another part writes, found by comparing the bytes themselves. So the forward pass of a
/// layered network and the chain of its deltas are one phase, divided by rows of the batch, and the weight gradients are the next.
struct Phases {
  /// A barrier, the wait for the slower part, and fetching from another core's cache what it has just written: about as long, in nanoseconds.
  static let usualBarrier = 2000.0

  /// An operation with its calls, who computes them, and when.
  struct Operation: Sendable {
    var calls: [KernelCall]
    var shares: [Share]
    var phase: Int
    /// The operations of its own phase that must come before it.
    var before: [Int]
    /// The time of one thread for all of it.
    var nanoseconds: Double
    /// What the parts touch, by call.
    var touched: [[Column]]
  }

  /// What the parts of a call touch as one operand, or write: regions of one place, by part.
  struct Column: Sendable {
    let place: Int
    let regions: [Region?]
    let writes: Bool
  }

  /// What an operation touches of a place.
  struct Access: Sendable {
    let operation: Int
    let regions: [Region?]
    let writes: Bool
  }

  let parts: Int
  let elementBytes: Int
  let barrier: Double
  /// Where the operations' chains stand, those to come as well.
  let chains: ChainBuilder
  var operations: [Operation] = []
  /// No operation to come has an earlier phase.
  private(set) var floor = 0
  /// Where the places begin, ascending.
  private let places: [Int]
  private var accesses: [[Access]]

  /// - Parameters:
  ///   - places: the first byte of every place, ascending.
  ///   - barrier: what a barrier is taken to cost, in nanoseconds.
  init(parts: Int, elementBytes: Int, places: [Int], barrier: Double, chains: ChainBuilder) {
    (self.parts, self.elementBytes, self.places, self.barrier, self.chains) = (parts, elementBytes, places, barrier, chains)
    accesses = Array(repeating: [], count: places.count)
  }

  /// What comes is run apart from what was told so far.
  mutating func close() { floor = count }

  /// How many phases there are.
  var count: Int { max(floor, (operations.map(\.phase).max() ?? -1) + 1) }

  /// Adds an operation.
  ///
  /// - Parameter row: how many elements a row of its result has: parts end between rows, if they can.
  mutating func add(_ calls: [KernelCall], row: Int) {
    let jobs = calls.map { call in
      Job(
        call: call, footprint: call.footprint(elementBytes: elementBytes, chains),
        nanoseconds: call.nanoseconds(elementBytes: elementBytes, chains))
    }
    var chosen = jobs.map { choice(of: candidates(for: $0, row: row), for: $0) }
    // Calls of one operation are of one phase; those that read what another of them writes stay on one thread.
    if Phases.meet(chosen.map(\.columns)) { chosen = jobs.map { choice(of: [.whole(part: 0)], for: $0) } }
    var operation = Operation(
      calls: calls, shares: chosen.map(\.share), phase: chosen.map(\.phase).max() ?? floor, before: [],
      nanoseconds: jobs.reduce(0) { $0 + $1.nanoseconds }, touched: chosen.map(\.columns))
    for columns in operation.touched {
      forEachRelated(columns) { access, _ in
        guard operations[access.operation].phase == operation.phase, operation.before.last != access.operation else { return }
        operation.before.append(access.operation)
      }
    }
    for columns in operation.touched { note(columns) }
    operations.append(operation)
  }

  /// Gives all of an operation to one part.
  mutating func give(_ index: Int, to part: Int) {
    operations[index].shares = operations[index].shares.map { _ in .whole(part: part) }
    operations[index].touched = operations[index].calls.map {
      columns($0.footprint(elementBytes: elementBytes, chains), of: part)
    }
  }

  // MARK: Choosing

  /// A call with what is told of it as a whole.
  private struct Job {
    let call: KernelCall
    let footprint: KernelCall.Footprint
    let nanoseconds: Double
  }

  private struct Choice {
    let share: Share
    let columns: [Column]
    let phase: Int
    let nanoseconds: Double
  }

  /// The share by which a call ends earliest: dividing it divides the time, but may need a barrier first, and so may leaving it whole.
  private func choice(of shares: [Share], for job: Job) -> Choice {
    let choices = shares.compactMap { share -> Choice? in
      if case .whole(let part) = share {
        let columns = columns(job.footprint, of: part)
        return Choice(share: share, columns: columns, phase: phase(of: columns), nanoseconds: job.nanoseconds)
      }
      guard let calls = job.call.shared(share, parts: parts, elementBytes: elementBytes) else { return nil }
      let columns = columns(calls.map { $0?.footprint(elementBytes: elementBytes, chains) })
      let longest = calls.reduce(0) { max($0, $1?.nanoseconds(elementBytes: elementBytes, chains) ?? 0) }
      return Choice(share: share, columns: columns, phase: phase(of: columns), nanoseconds: longest)
    }
    let first = choices.map(\.phase).min() ?? floor
    func cost(_ choice: Choice) -> Double { choice.nanoseconds + barrier * Double(choice.phase - first) }
    guard let best = choices.min(by: { cost($0) < cost($1) }) else { preconditionFailure("a call can always be left whole") }
    return best
  }

  /// By rows; by the stretches that the kernel knows, which may be finer; by those of whoever wrote an operand; or not at all.
  private func candidates(for job: Job, row: Int) -> [Share] {
    let count = job.call.resultCount
    guard count > 1 else { return [.whole(part: 0)] }
    var units: [Int] = []
    func consider(_ number: Int) {
      // Multiples of the parts are all divided at the same places.
      let isKnown = number % parts == 0 ? units.contains { $0 % parts == 0 } : units.contains(number)
      if number > 1, count % number == 0, !isKnown { units.append(number) }
    }
    if row > 0 { consider(count / row) }
    if let natural = job.call.naturalUnits { consider(natural) }
    for region in job.footprint.reads {
      guard let writer = accesses[place(of: region)].last(where: \.writes) else { continue }
      for case .units(let number) in operations[writer.operation].shares { consider(number) }
    }
    return units.map { .units($0) } + [.whole(part: 0)]
  }

  // MARK: What meets

  var placeCount: Int { places.count }

  func start(of place: Int) -> Int { places[place] }

  func place(of region: Region) -> Int {
    var (low, high) = (0, places.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if places[middle] <= region.start { low = middle } else { high = middle }
    }
    return low
  }

  private func phase(of columns: [Column]) -> Int {
    var phase = floor
    forEachRelated(columns) { access, now in
      let earlier = operations[access.operation].phase
      if earlier >= phase { phase = earlier + (Phases.meet(access.regions, now) ? 1 : 0) }
    }
    return phase
  }

  /// Calls back with every earlier access to the same place when one of the two writes, and with the regions touched now, by part.
  private func forEachRelated(_ columns: [Column], _ body: (_ earlier: Access, _ now: [Region?]) -> Void) {
    for column in columns {
      for access in accesses[column.place] where column.writes || access.writes { body(access, column.regions) }
    }
  }

  private mutating func note(_ columns: [Column]) {
    for column in columns {
      accesses[column.place].append(Access(operation: operations.count, regions: column.regions, writes: column.writes))
    }
  }

  /// Whether a part touches what another part touches.
  private static func meet(_ first: [Region?], _ second: [Region?]) -> Bool {
    for (part, region) in second.enumerated() {
      guard let region else { continue }
      for (other, earlier) in first.enumerated() where other != part {
        if let earlier, earlier.overlaps(region) { return true }
      }
    }
    return false
  }

  /// Whether some calls touch what others of them write.
  private static func meet(_ calls: [[Column]]) -> Bool {
    for (index, one) in calls.enumerated() {
      for other in calls[..<index] {
        for now in one {
          for earlier in other where now.writes || earlier.writes {
            if meet(earlier.regions, now.regions) { return true }
          }
        }
      }
    }
    return false
  }

  /// The regions that the parts read as their first operand, as their second …, and write.
  private func columns(_ footprints: [KernelCall.Footprint?]) -> [Column] {
    guard let first = footprints.lazy.compactMap({ $0 }).first else { return [] }
    var columns: [Column] = []
    columns.reserveCapacity(first.reads.count + first.writes.count)
    for (index, region) in first.reads.enumerated() {
      columns.append(Column(place: place(of: region), regions: footprints.map { $0?.reads[index] }, writes: false))
    }
    for (index, region) in first.writes.enumerated() {
      columns.append(Column(place: place(of: region), regions: footprints.map { $0?.writes[index] }, writes: true))
    }
    return columns
  }

  /// The regions of a call that one part computes.
  private func columns(_ footprint: KernelCall.Footprint, of owner: Int) -> [Column] {
    var columns: [Column] = []
    columns.reserveCapacity(footprint.reads.count + footprint.writes.count)
    func add(_ region: Region, writes: Bool) {
      var regions: [Region?] = Array(repeating: nil, count: parts)
      regions[owner] = region
      columns.append(Column(place: place(of: region), regions: regions, writes: writes))
    }
    for region in footprint.reads { add(region, writes: false) }
    for region in footprint.writes { add(region, writes: true) }
    return columns
  }
}
