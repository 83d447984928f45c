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
    // Messages and outputs show short paths when the project is the working folder itself.
    let folder = project == "." ? FileManager.default.currentDirectoryPath : project
    let found = try Project.find(from: folder)
    return found.root == FileManager.default.currentDirectoryPath ? Project(root: ".") : found
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
      for fault in faults { Ending.say("\(fault)") }
      throw Ending.badInput
    }
    return (project, loaded)
  }
}

/// How missing cells are run.
struct Running: ParsableArguments {
  @Option(help: "How many cells run at once; as many as the machine has cores when left out. The numbers do not depend on it.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: .customLong("no-run"), help: "Run nothing; an error when results are missing.")
  var runsNothing = false

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads must be at least 1, found \(threads).") }
  }

  /// Brings the results of the studies up to date, with progress.
  /// - Returns: how many cells were run.
  func bringUpToDate(_ studies: [Study], in workshop: Workshop) async throws -> Int {
    Interruption.listen()
    var ran = 0
    for study in studies {
      if runsNothing {
        let missing = workshop.missing(study)
        guard missing.isEmpty else { throw StudyError.missingCells(study: study.name, count: missing.count) }
      }
      let line = ProgressLine(study.name)
      let outcome = try await workshop.run(study, shouldStop: { Interruption.isRequested }) { line.show($0) }
      line.finish()
      for notice in workshop.takeNotices() { Ending.say("note: \(notice)") }
      if outcome.wasStopped {
        let kept = outcome.progress.cached + outcome.progress.finished
        Ending.say(
          "Stopped. \(kept) of \(outcome.progress.total) cells of \(study.name) are kept; the same command goes on from there.")
        throw Ending.stopped
      }
      if !outcome.diverged.isEmpty {
        let more = outcome.diverged.count > 3 ? ", …" : ""
        let shown = outcome.diverged.prefix(3).joined(separator: "; ")
        Ending.say("note: \(outcome.diverged.count) cells of \(study.name) diverged: \(shown)\(more)")
      }
      ran += outcome.progress.finished
    }
    return ran
  }
}
