/// Divides operations among threads: which part computes what, and between which of them all have to wait for one another.
///
/// Operations are told in order, their calls in addresses where everything that is ever computed has a place of its own. What a part reads must
/// have been written by the same part, or before a barrier:
///
///     phase(operation) = max over what it reads: aligned ? phase(writer) : phase(writer) + 1
///
/// aligned meaning that no part touches a byte that another part writes, found by comparing the bytes themselves. So the forward pass of a
/// layered network and the chain of its deltas are one phase, divided by rows of the batch, and the weight gradients are the next.
///
/// What belongs to a call or an operation stands in common arrays, by ranges: with arrays of its own each operation took fifty allocations.
struct Phases {
  /// A barrier, the wait for the slower part, and fetching from another core's cache what it has just written: about as long, in nanoseconds.
  static let usualBarrier = 2000.0

  /// An operation with its calls, who computes them, and when.
  struct Operation: Sendable {
    /// Among all `calls`; likewise their `shares` and what they have `touched`.
    let calls: Range<Int>
    let phase: Int
    /// Among `predecessors`: the operations of its own phase that must come before it.
    let before: Range<Int>
    /// The time of one thread for all of it.
    let nanoseconds: Double
  }

  /// What the parts touch in a call: columns of regions, one a part, first those that are read, then those that are written.
  struct Touch: Sendable {
    /// Among all `regions`: those of the first part, behind them those of the second.
    var start: Int
    /// Among `columnPlaces`.
    var places: Int
    let count: Int
    let reads: Int
  }

  /// What the parts touch of a place in a call: regions at one distance.
  struct Access: Sendable {
    let operation: Int
    let start: Int
    let stride: Int
    let writes: Bool
  }

  let parts: Int
  let elementBytes: Int
  let barrier: Double
  /// Where the operations' chains stand, those to come as well.
  let chains: ChainBuilder
  private(set) var operations: [Operation] = []
  private(set) var calls: [KernelCall] = []
  private(set) var shares: [Share] = []
  private(set) var touched: [Touch] = []
  /// `nil` where a part has nothing to do with a call.
  var regions: [Region?] = []
  private(set) var columnPlaces: [Int] = []
  private(set) var predecessors: [Int] = []
  /// No operation to come has an earlier phase.
  private(set) var floor = 0
  /// Where the places begin, ascending.
  private let starts: [Int]
  /// By place.
  private(set) var accesses: [[Access]]
  /// What the call that is looked at touches as a whole, in which places, and how much of it is read.
  var whole: [Region] = []
  var wholePlaces: [Int] = []
  var wholeReads = 0

  /// - Parameters:
  ///   - places: the first byte of every place, ascending.
  ///   - barrier: what a barrier is taken to cost, in nanoseconds.
  init(parts: Int, elementBytes: Int, places: [Int], barrier: Double, chains: ChainBuilder) {
    (self.parts, self.elementBytes, starts, self.barrier, self.chains) = (parts, elementBytes, places, barrier, chains)
    accesses = Array(repeating: [], count: places.count)
  }

  /// What comes is run apart from what was told so far.
  mutating func close() { floor = count }

  /// How many phases there are.
  var count: Int { max(floor, (operations.lazy.map(\.phase).max() ?? -1) + 1) }

  /// Adds an operation.
  ///
  /// - Parameter row: how many elements a row of its result has: parts end between rows, if they can.
  mutating func add(_ added: ArraySlice<KernelCall>, row: Int) {
    let first = calls.count
    calls += added
    var (phase, nanoseconds) = (floor, 0.0)
    for call in added {
      let choice = choose(call, row: row, isShared: true)
      note(choice.share, choice.touch)
      phase = max(phase, choice.phase)
      nanoseconds += call.nanoseconds(elementBytes: elementBytes, chains)
    }
    // Calls of one operation are of one phase; those that read what another of them writes stay on one thread.
    if added.count > 1, meetOneAnother(first..<calls.count) {
      shares.removeSubrange(first...)
      touched.removeSubrange(first...)
      phase = floor
      for call in added {
        let choice = choose(call, row: row, isShared: false)
        note(choice.share, choice.touch)
        phase = max(phase, choice.phase)
      }
    }
    let before = predecessors.count
    for call in first..<calls.count { notePredecessors(of: call, phase, since: before) }
    for call in first..<calls.count { noteAccesses(of: call) }
    operations.append(
      Operation(calls: first..<calls.count, phase: phase, before: before..<predecessors.count, nanoseconds: nanoseconds))
  }

  /// Gives all of an operation to one part.
  mutating func give(_ index: Int, to part: Int) {
    for call in operations[index].calls {
      survey(calls[call])
      guard let (touch, _) = touch(calls[call], .whole(part: part)) else { continue }
      shares[call] = .whole(part: part)
      touched[call].start = touch.start
    }
  }

  // MARK: Noting

  private mutating func note(_ share: Share, _ touch: Touch) {
    shares.append(share)
    touched.append(touch)
    touched[touched.count - 1].places = columnPlaces.count
    columnPlaces += wholePlaces
  }

  private mutating func notePredecessors(of call: Int, _ phase: Int, since first: Int) {
    let touch = touched[call]
    for column in 0..<touch.count {
      for access in accesses[columnPlaces[touch.places + column]] where column >= touch.reads || access.writes {
        guard operations[access.operation].phase == phase,
          predecessors.count == first || predecessors[predecessors.count - 1] != access.operation
        else { continue }
        predecessors.append(access.operation)
      }
    }
  }

  private mutating func noteAccesses(of call: Int) {
    let touch = touched[call]
    for column in 0..<touch.count {
      accesses[columnPlaces[touch.places + column]].append(
        Access(
          operation: operations.count, start: touch.start + column, stride: touch.count, writes: column >= touch.reads))
    }
  }

  // MARK: Places

  var placeCount: Int { starts.count }

  func start(of place: Int) -> Int { starts[place] }

  func place(of region: Region) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= region.start { low = middle } else { high = middle }
    }
    return low
  }

  // MARK: What meets

  /// Whether a part touches what another part touches, in two columns of regions.
  func meet(_ first: (start: Int, stride: Int), _ second: (start: Int, stride: Int)) -> Bool {
    for part in 0..<parts {
      guard let region = regions[second.start + part * second.stride] else { continue }
      for other in 0..<parts where other != part {
        if let earlier = regions[first.start + other * first.stride], earlier.overlaps(region) { return true }
      }
    }
    return false
  }

  /// Whether some calls touch what others of them write.
  private func meetOneAnother(_ calls: Range<Int>) -> Bool {
    for call in calls {
      for other in calls.lowerBound..<call {
        let (now, earlier) = (touched[call], touched[other])
        for column in 0..<now.count {
          for before in 0..<earlier.count where column >= now.reads || before >= earlier.reads {
            if meet((earlier.start + before, earlier.count), (now.start + column, now.count)) { return true }
          }
        }
      }
    }
    return false
  }
}
