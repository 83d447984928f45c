import Expressions
import Records

/// The rows of one combination of the levels that `by` names.
public struct Slice: Sendable {
  /// The names in `by` and their levels here.
  public let levels: [(name: String, level: Frame.Level)]
  /// The replicate of every row.
  public let replicates: [Int]
  /// A column of values for every expression of the query.
  public let columns: [[Double]]
  /// How many of the cells behind the rows diverged.
  public let diverged: Int
  /// A row in words, "layer 3, replicate 0".
  public let origin: @Sendable (_ row: Int) -> String
  /// Every factor that has one level in this slice, for expressions that speak of the slice as a whole.
  public let constants: [String: ExpressionValue]

  public var count: Int { replicates.count }

  /// "relu, width 256": numbers with their name, words alone.
  public var label: String { Self.label(levels) }

  /// Some levels in words, the same way.
  public static func label(_ levels: [(name: String, level: Frame.Level)]) -> String {
    levels.map { $0.level.number == nil ? $0.level.label : "\($0.name) \($0.level.label)" }.joined(separator: ", ")
  }
}

extension Query {
  /// The slices, in the order of the levels; a slice without rows is left out. The query has been checked.
  public func slices(of frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [Slice] {
    let rows = RowSource(frame, measurements(outline).map(\.name))
    let cellIsIn = frame.cells.map { cell in
      zip(frame.factors, cell.levels).allSatisfy { name, level in filter.term(for: name)?.accepts(level) ?? true }
    }
    let axisTerms = filter.terms.compactMap { term in rows.column(term.name.text).map { (term, $0) } }

    // Rows go to slices by the text of their levels; the slices are ordered afterwards by the levels' own order.
    let groups = by.map { GroupColumn($0.text, frame, rows) }
    var indexOf: [[Int]: Int] = [:]
    var members: [(key: [Int], rows: [Int])] = []
    for row in 0..<rows.count where cellIsIn[rows.cell(row)] {
      guard axisTerms.allSatisfy({ term, column in term.accepts(column[row]) }) else { continue }
      let key = groups.map { $0.rank(row) }
      if let index = indexOf[key] {
        members[index].rows.append(row)
      } else {
        indexOf[key] = members.count
        members.append((key, [row]))
      }
    }
    members.sort { $0.key.lexicographicallyPrecedes($1.key) }
    var slices: [Slice] = []
    for (key, chosen) in members {
      let levels = zip(groups, key).map { (name: $0.name, level: $0.levels[$1]) }
      slices.append(try slice(levels, chosen, rows, frame))
    }
    return slices
  }

  private func slice(
    _ levels: [(name: String, level: Frame.Level)], _ chosen: [Int], _ rows: RowSource, _ frame: Frame
  ) throws(ExpressionProblem) -> Slice {
    let cells = chosen.map(rows.cell)
    var constants: [String: ExpressionValue] = [:]
    for (index, factor) in frame.factors.enumerated() {
      guard let first = cells.first.map({ frame.cells[$0].levels[index] }) else { continue }
      if cells.allSatisfy({ frame.cells[$0].levels[index] == first }) {
        constants[factor] = first.number.map { .number($0) } ?? .text(first.label)
      }
    }
    var columns: [[Double]] = []
    for formula in self.columns {
      let expression = formula.expression.substituting(constants)
      let names = expression.variables
      let code = try expression.compiled(variables: names)
      let sources = names.map { rows.values($0) }
      columns.append(
        chosen.map { row in code(sources.map { $0?[row] ?? .nan }) })
    }
    var diverged = 0
    var last = -1
    for cell in cells where cell != last {
      if frame.cells[cell].outcome != .finished { diverged += 1 }
      last = cell
    }
    return Slice(
      levels: levels, replicates: cells.map { frame.cells[$0].replicate }, columns: columns, diverged: diverged,
      origin: { rows.words(chosen[$0], frame) }, constants: constants)
  }
}

/// The rows of the measurement with the most axes, and the columns that join them.
struct RowSource: Sendable {
  private let frame: Frame
  private let driver: Frame.Measurement?
  /// The other measurements' values at the driver's rows.
  private let joined: [String: [Double]]

  init(_ frame: Frame, _ names: [String]) {
    let measurements = names.compactMap { frame.measurement(named: $0) }
    self.frame = frame
    driver = measurements.first
    guard let driver else {
      joined = [:]
      return
    }
    joined = Dictionary(uniqueKeysWithValues: measurements.dropFirst().map { ($0.name, Self.join($0, to: driver)) })
  }

  var count: Int { driver?.count ?? frame.cells.count }

  func cell(_ row: Int) -> Int { driver?.cells[row] ?? row }

  /// The numbers of an axis, `step` or `replicate`.
  func column(_ name: String) -> [Double]? {
    switch name {
    case "step": driver?.steps.map(Double.init)
    case "replicate": (0..<count).map { Double(frame.cells[cell($0)].replicate) }
    case "diverged": (0..<count).map { frame.cells[cell($0)].outcome == .finished ? 0 : 1 }
    default: driver?.axis(named: name)
    }
  }

  /// Whatever an expression may name.
  func values(_ name: String) -> [Double]? {
    if let driver, driver.name == name { return driver.values }
    if let values = joined[name] ?? column(name) { return values }
    guard let factor = frame.factors.firstIndex(of: name) else { return nil }
    return (0..<count).map { frame.cells[cell($0)].levels[factor].number ?? .nan }
  }

  func words(_ row: Int, _ frame: Frame) -> String {
    let cell = frame.cells[cell(row)]
    let levels = zip(frame.factors, cell.levels).map { "\($0) \($1.label)" }
    let axes = (driver?.axes ?? []).map { "\($0.name) \(number($0.values[row]))" }
    return (levels + axes + ["replicate \(cell.replicate)"]).joined(separator: ", ")
  }

  private func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

  private struct Place: Hashable {
    let cell: Int
    let step: Int
    let axes: [Double]
  }

  private static func join(_ other: Frame.Measurement, to driver: Frame.Measurement) -> [Double] {
    var table: [Place: Double] = [:]
    for row in 0..<other.count {
      table[Place(cell: other.cells[row], step: other.steps[row], axes: other.axes.map { $0.values[row] })] = other.values[row]
    }
    let columns = other.axes.map { driver.axis(named: $0.name) ?? [] }
    return (0..<driver.count).map { row in
      table[Place(cell: driver.cells[row], step: driver.steps[row], axes: columns.map { $0[row] })] ?? .nan
    }
  }
}

/// A name of `by`: its levels in their order, and which of them a row has.
private struct GroupColumn {
  let name: String
  let levels: [Frame.Level]
  private let ranks: [Int]

  init(_ name: String, _ frame: Frame, _ rows: RowSource) {
    self.name = name
    if let factor = frame.factors.firstIndex(of: name) {
      levels = frame.levels(of: name) ?? []
      let rankOf = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
      let cellRanks = frame.cells.map { rankOf[$0.levels[factor]] ?? 0 }
      ranks = (0..<rows.count).map { cellRanks[rows.cell($0)] }
    } else {
      let column = rows.column(name) ?? []
      let sorted = Set(column).sorted()
      let rankOf = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
      levels = sorted.map { Frame.Level(Int(exactly: $0).map(String.init) ?? "\($0)", number: $0) }
      ranks = column.map { rankOf[$0] ?? 0 }
    }
  }

  func rank(_ row: Int) -> Int { ranks[row] }
}
