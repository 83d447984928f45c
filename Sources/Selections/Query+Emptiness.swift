import Catalogues
import Documents
import Records

extension Query {
  /// Why no row is selected, with the term of `where` to blame, "none has layer 99; layer runs from 1 to 20"; nil when some row is.
  public func emptiness(of frame: Frame, _ outline: Outline) -> String? {
    let rows = RowSource(frame, measurements(outline).map(\.name))
    guard rows.count > 0 else { return frame.cells.isEmpty ? "there is no cell" : "no cell gave a reading" }
    let tests = filter.terms.map { term -> (Filter.Term, (Int) -> Bool) in
      if let factor = frame.factors.firstIndex(of: term.name.text) {
        return (term, { term.accepts(frame.cells[rows.cell($0)].levels[factor]) })
      }
      let column = rows.column(term.name.text)
      return (term, { row in column.map { term.accepts($0[row]) } ?? true })
    }
    guard !(0..<rows.count).contains(where: { row in tests.allSatisfy { $1(row) } }) else { return nil }
    for (term, accepts) in tests where !(0..<rows.count).contains(where: accepts) {
      let name = term.name.text
      let values = (rows.column(name) ?? []).filter(\.isFinite)
      let found = values.min().flatMap { low in values.max().map { (JSON.ecmaScript(low), JSON.ecmaScript($0)) } }
      let range = found.map { $0 == $1 ? "; \(name) is \($0)" : "; \(name) runs from \($0) to \($1)" } ?? ""
      return "none has \(name) \(term.inWords)\(range)"
    }
    let terms = filter.terms.map { "\($0.name.text) \($0.inWords)" }
    return "none has \(terms.joined(separator: " and ")) together"
  }
}

extension Filter.Term {
  /// "99", "1 or 2", "from 3 to 47", "from 3".
  public var inWords: String {
    switch condition {
    case .among(let values): values.map { $0.string ?? $0.canonical }.joined(separator: " or ")
    case .between(let low, let high):
      [low.isFinite ? "from \(JSON.ecmaScript(low))" : nil, high.isFinite ? "to \(JSON.ecmaScript(high))" : nil]
        .compactMap(\.self).joined(separator: " ")
    }
  }
}
