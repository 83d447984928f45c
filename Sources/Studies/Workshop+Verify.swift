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
    Verdicts.decide(try studies.flatMap { study in try findings(study).map(\.finding) })
  }

  /// What the results of a study say of its claims, before the other claims of a run are known, each with the position of its experiment; -1
  /// for a quotation, which has none.
  func findings(_ study: Study) throws -> [(finding: Finding, experiment: Int)] {
    let frames = try frames(study)
    var findings: [(finding: Finding, experiment: Int)] = []
    for claim in study.claims {
      if let quotation = claim.quotation(of: study.name) {
        findings.append((quotation, -1))
        continue
      }
      var problems = Problems()
      guard let outline = claim.outline(among: study.outlines, &problems),
        let index = frames.firstIndex(where: { $0.0.experiment == outline.experiment })
      else { throw DocumentError(file: study.manifest.file, problems: problems.list) }
      findings += claim.judge(frames[index].1, outline, of: study.name).map { ($0, index) }
    }
    return findings
  }

  /// The same with what is shown beside the verdicts.
  ///
  /// - Parameter names: the studies as the command named them; none means all.
  public func report(_ studies: [Study], names: [String] = []) throws -> VerdictReport {
    let verdicts = try judge(studies)
    return VerdictReport(
      studies.map { study in
        let figures = study.claims.compactMap { claim in
          study.figure(showing: claim).map { (claim.name, "Figures/\(study.name)/\($0.name.text).svg") }
        }
        return VerdictReport.Study(
          name: study.name, title: study.manifest.title, file: study.manifest.file, digest: study.manifest.digest.description,
          verdicts: verdicts.filter { $0.study == study.name },
          figures: Dictionary(figures, uniquingKeysWith: { first, _ in first }))
      }, names: names)
  }

  /// Writes the page of a report on all studies, `CLAIMS.md`.
  /// - Returns: its path, or nil when it already says the same.
  public func writePage(_ report: VerdictReport) throws -> String? {
    let bytes = Array(ClaimsPage.render(report).utf8)
    let path = project.claimsPage
    if (try? Files.read(path)) == bytes { return nil }
    try AtomicFile.write(bytes, to: path)
    return path
  }
}
