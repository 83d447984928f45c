import CKernels
import Testing

@testable import Graphs

/// A call with what it needs to be run alone: how much memory, and a row of its result.
private struct Case: CustomTestStringConvertible {
  let name: String
  let call: KernelCall
  let bytes: Int
  let row: Int
  var chains = ChainBuilder()
  var testDescription: String { name }
}

/// Every call of every primitive's samples, operands and result one after the other in memory.
private func cases(_ samples: [Sample]) -> [Case] {
  samples.flatMap { sample -> [Case] in
    var end = 64
    func buffer(_ shape: Shape) -> Buffer {
      defer { end += (shape.count * 8 + 63) / 64 * 64 }
      return Buffer(shape: shape, offset: end, precision: .float64)
    }
    let operands = sample.operands.map { buffer($0.shape) }
    let shape = sample.primitive.shape(of: operands.map(\.shape))
    let result = buffer(shape)
    return sample.primitive.calls(operands: operands, result: result).map {
      Case(
        name: "\(sample.primitive.name) of \(sample.operands.map(\.shape))", call: $0, bytes: end + 64,
        row: shape.count / max(shape.dimensions.first { $0 > 1 } ?? 1, 1))
    }
  }
}

/// Larger ones, whose parts end inside of tiles and vectors.
private let large: [Sample] = [
  Sample(Matmul(transposesFirst: false, transposesSecond: false), [.init([37, 19]), .init([19, 23])]),
  Sample(Matmul(transposesFirst: true, transposesSecond: false), [.init([19, 37]), .init([19, 23])]),
  Sample(Matmul(transposesFirst: true, transposesSecond: true), [.init([19, 37]), .init([23, 19])]),
  Sample(Sum(axes: 1..<2), [.init([11, 40, 3])]), Sample(Sum(axes: 1..<2), [.init([9, 21])]),
  Sample(MaximumOver(axes: 2..<3), [.init([3, 5, 18])]), Sample(Permute(order: [1, 0]), [.init([21, 34])]),
  Sample(Permute(order: [2, 0, 1]), [.init([7, 5, 9])]), Sample(Broadcast(target: [13, 6, 5]), [.init([6, 1])]),
  Sample(Slice(axis: 1, range: 2..<5), [.init([10, 8, 3])]), Sample(Tanh(), [.init([13, 7])]),
  Sample(Multiply(), [.init([13, 7]), .init([])]),
]

/// Chains that read rows, columns, scalars and parts of wider rows, and write several results.
private func chainCases() throws -> [Case] {
  let graph = Graph()
  let (x, row, column) = (graph.input("x", [13, 12]), graph.input("row", [5]), graph.input("column", [13, 1]))
  let part = x.sliced(3..<8, along: 1)
  let y = (part * row + column).tanh()
  let program = try Program(outputs: [y, y * part.sliced(0..<1).sum(), x.sin().cos()], precision: .float64)
  return program.divisions.flatMap(\.calls).compactMap { call in
    guard case .chain(let place) = call else { return nil }
    let count = place.elements.count
    return Case(name: "chain of \(count)", call: call, bytes: program.peakBytes, row: count / 13, chains: program.chains)
  }
}

private let all =
  cases(samples + large) + ((try? chainCases()) ?? []) + [Case(name: "ask", call: .ask(at: 64, bytes: 512), bytes: 1024, row: 0)]

/// Memory of random finite bits, with one pattern where a set of regions lies and another elsewhere.
private final class Memory {
  let start: UnsafeMutableRawPointer
  let bytes: Int

  init(_ bytes: Int, seed: Double, outside: Double, keeping regions: [Region]) {
    self.bytes = bytes
    start = .allocate(byteCount: bytes, alignment: 64)
    for index in 0..<(bytes / 8) {
      let here = Region(at: index * 8, bytes: 8)
      let isKept = regions.contains { $0.overlaps(here) }
      let value = isKept ? 0.5 + (seed * Double(index)).truncatingRemainder(dividingBy: 1) : outside
      start.storeBytes(of: value, toByteOffset: index * 8, as: Double.self)
    }
  }

  deinit { start.deallocate() }

  subscript(_ index: Int) -> UInt64 { start.load(fromByteOffset: index * 8, as: UInt64.self) }
}

@Suite("Parts of kernel calls") struct PartTests {
  @Test("A call reads and writes no byte outside of its footprint", arguments: all)
  fileprivate func footprints(_ trial: Case) {
    let chains = Chains(trial.chains)
    defer { chains.deallocate() }
    let footprint = trial.call.footprint(elementBytes: 8, trial.chains)
    // What the call does not read is once this and once that; what it does not write stays.
    let (a, b) = (
      Memory(trial.bytes, seed: 0.7548776662, outside: 3, keeping: footprint.reads),
      Memory(trial.bytes, seed: 0.7548776662, outside: 4, keeping: footprint.reads)
    )
    let before = Memory(trial.bytes, seed: 0.7548776662, outside: 3, keeping: footprint.reads)
    trial.call.run(RAVINE_FLOAT64, at: a.start, chains)
    trial.call.run(RAVINE_FLOAT64, at: b.start, chains)
    for index in 0..<(trial.bytes / 8) {
      let here = Region(at: index * 8, bytes: 8)
      if footprint.writes.contains(where: { $0.overlaps(here) }) {
        #expect(a[index] == b[index], "word \(index) depends on what is not read")
      } else {
        #expect(a[index] == before[index], "word \(index) is written")
      }
    }
  }

  @Test("The parts of a call give the bits of the whole, and touch no more than it", arguments: all)
  fileprivate func parts(_ trial: Case) {
    let chains = Chains(trial.chains)
    defer { chains.deallocate() }
    let count = trial.call.resultCount
    let units = [trial.row > 0 ? count / trial.row : 0, trial.call.naturalUnits ?? 0].filter { $0 > 1 }
    for (parts, units) in [2, 3, 7].flatMap({ parts in units.map { (parts, $0) } }) {
      guard let calls = trial.call.shared(.units(units), parts: parts, elementBytes: 8) else { continue }
      let reads = trial.call.footprint(elementBytes: 8, trial.chains).reads
      let (whole, divided) = (
        Memory(trial.bytes, seed: 0.5698402910, outside: 3, keeping: reads),
        Memory(trial.bytes, seed: 0.5698402910, outside: 3, keeping: reads)
      )
      trial.call.run(RAVINE_FLOAT64, at: whole.start, chains)
      // In the other order: parts may run in any.
      for call in calls.reversed() { call?.run(RAVINE_FLOAT64, at: divided.start, chains) }
      #expect((0..<(trial.bytes / 8)).allSatisfy { whole[$0] == divided[$0] }, "\(parts) parts of \(units)")
      let writes = calls.compactMap { $0 }.flatMap { $0.footprint(elementBytes: 8, trial.chains).writes }
      for (index, region) in writes.enumerated() {
        #expect(!writes[..<index].contains { $0.overlaps(region) }, "two parts write the same")
      }
    }
  }

  @Test("All that can be large is divisible")
  func divisible() throws {
    #expect(try chainCases().count >= 2)
    for trial in all where trial.call.resultCount >= 30 {
      // An inverse is one piece of work, and so is the convolution of a single example.
      if case .inverse = trial.call { continue }
      if trial.call.naturalUnits == 1 { continue }
      let units =
        trial.row > 0 && trial.call.resultCount > trial.row ? trial.call.resultCount / trial.row : trial.call.naturalUnits ?? 0
      #expect(trial.call.shared(.units(units), parts: 2, elementBytes: 8) != nil, "\(trial.name)")
    }
  }

  @Test("Regions meet where they share a byte")
  func regions() throws {
    let matrix = 10 * 8
    func columns(_ range: Range<Int>, of rows: Int, at start: Int = 0) throws -> Region {
      try #require(Region(at: start + range.lowerBound * 8, axes: [(rows, 10), (range.count, 1)], elementBytes: 8))
    }
    #expect(try !columns(0..<5, of: 4).overlaps(columns(5..<10, of: 4)))
    #expect(try columns(0..<5, of: 4).overlaps(columns(4..<10, of: 4)))
    #expect(try columns(0..<10, of: 4) == Region(at: 0, bytes: 4 * matrix))
    #expect(try !columns(0..<3, of: 4).overlaps(Region(at: matrix + 24, bytes: 56)))
    #expect(try columns(0..<3, of: 4).overlaps(Region(at: matrix + 24, bytes: 57)))
    #expect(try !columns(0..<10, of: 4).overlaps(columns(0..<10, of: 4, at: 4 * matrix)))
    #expect(Region(at: 0, axes: [(3, 0), (0, 1)], elementBytes: 8) == nil)
    // Three axes that do not merge are taken as a span.
    #expect(Region(at: 0, axes: [(2, 100), (2, 10), (2, 1)], elementBytes: 4) == Region(at: 0, bytes: 112 * 4))
  }
}
