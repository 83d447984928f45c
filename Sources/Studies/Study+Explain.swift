import Graphs
import Measurements
import Plans
import Runs

/// The programs of some cells of a study, alike in all of them but for constants such as a learning rate.
public struct ExplainedPrograms: Sendable {
  public let experiment: String
  /// The first combination that has them, "activation relu · depth 3"; empty when there are no factors.
  public let combination: String
  /// How many combinations have them, and how many cells these make.
  public fileprivate(set) var combinations: Int
  public fileprivate(set) var cells: Int
  public let programs: [CellRunner.PurposefulProgram]
  /// What a thread takes that runs one of the cells.
  public let peakBytes: Int
}

extension Study {
  /// What is computed in the cells: every different set of programs, in the order of the plan. Nothing is run.
  ///
  /// - Parameter experiment: nil for all.
  /// - Throws: `MemoryError` when a cell's memory cannot be counted.
  public func explain(experiment: Int? = nil) throws -> [ExplainedPrograms] {
    var found: [(text: String, programs: ExplainedPrograms)] = []
    for cell in plan.cells where cell.replicate == 0 && experiment ?? cell.experiment == cell.experiment {
      let settings = plan.settings(of: cell)
      let (programs, peakBytes): ([CellRunner.PurposefulProgram], Int)
      do {
        (programs, peakBytes) = try CellRunner.programs(
          subject: settings.subject.value, measurements: settings.measurements, training: settings.training,
          precision: settings.precision)
      } catch {
        throw MemoryError(cell: "\(name): \(plan.title(of: cell))", cause: error)
      }
      let definition = manifest.experiments[cell.experiment]
      let text = ([definition.name] + programs.map { $0.purpose + "\n" + Self.withoutConstants($0.program) }).joined(
        separator: "\n")
      if let index = found.firstIndex(where: { $0.text == text }) {
        found[index].programs.combinations += 1
        found[index].programs.cells += definition.replicates
        continue
      }
      let chosen = zip(definition.factors, definition.combinations[cell.combination].levels)
      let levels = chosen.map { "\($0.name) \($0.levels[$1].label)" }
      found.append(
        (
          text,
          ExplainedPrograms(
            experiment: definition.name, combination: levels.joined(separator: " · "), combinations: 1,
            cells: definition.replicates, programs: programs, peakBytes: peakBytes)
        ))
    }
    return found.map(\.programs)
  }

  /// A program's listing without the values of its constants: arms that differ in a rate are one line.
  private static func withoutConstants(_ program: Program) -> String {
    let lines = program.description.split(separator: "\n").map { line in
      line.contains(" = constant ")
        ? line.split(separator: " ").filter { Double($0) == nil }.joined(separator: " ") : String(line)
    }
    return lines.joined(separator: "\n")
  }
}
