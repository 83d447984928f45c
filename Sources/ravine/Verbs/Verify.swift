import ArgumentParser
import Claims
import Foundation
import Studies

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judge the claims, running what is missing.",
    discussion: """
      Every verdict is 'supported', 'refuted' or 'inconclusive'. Exit 0 when each is the one that its claim expects, 1 otherwise.
      Tests are corrected for their number over all claims that are judged together.

      Examples:
        ravine verify he-vs-xavier
        ravine verify --claim he-vs-xavier/he-holds-relu-forward    one verdict of the whole run
      """)

  @OptionGroup var selected: Selected
  @OptionGroup var running: Running

  @Option(
    help: "Show this claim alone, NAME or STUDY/NAME. All claims are judged with it, because the correction runs over them.")
  var claim: String?

  func run() async throws {
    let (project, studies) = try selected.load()
    let names = studies.flatMap { study in study.claims.map { (study.name, $0.name) } }
    if let claim, !names.contains(where: { claim == $1 || claim == "\($0)/\($1)" }) {
      throw StudyError.noClaim(name: claim, known: names.map(\.1))
    }
    let workshop = try Workshop(project, threads: running.threads)
    defer { running.tellNotices(of: workshop) }
    _ = try await running.bringUpToDate(studies, in: workshop)
    let verdicts = try workshop.judge(studies).filter { verdict in claim.map(verdict.isCalled) ?? true }
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let color = isTerminal && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
    let width = isTerminal ? Terminal.width : 120
    print(VerdictTable.render(verdicts, width: width, color: color, studies: selected.studies), terminator: "")
    if verdicts.contains(where: { !$0.isExpected }) { throw Ending.failedVerdict }
  }
}

enum Terminal {
  /// Columns of the terminal at standard output; 100 when it does not say.
  static var width: Int {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 100
  }
}
