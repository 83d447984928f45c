import Graphs
import Records

/// A way to compute the same numbers.
public struct Way: Sendable, Hashable {
  public let instructionSet: String
  public let threads: Int

  /// With every instruction set of this processor, on one thread and on several.
  public static func all(threads: Int) -> [Way] {
    Engine.instructionSets.flatMap { set in [1, max(threads, 2)].map { Way(instructionSet: set, threads: $0) } }
  }
}

/// Every pin, computed in several ways and held against its pinned hash.
///
///     let comparison = try Comparison(ways: Way.all(threads: 8), golden: "Tests/Golden")
///     comparison.agrees
public struct Comparison: Sendable {
  public struct Row: Sendable {
    public let table: String
    public let name: String
    public let precision: Precision
    /// Nil when the file has no such line.
    public fileprivate(set) var pinned: String?
    /// One a way; none for a line of the file that nothing is computed for any more.
    public let hashes: [String]

    public var agrees: Bool { !hashes.isEmpty && hashes.allSatisfy { $0 == pinned } }
  }

  public let ways: [Way]
  public private(set) var rows: [Row] = []
  /// The folder of the pinned hashes.
  public let folder: String

  public var agrees: Bool { rows.allSatisfy(\.agrees) }
  /// Whether the ways agree with one another, whatever is pinned.
  public var isConsistent: Bool { rows.allSatisfy { Set($0.hashes).count <= 1 } }

  /// Computes and compares. The instruction set in use is put back.
  ///
  /// - Throws: `GoldenError` or `FileError` when the pinned hashes cannot be read, before anything is computed; `ProgramError`.
  public init(ways: [Way], golden folder: String) throws {
    try self.init(ways: ways, folder: folder) { try GoldenFile(reading: $0) }
  }

  /// Computes without comparing: what `write` pins.
  public init(pinning ways: [Way], golden folder: String) throws {
    try self.init(ways: ways, folder: folder) { _ in GoldenFile([]) }
    for index in rows.indices { rows[index].pinned = rows[index].hashes.first }
  }

  private init(ways: [Way], folder: String, _ golden: (String) throws -> GoldenFile) throws {
    guard Files.isFolder(folder) else { throw GoldenError.noFolder(path: folder) }
    (self.ways, self.folder) = (ways, folder)
    let files = try PinTable.all.map { try golden(Self.path(of: $0.name, in: folder)) }
    let inUse = Engine.instructionSet
    defer { Engine.useInstructionSet(inUse) }
    for (table, file) in zip(PinTable.all, files) {
      var left = file
      for pin in table.pins() {
        let pinned = left.take(pin)
        rows.append(
          Row(table: table.name, name: pin.name, precision: pin.precision, pinned: pinned, hashes: try Self.hashes(pin, ways)))
      }
      rows += left.hashes.map {
        Row(table: table.name, name: $0.key.name, precision: $0.key.precision, pinned: $0.hash, hashes: [])
      }
    }
  }

  /// Plans once for each number of threads; only the instruction set changes between the ways.
  private static func hashes(_ pin: Pin, _ ways: [Way]) throws -> [String] {
    var plans: [Int: () -> Fingerprint] = [:]
    return try ways.map { way in
      let compute = try plans[way.threads] ?? pin.compile(way.threads)
      plans[way.threads] = compute
      Engine.useInstructionSet(way.instructionSet)
      return compute().description
    }
  }

  private static func path(of table: String, in folder: String) -> String { "\(folder)/\(table).tsv" }

  /// Pins what was computed.
  ///
  /// - Precondition: `isConsistent`.
  /// - Returns: the paths of the files that changed.
  public func write() throws -> [String] {
    precondition(isConsistent, "bits that differ from way to way cannot be pinned")
    var written: [String] = []
    for table in PinTable.all {
      let hashes = rows.filter { $0.table == table.name && !$0.hashes.isEmpty }
      let text = GoldenFile(hashes.map { (.init(name: $0.name, precision: $0.precision), $0.hashes[0]) }).text
      let path = Self.path(of: table.name, in: folder)
      if (try? Files.read(path)) == Array(text.utf8) { continue }
      try AtomicFile.write(text, to: path)
      written.append(path)
    }
    return written
  }
}
