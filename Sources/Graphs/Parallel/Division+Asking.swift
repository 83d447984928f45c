import CKernels

extension [Division] {
  /// The same calls, which run division by division, again and again, and before products and convolutions what these are to fetch meanwhile
  /// (`ravine_ask`).
  ///
  /// An elementwise call waits for memory most of its time, a product hardly uses it: so it asks for what calls behind it touch, results too, as far
  /// as that has left the second cache. Each part asks for its own.
  ///
  /// Measured on Zen 4, 1 MB of second cache and 32 MB of third: a training step of an LSTM with 46 MB of memory takes 6% less, of a residual network
  /// with 55 MB 5%, of a wide network with 39 MB and a recurrent one with 13 MB 1%. Of the LSTM's gain a third is due to operands of products, two
  /// fifths to what is written.
  ///
  /// - Parameter memory: the bytes of an evaluator's memory.
  func asking(memory: Int, elementBytes: Int, _ chains: ChainBuilder) -> [Division] {
    guard Outlook.memory.contains(memory), let parts = first?.parts else { return self }
    var dealt = map { Array<[KernelCall]>(repeating: [], count: $0.phases * $0.parts) }
    for part in 0..<parts {
      var calls: [(division: Int, place: Int, call: KernelCall)] = []
      for (index, division) in enumerated() {
        for phase in 0..<division.phases {
          calls += division.calls(phase: phase, part: part).map { (index, phase * parts + part, $0) }
        }
      }
      let outlook = Outlook(calls.map(\.call), memory: memory, elementBytes: elementBytes, chains)
      for (asked, (division, place, call)) in zip(outlook.asked, calls) {
        dealt[division][place] += asked.map { .ask(at: $0.lowerBound, bytes: $0.count) } + [call]
      }
    }
    return zip(self, dealt).map { Division(parts: parts, phases: $0.phases, $1) }
  }
}

/// What some calls touch, in the order in which they run again and again, and when that was touched before. Time is counted in bytes touched.
private struct Outlook {
  /// Less memory the third cache holds beside other programs': a deep network of 2.6 MB gained nothing. More is planned to be told its size, on
  /// machines that do not have it.
  static let memory = 8 << 20...64 << 30
  /// What was touched so long ago is not in the second cache any more: with 0.5 MB the LSTM, with 4 MB the residual network gained 2% less.
  private static let far = 1 << 20
  /// How long before it is touched something may be asked for: with 4 MB the residual network gained 3% less, with 24 and 40 MB nothing more.
  private static let early = 10 << 20
  /// The grain in which memory is remembered, and the least that is asked for.
  private static let block = 4096

  /// By call, the bytes to ask for before it.
  private(set) var asked: [[Range<Int>]]
  private var clock = 0
  /// By block, when it was touched last.
  private var touched: [Int]
  /// The products behind us that can ask for more bytes, the nearest last.
  private var open: [(index: Int, time: Int, bytes: Int)] = []

  init(_ calls: [KernelCall], memory: Int, elementBytes: Int, _ chains: ChainBuilder) {
    asked = Array(repeating: [], count: calls.count)
    touched = Array(repeating: 0, count: memory / Self.block + 1)
    var regions: [Region] = []
    var bounds = [0]
    for call in calls {
      _ = call.touch(elementBytes: elementBytes, chains, &regions)
      bounds.append(regions.count)
    }
    // Once for what the run before leaves behind.
    for region in regions { touch(region) }
    for (index, call) in calls.enumerated() {
      let own = regions[bounds[index]..<bounds[index + 1]]
      for region in own { Self.eachStretch(region) { ask($0) } }
      let bytes = call.linesAskedFor(elementBytes: elementBytes) * 64
      if bytes > 0 { open.append((index, clock, bytes)) }
      for region in own { touch(region) }
    }
  }

  private mutating func touch(_ region: Region) {
    Self.eachStretch(region) { stretch in
      for block in (stretch.lowerBound / Self.block)...((stretch.upperBound - 1) / Self.block) { touched[block] = clock }
    }
    clock += region.count * region.length
  }

  /// Gives what of a region lies together; gaps within a block are taken with it.
  private static func eachStretch(_ region: Region, _ body: (Range<Int>) -> Void) {
    if region.length == 0 { return }
    if region.count == 1 || region.stride <= block { return body(region.start..<region.end) }
    for start in stride(from: region.start, to: region.end, by: region.stride) { body(start..<(start + region.length)) }
  }

  /// Has the products before now ask for what of a stretch is far.
  private mutating func ask(_ stretch: Range<Int>) {
    var from = stretch.lowerBound
    while from < stretch.upperBound {
      var to = from
      while to < stretch.upperBound, clock - touched[to / Self.block] > Self.far {
        touched[to / Self.block] = clock
        to = min((to / Self.block + 1) * Self.block, stretch.upperBound)
      }
      if to - from >= Self.block { ask(from, to) }
      from = to > from ? to : (from / Self.block + 1) * Self.block
    }
  }

  private mutating func ask(_ from: Int, _ to: Int) {
    var from = from
    while from < to, let nearest = open.last, clock - nearest.time < Self.early {
      let bytes = min(nearest.bytes, to - from)
      asked[nearest.index].append(from..<(from + bytes))
      from += bytes
      if bytes == nearest.bytes { open.removeLast() } else { open[open.count - 1].bytes -= bytes }
    }
  }
}

extension KernelCall {
  /// How many lines of 64 bytes the call asks for, at the least, beside what it reads itself: one a step of each tile, but in matrix products
  /// two of the tiles beside each panel ask for the next panel (`Matmul.h`).
  ///
  /// Counted in tiles of 12 × 32 and 16 × 16 (float32), the largest of all instruction sets.
  func linesAskedFor(elementBytes: Int) -> Int {
    let panel = 128 / elementBytes
    func pieces(_ count: Int, of size: Int) -> Int { (count + size - 1) / size }
    switch self {
    case .matmul(let m, let n, let k, _, _, _):
      // It may be computed transposed.
      let tiles = min(
        max(pieces(m, of: 12) - 2, 0) * pieces(n, of: panel), max(pieces(n, of: 12) - 2, 0) * pieces(m, of: panel))
      return tiles * k
    case .convolution(let c, let examples, _, _, _):
      return examples * c.windows / 16 * pieces(Int(c.out), of: panel) * c.taps * Int(c.in)
    case .convolutionInputGradient(let c, let examples, _, _, _):
      return examples * c.pixels / 16 * pieces(Int(c.in), of: panel)
        * (c.taps / Int(c.stride_y * c.stride_x)) * Int(c.out)
    case .convolutionWeightGradient(let c, let examples, _, _, let rows, _):
      return examples * pieces(rows.count, of: 16) * pieces(Int(c.out), of: panel) * c.windows
    default:
      return 0
    }
  }
}

extension ravine_convolution {
  fileprivate var taps: Int { Int(kernel_height * kernel_width) }
}
