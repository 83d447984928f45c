/// The results of one experiment as a tidy table: all that figures and claims see of it.
///
/// ```swift
/// let frame = Frame(
///   factors: ["activation", "width"],
///   measurements: ["moment", "loss"],
///   cells: [
///     .init(levels: ["relu", 64], replicate: 0, tables: [
///       ReadingTable(measurement: 0, step: 0, axes: [.init("layer", [0, 1])], values: [1, 0.5]),
///       ReadingTable(measurement: 1, step: 0, values: [0.693]),
///     ]),
///     .init(levels: ["tanh", 64], replicate: 0, outcome: .diverged(step: 3), tables: []),
///   ])
/// frame.levels(of: "width")                                    // [64]
/// for row in frame.measurement(named: "moment")!.rows {
///   print(frame.level(of: "activation", in: row.cell)!, row["layer"]!, row.value)   // relu 0.0 1.0, relu 1.0 0.5
/// }
/// ```
///
/// A measurement's rows are in the order of the cells (the plan's), then of the steps, then as recorded, whatever the order in
/// which the cells ran. A cell that diverged is there, with the readings that it gave until then.
public struct Frame: Sendable, Equatable {
  /// A factor's value in a cell: its label, and the number when it is one.
  public struct Level: Sendable, Hashable, CustomStringConvertible {
    public let label: String
    public let number: Double?

    public init(_ label: String, number: Double? = nil) {
      self.label = label
      self.number = number
    }

    public var description: String { label }
  }

  /// One combination of levels, once replicated.
  public struct Cell: Sendable, Equatable {
    /// In the order of the frame's factors.
    public let levels: [Level]
    /// Counted from 0. Replicate k draws the same random numbers in every arm, so arms may be compared in pairs.
    public let replicate: Int
    public let outcome: Outcome
  }

  /// The factors' names, as the manifest orders them.
  public let factors: [String]
  public let cells: [Cell]
  /// As the manifest orders them; one without readings is there, with no rows.
  public let measurements: [Measurement]

  /// The measurement of a name; nil when none has it.
  public func measurement(named name: String) -> Measurement? { measurements.first { $0.name == name } }

  /// The levels of a factor that occur, each once, in the order of the cells; nil when no factor has the name.
  public func levels(of factor: String) -> [Level]? {
    guard let column = factors.firstIndex(of: factor) else { return nil }
    var seen: Set<Level> = []
    return cells.compactMap { seen.insert($0.levels[column]).inserted ? $0.levels[column] : nil }
  }

  /// A factor's level in a cell; nil when no factor has the name.
  public func level(of factor: String, in cell: Int) -> Level? { factors.firstIndex(of: factor).map { cells[cell].levels[$0] } }

  /// The replicates' numbers that occur, ascending.
  public var replicates: [Int] { Set(cells.map(\.replicate)).sorted() }
}

extension Frame.Level: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  public init(stringLiteral value: String) { self.init(value) }
  public init(integerLiteral value: Int) { self.init(String(value), number: Double(value)) }
}
