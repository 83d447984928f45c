import Claims
import Records
import SampleProjects
import Studies
import Testing

/// What stands beside the verdicts: the figure, the digest, the page and the costs.
@Suite struct ClaimReportTests {
  /// Three claims on the small study: two that its figures show, and one that none does.
  private static let manifest = SampleStudies.small.replacing(
    "\"claims\": [",
    with: """
      "claims": [
        { "name": "double-holds", "kind": "bound", "from": "network", "says": "The moment stays below 1e6.", "of": "moment", "atMost": 1e6,
          "where": { "precision": "float64" }, "by": ["activation"] },
        { "name": "single-holds", "kind": "bound", "from": "network", "says": "In float32 too.", "of": "moment", "atMost": 1e6,
          "where": { "precision": "float32" }, "by": ["activation"] },
        { "name": "told", "kind": "cite", "says": "It is told.", "value": 7, "source": "a book" },
      """)

  @Test(
    "A claim's figure draws its measurement over levels that its selection has; the page is written once and says the same again")
  func page() async throws {
    let sample = try SampleProject(["small": Self.manifest])
    defer { sample.remove() }
    let project = Project(root: sample.path)
    let study = try Study(named: "small", in: project)
    let shown = study.claims.map { claim in study.figure(showing: claim)?.name.text }
    #expect(shown == ["moments", nil, nil, "chain", "moments"])
    let workshop = try Workshop(project, threads: 2)
    _ = try await workshop.run(study)
    let report = try workshop.report([study])
    #expect(report.studies[0].digest == study.manifest.digest.description && report.studies[0].digest.count == 64)
    let path = try #require(try workshop.writePage(report))
    #expect(path == sample.path + "/CLAIMS.md")
    #expect(try workshop.writePage(report) == nil)
    let text = try sample.read("CLAIMS.md")
    #expect(text.contains("- Figure: [Figures/small/chain.svg](Figures/small/chain.svg).\n"))
    #expect(text.contains("**cited**: cited, not reproduced: 7\n"))
    #expect(text.contains(study.manifest.digest.description))
  }

  @Test("Costs count the cells that a claim selects, and the bytes of their records")
  func costs() async throws {
    let sample = try SampleProject(["small": Self.manifest])
    defer { sample.remove() }
    let project = Project(root: sample.path)
    let study = try Study(named: "small", in: project)
    let workshop = try Workshop(project, threads: 2)
    _ = try await workshop.run(study)
    let costs = try workshop.costs(of: study)
    #expect(costs.map(\.claim) == ["double-holds", "single-holds", "chain-is-exact", "relu-holds"])
    #expect(costs.map(\.cells) == [8, 8, 4, 4])
    #expect(costs.allSatisfy { $0.seconds > 0 && !$0.isSampled })
    let sizes = study.plan.cells.filter { $0.experiment == 1 }.compactMap { Files.stamp(project.records.file(of: $0.key))?.size }
    #expect(costs[2].bytes == sizes.reduce(0, +) && costs[2].bytes > 0)
    let table = CostTable.render("small", costs)
    #expect(table.hasPrefix("small\n  double-holds         8 cells  "), "\(table)")
  }
}
