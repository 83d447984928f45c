import Claims
import Documents
import Records
import Selections

extension Workshop {
  /// Judges the claims of several studies together: the correction for multiple tests runs over all of them.
  ///
  /// - Parameter studies: with the claims to judge; all cells have run.
  /// - Returns: a verdict for every claim and slice, in the order of the studies and of their manifests.
  public func judge(_ studies: [Study]) throws -> [Verdict] {
    var findings: [Finding] = []
    for study in studies {
      let frames = try frames(study)
      for claim in study.claims {
        var problems = Problems()
        guard let outline = claim.outline(among: study.outlines, &problems),
          let frame = frames.first(where: { $0.0.experiment == outline.experiment })?.1
        else { throw DocumentError(file: study.manifest.file, problems: problems.list) }
        findings += claim.judge(frame, outline, of: study.name)
      }
    }
    return Verdicts.decide(findings)
  }
}
