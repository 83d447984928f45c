import ArgumentParser
import Claims
import Foundation
import Records
import Studies

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", _superCommandName: Ravine.name,
    abstract: "Judge the claims, running what is missing.",
    discussion: """
      Every verdict is 'supported', 'refuted' or 'inconclusive'. Exit 0 when each is the one that its claim expects, 1 otherwise.
      Tests are corrected for their number over all claims that are judged together. Where all studies are judged, CLAIMS.md at the project's \
      root is brought up to date: every claim with its verdict, for people and for version control.

      With GITHUB_ACTIONS=true in the environment, unexpected verdicts are annotated at their lines of the manifest.

      Examples:
        ravine verify he-vs-xavier
        ravine verify --claim he-vs-xavier/he-holds-relu-forward    one verdict of the whole run
        ravine verify --junit verdicts.xml --json verdicts.json     for continuous integration
        ravine verify --costs                                       what each claim takes
      """)

  @OptionGroup var selected: Selected
  @OptionGroup var running: Running

  @Option(
    help: "Show this claim alone, NAME or STUDY/NAME. All claims are judged with it, because the correction runs over them.")
  var claim: String?

  @Option(help: "Write the verdicts as JUnit XML to this file.", completion: .file())
  var junit: String?

  @Option(help: "Write the verdicts as JSON to this file.", completion: .file())
  var json: String?

  @Flag(help: "Show the time and the disk that each claim's cells take, instead of the verdicts.")
  var costs = false

  func run() async throws {
    let (project, studies) = try selected.load()
    let names = studies.flatMap { study in study.claims.map { (study.name, $0.name) } }
    if let claim, !names.contains(where: { claim == $1 || claim == "\($0)/\($1)" }) {
      throw StudyError.noClaim(name: claim, known: names.map(\.1))
    }
    let workshop = try Workshop(project, threads: running.threads)
    defer { running.tellNotices(of: workshop) }
    _ = try await running.bringUpToDate(studies, in: workshop)
    if costs { return try showCosts(of: studies, in: workshop) }
    let whole = try workshop.report(studies, names: selected.studies)
    let report = whole.only(claim)
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let color = isTerminal && environment["NO_COLOR", default: ""].isEmpty
    let width = isTerminal ? Terminal.width : 120
    print(VerdictTable.render(report, width: width, color: color), terminator: "")
    if let junit { try AtomicFile.write(JUnitReport.render(report), to: junit) }
    if let json { try AtomicFile.write(JSONReport.render(report), to: json) }
    if selected.studies.isEmpty, claim == nil, let page = try workshop.writePage(whole) { Output.say("wrote \(page)") }
    if environment["GITHUB_ACTIONS"] == "true" { print(GitHubAnnotations.render(report), terminator: "") }
    if report.verdicts.contains(where: { !$0.isExpected }) { throw Ending.failedVerdict }
  }

  private func showCosts(of studies: [Study], in workshop: Workshop) throws {
    for study in studies {
      let costs = try workshop.costs(of: study).filter { cost in
        claim.map { $0 == cost.claim || $0 == "\(study.name)/\(cost.claim)" } ?? true
      }
      if !costs.isEmpty { print(CostTable.render(study.name, costs), terminator: "") }
    }
    print(CostTable.explanation)
  }
}

enum Terminal {
  /// Columns of the terminal at standard output; 100 when it does not say.
  static var width: Int {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 100
  }
}
