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

      Example:
        ravine verify he-vs-xavier
      """)

  @OptionGroup var selected: Selected
  @OptionGroup var running: Running

  func run() async throws {
    let (project, studies) = try selected.load()
    let workshop = try Workshop(project, threads: running.threads)
    _ = try await running.bringUpToDate(studies, in: workshop)
    let verdicts = try workshop.judge(studies)
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let color = isTerminal && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
    print(VerdictTable.render(verdicts, width: isTerminal ? Terminal.width : 120, color: color))
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
