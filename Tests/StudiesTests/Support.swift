import Figures
import Plans
import SampleProjects
import Studies

/// Runs a test in a project of its own, which is removed afterwards.
func withProject(_ studies: [String: String], _ body: (SampleProject) async throws -> Void) async throws {
  let project = try SampleProject(studies)
  defer { project.remove() }
  try await body(project)
}

extension SampleProject {
  var opened: Project { Project(root: path) }

  func study(_ name: String = "small") throws -> Study { try Study(named: name, in: opened) }

  func workshop(threads: Int = 1) throws -> Workshop { try Workshop(opened, threads: threads) }

  /// Runs what is missing and draws every figure.
  /// - Returns: the workshop, its notices not yet taken, and what became of the figures.
  @discardableResult
  func runAndDraw(
    _ name: String = "small", threads: Int = 1, order: (([Cell]) -> [Cell])? = nil
  ) async throws -> (workshop: Workshop, drawn: [Workshop.DrawnFigure]) {
    let (study, workshop) = (try study(name), try workshop(threads: threads))
    _ = try await workshop.run(study, cells: order.map { $0(study.plan.cells) })
    return (workshop, try study.figures.map { try workshop.draw($0, of: study) })
  }

  /// Draws every figure and says which of them had nothing to be drawn.
  func areCurrent() async throws -> [Bool] { try await runAndDraw().drawn.map(\.wasCurrent) }

  /// How many cells have no result.
  func missing(_ name: String = "small") throws -> Int { try workshop().refresh(try study(name)).count }
}
