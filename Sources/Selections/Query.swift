import Catalogues
import Documents
import Expressions
import Records

/// A selection from an experiment's results: some expressions, over the rows that `where` leaves, sliced by the levels of `by`.
///
/// The rows are those of the measurement with the most axes among those that the expressions name; another measurement joins in where cell,
/// step and its own axes agree, so that `gradient / outputMoment` divides every layer's value by the cell's one.
public struct Query: Sendable {
  public var columns: [Formula]
  public var filter: Filter
  public var by: [Name]

  public init(columns: [Formula], filter: Filter = Filter(), by: [Name] = []) {
    self.columns = columns
    self.filter = filter
    self.by = by
  }

  var variables: [String] {
    var names: [String] = []
    for name in columns.flatMap(\.expression.variables) where !names.contains(name) { names.append(name) }
    return names
  }

  /// The measurements that the expressions name, the one that gives the rows first.
  func measurements(_ outline: Outline) -> [Outline.Measurement] {
    let named = variables.compactMap { outline.measurement(named: $0) }
    guard let widest = named.enumerated().max(by: { ($0.element.axes.count, -$0.offset) < ($1.element.axes.count, -$1.offset) })
    else { return [] }
    return [widest.element] + named.filter { $0.name != widest.element.name }
  }

  // MARK: Checking

  /// What may be left open besides the replicates.
  public enum Rows: Sendable {
    /// Every axis must be fixed, named in `by`, or run in one of the expressions: a replicate gives one row at a point.
    case onePerPoint
    /// Every row is a sample of its own.
    case samples
  }

  /// Reports everything that would go wrong or mean two things; `location` is that of the figure or claim.
  public func check(_ outline: Outline, rows: Rows, at location: Location?, _ problems: inout Problems) {
    let used = measurements(outline)
    // Which axes there are, and what is left open, is known only when every name is.
    let isKnown = strangers(outline).isEmpty
    let axes = isKnown ? used.first?.axes ?? [] : outline.axes
    for formula in columns { formula.check(variables: kinds(outline, axes: axes, problems: &problems, formula), &problems) }
    for other in used.dropFirst() where isKnown && !other.axes.allSatisfy(axes.contains) {
      let first = used.first?.name ?? ""
      problems.report(
        "'\(other.name)' and '\(first)' have different axes and cannot stand in one selection", at: columns.first?.location)
    }
    filter.check(outline, axes: axes, &problems)
    if isKnown, let first = used.first { filter.check(extentsOf: first, outline, &problems) }
    let names = outline.factors.map(\.name)
    for name in by where !names.contains(name.text) && !axes.contains(name.text) && name.text != "step" {
      let hint = nameHint(for: name.text, among: names + axes)
      problems.report("there is no factor and no axis '\(name.text)'.\(hint)", at: name.location)
    }
    guard isKnown else { return }
    let settled = Set(by.map(\.text) + variables)
    for factor in outline.factors where !settled.contains(factor.name) {
      // Samples may run over levels that 'where' names: that is what was asked for.
      if rows == .samples && filter.term(for: factor.name) != nil { continue }
      let left = factor.levels.filter { filter.term(for: factor.name)?.accepts($0) ?? true }
      if left.count > 1 {
        problems.report(
          "the factor '\(factor.name)' has \(left.count) levels here: fix it in 'where' or name it in 'by'", at: location)
      }
    }
    for axis in axes where rows == .onePerPoint && !settled.contains(axis) {
      if case .among(let values) = filter.term(for: axis)?.condition, values.count == 1 { continue }
      problems.report("'\(axis)' runs over several values here: fix it in 'where' or name it in 'by'", at: location)
    }
  }

  /// The names that nothing in the experiment has: a misspelled one leaves open what was meant, so nothing that follows from it is told.
  public func strangers(_ outline: Outline) -> [String] {
    let known = Set(outline.factors.map(\.name) + outline.measurements.map(\.name) + outline.axes + Outline.rowColumns)
    return (variables + by.map(\.text) + filter.terms.map(\.name.text)).filter { !known.contains($0) }
  }

  /// What an expression may name, and what kind it is. A factor whose levels are no numbers is a text, and must have one level in a slice.
  private func kinds(
    _ outline: Outline, axes: [String], problems: inout Problems, _ formula: Formula
  ) -> [String: ExpressionKind] {
    var kinds: [String: ExpressionKind] = [:]
    for name in axes + Outline.rowColumns + outline.measurements.map(\.name) { kinds[name] = .number }
    for factor in outline.factors {
      kinds[factor.name] = factor.isNumeric ? .number : .text
      let left = factor.levels.filter { filter.term(for: factor.name)?.accepts($0) ?? true }
      let isOpen = left.count > 1 && !by.contains(Name(factor.name))
      if !factor.isNumeric && isOpen && formula.expression.variables.contains(factor.name) {
        problems.report(
          "'\(factor.name)' is a text with several levels here: fix it in 'where' or name it in 'by'", at: formula.location)
      }
    }
    return kinds
  }
}
