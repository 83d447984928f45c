import Claims
import Expressions
import Figures
import Selections

extension Study {
  /// The first figure that shows what a claim speaks of: it draws the claim's measurements, of the same experiment, over levels that the claim's
  /// `where` has too.
  public func figure(showing claim: Claim) -> FigureSettings? {
    guard let of = claim.of else { return nil }
    let names = outlines.map(\.experiment)
    guard let experiment = claim.from?.text ?? (names.count == 1 ? names[0] : nil),
      let outline = outlines.first(where: { $0.experiment == experiment })
    else { return nil }
    let measured = of.expression.variables.filter { outline.measurement(named: $0) != nil }
    guard !measured.isEmpty else { return nil }
    return figures.first { figure in
      figure.curves.contains { curve in
        let drawn = (curve.z ?? curve.y).expression.variables
        return (curve.from?.text ?? names.first) == experiment && measured.allSatisfy(drawn.contains)
          && curve.filter.meets(claim.scope.filter, outline)
      }
    }
  }
}

extension Filter {
  /// Whether something may be selected by both. What only one of them names is open in the other.
  fileprivate func meets(_ other: Filter, _ outline: Outline) -> Bool {
    terms.allSatisfy { term in
      guard let match = other.term(for: term.name.text) else { return true }
      if let factor = outline.factor(named: term.name.text) {
        return factor.levels.contains { term.accepts($0) && match.accepts($0) }
      }
      switch (term.condition, match.condition) {
      case (.among(let values), _): return values.compactMap(\.number).contains { match.accepts($0) }
      case (_, .among(let values)): return values.compactMap(\.number).contains { term.accepts($0) }
      case (.between(let a, let b), .between(let c, let d)): return max(a, c) <= min(b, d)
      }
    }
  }
}
