import Documents
import Expressions
import Records
import Selections

/// The selections that a claim compares, replicate by replicate: replicate k of every arm draws the same random numbers.
struct Arms {
  /// What messages call an arm, and which levels it has besides those in `where`.
  let list: [(name: String, filter: Filter)]

  init(_ list: [(name: String, filter: Filter)]) { self.list = list }

  /// Arms that are called by their levels: "activation relu".
  init(_ filters: [Filter]) { list = filters.map { ($0.inWords, $0) } }

  /// Reports levels that are fixed twice, and what keeps an arm's replicate from having one value.
  func check(_ of: Formula, _ scope: Scope, _ outline: Outline, _ problems: inout Problems) {
    checkLevels(scope, &problems)
    for arm in list { scope.checkPoints(of, arm: arm.filter, outline, &problems) }
  }

  /// Reports levels that are fixed twice.
  func checkLevels(_ scope: Scope, _ problems: inout Problems) {
    for (name, arm) in list {
      for term in arm.terms {
        if scope.filter.term(for: term.name.text) != nil {
          problems.report("'\(term.name.text)' is fixed in 'where' and again in '\(name)'", at: term.name.location)
        }
        if scope.by.contains(term.name) {
          problems.report(
            "'\(term.name.text)' is in 'by' and again in '\(name)': a verdict compares two levels of it", at: term.name.location)
        }
      }
    }
  }

  /// The evidence of every slice that any arm has; the body gets a group an arm, in their order.
  func evidence(
    _ of: Formula, _ scope: Scope, _ frame: Frame, _ outline: Outline, _ body: ([SliceGroup]) throws -> Evidence
  ) throws(ExpressionProblem) -> [SliceEvidence] {
    var labels: [String] = []
    var groups: [[String: SliceGroup]] = []
    for arm in list {
      let found = try scope.query([of], arm: arm.filter).groups(of: frame, outline)
      for group in found where !labels.contains(group.label) { labels.append(group.label) }
      groups.append(Dictionary(found.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first }))
    }
    return labels.map { label in
      SliceEvidence(
        slice: label,
        evidence: Evidence {
          try body(
            zip(list, groups).map { arm, groups in
              guard let group = groups[label] else { throw Undecidable("the \(arm.name) selects no cell here") }
              return group
            })
        })
    }
  }

  /// The values of every arm's replicates, pair by pair.
  func values(_ groups: [SliceGroup], of name: String, keepingDivergences: Bool = false) throws -> [[Double]] {
    let values = try zip(list, groups).map { arm, group in
      do {
        return try group.valuePerReplicate(name, keepingDivergences: keepingDivergences)
      } catch {
        throw Undecidable("the \(arm.name): \(error)")
      }
    }
    guard groups.allSatisfy({ $0.replicates == groups[0].replicates }) else {
      throw Undecidable("the \(list.count == 2 ? "two " : "")arms have different replicates, so they make no pairs")
    }
    return values
  }
}

extension Filter {
  /// "activation relu, width 64 or 128".
  var inWords: String { terms.map { "\($0.name.text) \($0.inWords)" }.joined(separator: ", ") }
}
