import ArgumentParser
import Claims
import Studies

/// Which pilot replicates are run.
struct PilotReplicates: ParsableArguments {
  @Option(help: "How many pilot replicates an experiment has at most, 2 or more.")
  var replicates = 8

  func validate() throws {
    if replicates < 2 { throw ValidationError("--replicates must be at least 2, found \(replicates): one has no spread.") }
  }
}

struct Pilot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pilot", _superCommandName: Ravine.name,
    abstract: "Run pilot replicates and show the claims' statistics, without judging.",
    discussion: """
      Pilot replicates draw from random streams of their own. Sizes and margins may follow from them, because the replicates that claims are \
      judged by know nothing of them; looking at those first would make every verdict worth less.

      Example:
        ravine pilot he-vs-xavier --replicates 8
      """)

  @OptionGroup var selected: Selected
  @OptionGroup var running: Running
  @OptionGroup var pilot: PilotReplicates

  func run() async throws {
    for (study, outlooks) in try await pilot.outlooks(of: selected, running) where !outlooks.isEmpty {
      print(OutlookTable.statistics(study, outlooks), terminator: "")
    }
  }
}

struct Power: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power", _superCommandName: Ravine.name,
    abstract: "From pilot replicates: how many replicates each claim needs.",
    discussion: """
      For a power of 95% at the margin of the claim and at the first step of Holm's correction, where the claim bears the whole family: as many \
      as there are statistical claims in the studies that are named. About a value, the truth is taken to be the target; at least or at most, \
      what the pilot estimates. Runs the pilot replicates that are missing; see 'ravine pilot'.

      Example:
        ravine power he-vs-xavier
      """)

  @OptionGroup var selected: Selected
  @OptionGroup var running: Running
  @OptionGroup var pilot: PilotReplicates

  func run() async throws {
    for (study, outlooks) in try await pilot.outlooks(of: selected, running)
    where outlooks.contains(where: \.finding.isStatistical) {
      print(OutlookTable.power(study, outlooks), terminator: "")
    }
  }
}

extension PilotReplicates {
  fileprivate func outlooks(of selected: Selected, _ running: Running) async throws -> [(study: String, outlooks: [Outlook])] {
    let (project, studies) = try selected.load()
    let workshop = try Workshop(project, threads: running.threads)
    defer { running.tellNotices(of: workshop) }
    let pilots = studies.map { $0.pilot(replicates: replicates) }
    _ = try await running.bringUpToDate(pilots, in: workshop)
    return try workshop.outlooks(pilots)
  }
}
