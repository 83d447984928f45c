import ArgumentParser
import Documents
import Foundation
import Studies

/// Which studies are meant.
struct Selected: ParsableArguments {
  @Argument(help: "Names of studies, or paths of their folders. All of the project's studies when left out.")
  var studies: [String] = []

  @Option(name: [.customShort("C"), .long], help: "Where to look for the project, instead of the working folder.")
  var project = "."

  func findProject() throws -> Project {
    guard let folder = realpath(project, nil) else { throw StudyError.noProject(folder: project) }
    defer { free(folder) }
    let found = try Project.find(from: String(cString: folder))
    return Project(root: Self.relative(found.root, to: FileManager.default.currentDirectoryPath))
  }

  /// A folder as seen from another one, so that messages and outputs show short paths: ".", "studies", "../..".
  private static func relative(_ path: String, to base: String) -> String {
    let (parts, from) = (path.split(separator: "/"), base.split(separator: "/"))
    let shared = zip(parts, from).prefix { $0 == $1 }.count
    // Neither above nor below: there the whole path says more.
    guard shared == parts.count || shared == from.count else { return path }
    let steps = Array(repeating: "..", count: from.count - shared) + parts[shared...]
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }

  /// Every study that is meant, checked. All problems of all manifests are told at once.
  func load() throws -> (Project, [Study]) {
    let project = try findProject()
    let names = studies.isEmpty ? try project.studies() : studies
    if names.isEmpty { throw StudyError.noStudies(notebooks: project.notebooks) }
    var loaded: [Study] = []
    var faults: [any Error] = []
    for name in names {
      do { loaded.append(try Study(named: name, in: project)) } catch { faults.append(error) }
    }
    guard faults.isEmpty else {
      for fault in faults { Output.say("error: \(fault)") }
      throw faults.contains { Ending.of($0) == .outsidePart } ? Ending.outsidePart : Ending.badInput
    }
    return (project, loaded)
  }
}

/// How missing cells are run.
struct Running: ParsableArguments {
  // No default: the parser would print it for its help, at every start, and files of the system would be read for it.
  @Option(
    name: .customLong("threads"),
    help: """
      How many threads run cells, several to a cell when cells are fewer; as many as the machine has cores when left out. The numbers do not \
      depend on it.
      """)
  var givenThreads: Int?

  var threads: Int { givenThreads ?? Self.processors }

  /// Those of the machine that this program may use.
  static let processors = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: .customLong("no-run"), help: "Run nothing; an error when results are missing.")
  var runsNothing = false

  func validate() throws {
    if let threads = givenThreads, threads < 1 { throw ValidationError("--threads must be at least 1, found \(threads).") }
  }

  /// Tells what was mended, in the index or among the records: while results were brought up to date, and while they were read.
  func tellNotices(of workshop: Workshop) {
    for notice in workshop.takeNotices() { Output.say("note: \(notice)") }
  }

  /// Brings the results of the studies up to date, with progress.
  /// - Returns: how many cells were run.
  func bringUpToDate(_ studies: [Study], in workshop: Workshop) async throws -> Int {
    Interruption.listen()
    var ran = 0
    for study in studies {
      defer { tellNotices(of: workshop) }
      if runsNothing {
        let missing = try workshop.refresh(study)
        guard missing.isEmpty else { throw StudyError.missingCells(study: study.name, count: missing.count) }
        continue
      }
      let outcome = try await ProgressLine.following(study.name) { report in
        try await workshop.run(study, shouldStop: { Interruption.isRequested }, report: report)
      }
      if outcome.wasStopped {
        let progress = outcome.progress
        let kept = "\(progress.cached + progress.finished) of \(progress.total) cells of \(study.name)"
        Output.say("Stopped. \(kept) are kept; the same command goes on from there.")
        throw Ending.stopped
      }
      tell(outcome.diverged, of: study, "diverged")
      tell(outcome.conflicting, of: study, "gave other numbers than their record, which was kept")
      ran += outcome.progress.finished
    }
    return ran
  }

  private func tell(_ cells: [String], of study: Study, _ what: String) {
    guard !cells.isEmpty else { return }
    let shown = cells.prefix(3).joined(separator: "; ") + (cells.count > 3 ? ", …" : "")
    Output.say("note: \(Words.count(cells.count, "cell")) of \(study.name) \(what): \(shown)")
  }
}
