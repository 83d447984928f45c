import Documents
import Expressions
import Records
import Selections

/// A slice with the cells that should have given its rows: a cell that diverged before it gave any is missed here, never overlooked.
struct SliceGroup: Sendable {
  let label: String
  /// Nil where no cell gave a row.
  let slice: Slice?
  /// The replicates of the cells, ascending.
  let replicates: [Int]
  /// Those of them with a cell that diverged.
  let diverged: Set<Int>
  /// How many cells diverged without leaving a row here.
  let silentDivergences: Int
  private let constants: [String: ExpressionValue]
  /// Why no cell anywhere gave a row; nil where one did.
  private let emptiness: String?

  init(_ slice: Slice?, label: String, cells: [Frame.Cell], emptiness: String?) {
    self.slice = slice
    self.emptiness = emptiness
    self.label = label
    replicates = Set(cells.map(\.replicate)).sorted()
    let lost = cells.filter { $0.outcome != .finished }
    diverged = Set(lost.map(\.replicate))
    silentDivergences = max(0, lost.count - (slice?.diverged ?? 0))
    let axes = (slice?.levels ?? []).compactMap { name, level in level.number.map { (name, ExpressionValue.number($0)) } }
    constants = (slice?.constants ?? [:]).merging(axes) { factor, _ in factor }
  }

  /// The value of an expression that speaks of the slice as a whole; throws where it is no finite number.
  func target(_ formula: Formula) throws -> Double {
    let value = try formula.expression.substituting(constants).evaluate()
    guard value.isFinite else { throw Undecidable("the target '\(formula.expression.text)' is \(value) here") }
    return value
  }

  /// The values of an expression of `x` that speaks of the slice as a whole otherwise.
  func values(of formula: Formula, at x: [Double]) throws -> [Double] {
    let constants = constants.filter { $0.key != "x" }
    return try formula.expression.substituting(constants).compiled(variables: ["x"])(columns: [x])
  }

  // MARK: Samples

  /// The values of all rows; throws where a cell diverged without giving one, or gave a NaN.
  func samples() throws -> [Double] {
    guard let slice else { throw noReading }
    guard silentDivergences == 0 else {
      throw Undecidable("\(counted(silentDivergences, "cell")) diverged before giving a value")
    }
    let values = slice.columns[0]
    if let row = values.firstIndex(where: \.isNaN) {
      throw Undecidable("\(values.count { $0.isNaN }) of \(counted(values.count, "value")) are NaN, as at \(slice.origin(row))")
    }
    return values
  }

  // MARK: Replicates

  /// A value a replicate, in the order of the replicates; throws unless each has exactly one and it is finite.
  ///
  /// - Parameters:
  ///   - keepingDivergences: a replicate that diverged before its reading is a NaN, and what is not finite is kept.
  ///   - allowingInfinity: an infinite value is one like any other.
  func valuePerReplicate(
    _ quantity: String, keepingDivergences: Bool = false, allowingInfinity: Bool = false
  ) throws -> [Double] {
    let rows = try rowsPerReplicate(evenIfNone: keepingDivergences)
    let most = rows.map(\.count).max() ?? 0
    if let slice, most > 1, let crowded = rows.firstIndex(where: { $0.count > 1 }) {
      let row = rows[crowded]
      let origins = "\(slice.origin(row[0])) and \(slice.origin(row[1]))"
      throw Undecidable(
        "replicate \(replicates[crowded]) has \(row.count) rows, \(origins), where '\(quantity)' should have one value: "
          + "fix what else runs (an axis, the step?) in 'where'")
    }
    let column = slice?.columns[0] ?? []
    let found = rows.map { row in row.first.map { (value: column[$0], row: $0) } }
    guard keepingDivergences else { return try finite(found, allowingInfinity: allowingInfinity) }
    // What is missing without a divergence was never measured: no outcome.
    let lost = found.indices.filter { found[$0] == nil && !diverged.contains(replicates[$0]) }
    guard lost.isEmpty else { throw Undecidable("\(lost.count) of \(found.count) replicates have no reading here") }
    return found.map { $0?.value ?? .nan }
  }

  /// A curve of a replicate: points that ascend in x.
  struct Curve {
    let x: [Double]
    let y: [Double]
    /// Whether it has as many points as any; a replicate that diverged halfway has not.
    let isWhole: Bool
  }

  /// The points (x, y) of every replicate, y the query's first column and x its second, ascending in x, without the first and last few;
  /// throws unless every replicate has the same number of points, all that are left are finite, and no two share their x.
  ///
  /// - Parameter keepingDivergences: a replicate that diverged keeps the points that it has, and heights need not be finite.
  func curves(drop: Drop, atLeast needed: Int, keepingDivergences: Bool = false) throws -> [Curve] {
    let rows = try rowsPerReplicate(evenIfNone: keepingDivergences)
    let most = rows.map(\.count).max() ?? 0
    let (heights, positions) = (slice?.columns[0] ?? [], slice?.columns[1] ?? [])
    let curves = rows.map { row in
      row.sorted { (positions[$0], $0) < (positions[$1], $1) }.dropFirst(drop.first).dropLast(row.count == most ? drop.last : 0)
    }
    // A curve is whole or missing: a replicate that diverged halfway has another shape, not just fewer points. A place that is NaN has no
    // order, so it spoils its curve even among the points that are dropped.
    _ = try finite(
      zip(rows, curves).enumerated().map { index, pair in
        let (row, curve) = pair
        if keepingDivergences && diverged.contains(replicates[index]) { return (0, 0) }
        guard row.count == most, let first = curve.first ?? row.first else { return nil }
        let lost = row.first { positions[$0].isNaN } ?? curve.first { !positions[$0].isFinite }
        if let lost { return (positions[lost], lost) }
        let odd = keepingDivergences ? first : curve.first { !heights[$0].isFinite } ?? first
        return (curve.isEmpty || keepingDivergences ? 0 : heights[odd], odd)
      })
    // Points may come from several cells: where a whole arm diverged, every replicate misses it alike.
    guard silentDivergences == 0 || keepingDivergences else {
      throw Undecidable("\(counted(silentDivergences, "cell")) diverged before giving a point of the curve")
    }
    guard most - drop.first - drop.last >= needed || most == 0 && keepingDivergences else {
      let dropped = "\(drop.first) at the start and \(drop.last) at the end are dropped"
      throw Undecidable("a replicate has \(counted(most, "point")), of which \(dropped): \(needed) or more should be left")
    }
    for curve in curves {
      for (a, b) in zip(curve, curve.dropFirst()) where positions[a] == positions[b] {
        let rows = "\(slice?.origin(a) ?? "") and \(slice?.origin(b) ?? "")"
        throw Undecidable("two rows have the same place along the curve, \(rows): fix what else runs (the step?) in 'where'")
      }
    }
    return zip(rows, curves).map { row, curve in
      Curve(x: curve.map { positions[$0] }, y: curve.map { heights[$0] }, isWhole: row.count == most)
    }
  }

  /// - Parameter evenIfNone: where every replicate diverged, none has a row, and that is an outcome too.
  private func rowsPerReplicate(evenIfNone: Bool = false) throws -> [[Int]] {
    if slice == nil, evenIfNone, !replicates.isEmpty, diverged.count == replicates.count { return replicates.map { _ in [] } }
    guard let slice, !replicates.isEmpty else { throw noReading }
    let place = Dictionary(uniqueKeysWithValues: replicates.enumerated().map { ($1, $0) })
    var rows = [[Int]](repeating: [], count: replicates.count)
    for (row, replicate) in slice.replicates.enumerated() {
      if let index = place[replicate] { rows[index].append(row) }
    }
    return rows
  }

  private var noReading: Undecidable {
    diverged.isEmpty ? nothingSelected : Undecidable("\(diverged.count) of \(replicates.count) replicates diverged")
  }

  /// The selection is empty, though nothing diverged.
  var nothingSelected: Undecidable {
    let reason = emptiness.map { ": " + $0 } ?? ""
    return Undecidable("no \(replicates.isEmpty ? "cell" : "reading") is selected\(reason)")
  }

  /// Divergences are outcomes: nothing is judged as if they had not been there.
  private func finite(_ values: [(value: Double, row: Int)?], allowingInfinity: Bool = false) throws -> [Double] {
    func isSound(_ value: Double) -> Bool { value.isFinite || allowingInfinity && !value.isNaN }
    let missing = values.indices.filter { index in values[index].map { !isSound($0.value) } ?? true }
    guard let first = missing.first else { return values.compactMap { $0?.value } }
    let share = "\(missing.count) of \(values.count) replicates"
    let lost = missing.count { diverged.contains(replicates[$0]) }
    if lost == missing.count { throw Undecidable("\(share) diverged") }
    let tail = lost > 0 ? "; \(lost) of them diverged" : ""
    if let (value, row) = values[first], let slice {
      throw Undecidable("\(share) have no finite value (\(value) at \(slice.origin(row)))\(tail)")
    }
    throw Undecidable("\(share) have no reading here, or fewer than the others\(tail)")
  }
}

extension Query {
  /// The slices with their cells, and a group for every combination of the levels of `by` whose cells gave no row; never none at all.
  func groups(of frame: Frame, _ outline: Outline) throws(ExpressionProblem) -> [SliceGroup] {
    let names = by.map(\.text).filter(frame.factors.contains)
    let columns = names.compactMap { frame.factors.firstIndex(of: $0) }
    var order: [[Frame.Level]] = []
    var cells: [[Frame.Level]: [Frame.Cell]] = [:]
    for cell in frame.cells
    where zip(frame.factors, cell.levels).allSatisfy({ filter.term(for: $0)?.accepts($1) ?? true }) {
      let key = columns.map { cell.levels[$0] }
      if cells[key] == nil { order.append(key) }
      cells[key, default: []].append(cell)
    }
    var seen: Set<[Frame.Level]> = []
    var groups: [SliceGroup] = []
    let found = try slices(of: frame, outline)
    let emptiness = found.isEmpty ? emptiness(of: frame, outline) : nil
    for slice in found {
      let key = slice.levels.filter { names.contains($0.name) }.map(\.level)
      seen.insert(key)
      groups.append(SliceGroup(slice, label: slice.label, cells: cells[key] ?? [], emptiness: nil))
    }
    for key in order where !seen.contains(key) {
      let label = zip(names, key).map { $1.number == nil ? $1.label : "\($0) \($1.label)" }.joined(separator: ", ")
      groups.append(SliceGroup(nil, label: label, cells: cells[key] ?? [], emptiness: emptiness))
    }
    return groups.isEmpty ? [SliceGroup(nil, label: "", cells: [], emptiness: emptiness)] : groups
  }
}

extension Scope {
  /// The evidence of every slice of a query; what the body throws is the reason why nothing can be told.
  func evidence(
    _ columns: [Formula], _ frame: Frame, _ outline: Outline, _ body: (SliceGroup) throws -> Evidence
  ) throws(ExpressionProblem) -> [SliceEvidence] {
    try query(columns).groups(of: frame, outline).map { group in
      SliceEvidence(slice: group.label, evidence: Evidence { try body(group) })
    }
  }
}

extension Evidence {
  /// What the body gives, or the reason that it throws.
  init(_ body: () throws -> Evidence) {
    do {
      self = try body()
    } catch {
      self = .none(reason: "\(error)")
    }
  }
}
