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

  // MARK: Replicates

  /// A value a replicate, in the order of the replicates; throws unless each has exactly one and it is finite.
  func valuePerReplicate(_ quantity: String) throws -> [Double] {
    let rows = try rowsPerReplicate()
    guard let slice, let most = rows.map(\.count).max() else { throw noReading }
    if most > 1, let crowded = rows.firstIndex(where: { $0.count > 1 }) {
      let row = rows[crowded]
      let origins = "\(slice.origin(row[0])) and \(slice.origin(row[1]))"
      throw Undecidable(
        "replicate \(replicates[crowded]) has \(row.count) rows, \(origins), where '\(quantity)' should have one value: "
          + "fix what else runs (an axis, the step?) in 'where'")
    }
    return try finite(rows.map { $0.first.map { (slice.columns[0][$0], $0) } })
  }

  /// The points (x, y) of every replicate, y the query's first column and x its second, ascending in x, without the first and last few;
  /// throws unless every replicate has the same number of points, all that are left are finite, and no two share their x.
  func curvePerReplicate(drop: Drop, atLeast needed: Int) throws -> [(x: [Double], y: [Double])] {
    let rows = try rowsPerReplicate()
    guard let slice, let most = rows.map(\.count).max() else { throw noReading }
    let (heights, positions) = (slice.columns[0], slice.columns[1])
    let curves = rows.map { row in
      row.sorted { (positions[$0], $0) < (positions[$1], $1) }.dropFirst(drop.first).dropLast(drop.last)
    }
    // A curve is whole or missing: a replicate that diverged halfway has another shape, not just fewer points. A place that is NaN has no
    // order, so it spoils its curve even among the points that are dropped.
    _ = try finite(
      zip(rows, curves).map { row, curve in
        guard row.count == most, let first = curve.first ?? row.first else { return nil }
        let lost = row.first { positions[$0].isNaN } ?? curve.first { !positions[$0].isFinite }
        if let lost { return (positions[lost], lost) }
        let odd = curve.first { !heights[$0].isFinite } ?? first
        return (curve.isEmpty ? 0 : heights[odd], odd)
      })
    // Points may come from several cells: where a whole arm diverged, every replicate misses it alike.
    guard silentDivergences == 0 else {
      throw Undecidable("\(counted(silentDivergences, "cell")) diverged before giving a point of the curve")
    }
    guard most - drop.first - drop.last >= needed else {
      let dropped = "\(drop.first) at the start and \(drop.last) at the end are dropped"
      throw Undecidable("a replicate has \(counted(most, "point")), of which \(dropped): \(needed) or more should be left")
    }
    for curve in curves {
      for (a, b) in zip(curve, curve.dropFirst()) where positions[a] == positions[b] {
        let rows = "\(slice.origin(a)) and \(slice.origin(b))"
        throw Undecidable("two rows have the same place along the curve, \(rows): fix what else runs (the step?) in 'where'")
      }
    }
    return curves.map { curve in (curve.map { positions[$0] }, curve.map { heights[$0] }) }
  }

  private func rowsPerReplicate() throws -> [[Int]] {
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
  private func finite(_ values: [(value: Double, row: Int)?]) throws -> [Double] {
    let missing = values.indices.filter { !(values[$0]?.value.isFinite ?? false) }
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
