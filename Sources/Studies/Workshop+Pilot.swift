import Claims

extension Workshop {
  /// What pilot replicates say of the claims' statistics: no verdicts.
  ///
  /// - Parameter studies: pilots (`Study.pilot(replicates:)`), all of whose cells have run; the claims of all are judged together later, so that
  ///   they share the error rate.
  /// - Returns: the outlooks of each study, in the order of its manifest, quotations left out.
  public func outlooks(_ studies: [Study]) throws -> [(study: String, outlooks: [Outlook])] {
    let found = try studies.map { study in try findings(study).filter { $0.experiment >= 0 } }
    let family = found.joined().count { $0.finding.isStatistical }
    return zip(studies, found).map { study, findings in
      let planned = findings.map { ($0.finding, study.manifest.experiments[$0.experiment].replicates) }
      return (study.name, Outlook.of(planned, family: family))
    }
  }
}
