import Documents
import Expressions
import Records
import Selections

extension Claim {
  /// The experiment that the claim speaks of, among a study's; nil after the problem was reported.
  public func outline(among outlines: [Outline], _ problems: inout Problems) -> Outline? {
    let names = outlines.map(\.experiment)
    if let from {
      if let outline = outlines.first(where: { $0.experiment == from.text }) { return outline }
      problems.report("no experiment is called '\(from.text)'.\(nameHint(for: from.text, among: names))", at: from.location)
      return nil
    }
    if outlines.count == 1 { return outlines[0] }
    // A study whose experiments could not be read has told why already.
    if !outlines.isEmpty {
      problems.report(
        "the claim '\(name)' needs 'from': there are the experiments \(names.joined(separator: ", "))", at: location)
    }
    return nil
  }

  /// Reports what `outline(among:)` and `check` find.
  public func check(among outlines: [Outline], _ problems: inout Problems) {
    // A quotation speaks of no results.
    if basis == .quotation { return }
    if let outline = outline(among: outlines, &problems) { check(outline, &problems) }
  }

  /// Reports everything that would go wrong or mean two things when the claim is judged.
  public func check(_ outline: Outline, _ problems: inout Problems) {
    if basis == .replicates && outline.replicates < 2 {
      let found = "the experiment '\(outline.experiment)' has \(outline.replicates)"
      problems.report("a claim of the kind '\(type(of: kind).name)' needs replicates, 2 or more: \(found)", at: location)
    }
    kind.check(scope, outline, &problems)
  }

  /// What the results say, a finding a slice; `Verdicts.decide` makes verdicts of the findings of a whole run. The claim has been checked.
  public func judge(_ frame: Frame, _ outline: Outline, of study: String = "") -> [Finding] {
    let slices: [SliceEvidence]
    do {
      slices = try kind.judge(scope, frame, outline)
    } catch {
      slices = [SliceEvidence(slice: "", evidence: .none(reason: error.description))]
    }
    let isStatistical = isStatistical(outline)
    return slices.map {
      Finding(study: study, claim: self, slice: $0.slice, evidence: $0.evidence, isStatistical: isStatistical)
    }
  }

  /// What a quotation says; nil for any other claim.
  public func quotation(of study: String = "") -> Finding? {
    guard let citation = kind as? Citation else { return nil }
    return Finding(study: study, claim: self, slice: "", evidence: .quoted(citation.value.text), isStatistical: false)
  }
}
