import SampleProjects

/// Runs a test in a project of its own, which is removed afterwards.
func withProject(_ studies: [String: String], _ body: (SampleProject) throws -> Void) throws {
  let project = try SampleProject(studies)
  defer { project.remove() }
  try body(project)
}

extension SampleProject {
  /// Runs `ravine` in the project's root.
  func ravine(_ arguments: String..., environment: [String: String] = [:], program: String = Command.program) throws -> Ending {
    try Command.ravine(arguments, in: path, environment: environment, program: program)
  }

  /// Runs a line of bash there.
  func shell(_ line: String, environment: [String: String] = [:]) throws -> Ending {
    try Command.shell(line, in: path, environment: environment)
  }
}
