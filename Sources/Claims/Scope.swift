import CKernels
import Documents
import Expressions
import Selections

/// The part of the results that a claim speaks of.
public struct Scope: Sendable {
  public let filter: Filter
  public let by: [Name]
  /// Where the claim stands in its document.
  public let location: Location?

  public init(filter: Filter = Filter(), by: [Name] = [], location: Location? = nil) {
    self.filter = filter
    self.by = by
    self.location = location
  }

  /// `arm` narrows the filter further.
  func query(_ columns: [Formula], arm: Filter = Filter()) -> Query {
    var filter = filter
    filter.terms += arm.terms
    return Query(columns: columns, filter: filter, by: by)
  }

  /// The scope with a factor left open.
  func without(_ factor: String) -> Scope {
    var filter = filter
    filter.terms.removeAll { $0.name.text == factor }
    return Scope(filter: filter, by: by, location: location)
  }

  /// Reports what keeps every row from being a sample of its own.
  func checkSamples(_ columns: [Formula], arm: Filter = Filter(), _ outline: Outline, _ problems: inout Problems) {
    query(columns, arm: arm).check(outline, rows: .samples, at: location, &problems)
  }

  /// Reports what keeps a replicate from having one value, or one at each point along an expression.
  func checkPoints(_ of: Formula, along: Formula? = nil, arm: Filter = Filter(), _ outline: Outline, _ problems: inout Problems) {
    let query = query([of] + (along.map { [$0] } ?? []), arm: arm)
    query.check(outline, rows: .onePerPoint, at: location, &problems)
    guard query.strangers(outline).isEmpty else { return }
    // A name in `of` alone still runs: the replicate would have a value for each of its levels.
    let settled = by.map(\.text) + (along?.expression.variables ?? [])
    for name in of.expression.variables where !settled.contains(name) {
      let runs: Bool
      if let factor = outline.factor(named: name) {
        runs = factor.levels.count { query.filter.term(for: name)?.accepts($0) ?? true } > 1
      } else if outline.axes.contains(name) {
        if case .among(let values) = query.filter.term(for: name)?.condition { runs = values.count > 1 } else { runs = true }
      } else {
        runs = false
      }
      if runs {
        problems.report("'\(name)' runs over several values here: fix it in 'where' or name it in 'by'", at: of.location)
      }
    }
  }

  /// Reports what keeps a target from having one value a slice: it may name the factors that are fixed, what `by` names, and `besides`.
  func checkTarget(_ target: Formula, _ outline: Outline, besides: [String] = [], _ problems: inout Problems) {
    var kinds = Dictionary(uniqueKeysWithValues: besides.map { ($0, ExpressionKind.number) })
    for name in by where outline.axes.contains(name.text) || name.text == "step" { kinds[name.text] = .number }
    for factor in outline.factors where !besides.contains(factor.name) {
      let levels = factor.levels.filter { filter.term(for: factor.name)?.accepts($0) ?? true }
      if levels.count == 1 || by.contains(Name(factor.name)) { kinds[factor.name] = factor.isNumeric ? .number : .text }
    }
    target.check(variables: kinds, &problems)
  }
}

extension Formula {
  /// Stands in a setting that must be given until it is.
  static let unset: Formula = {
    guard let zero = try? Expression("0") else { preconditionFailure("'0' is an expression") }
    return Formula(zero)
  }()

  /// Its value, where it names nothing.
  var constant: Double? { expression.variables.isEmpty ? try? expression.evaluate() : nil }
}

/// The kernels' logarithm and exponential: the same bits on every machine.
func ln(_ x: Double) -> Double { ravine_scalar(RAVINE_LOG, x) }
func exponential(_ x: Double) -> Double { ravine_scalar(RAVINE_EXP, x) }
