import ArgumentParser
import Documents
import Graphs
import Measurements
import Studies

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: Ravine.name,
    abstract: "Show what is computed in a study's cells: its programs, their size and their memory.",
    discussion: """
      A cell runs programs: one for its readings, one for a training step, others that measurements run by themselves. Combinations of the \
      factors whose programs are alike, constants aside, share lines. Nothing is run.

      nodes        of the graph, after what is computed twice or for nothing was taken out; leaves and views among them
      operations   nodes that are computed, a chain of elementwise ones counting as one
      calls        of kernels
      places       in memory: leaves, and results that are not passed on in registers
      flops        floating-point operations of one run, an elementary function counting as one
      moved        bytes that one run reads and writes, each operation its operands and its results once
      memory       that the program holds on one thread; a cell holds that of all its programs and a little more

      Examples:
        ravine explain he-vs-xavier
        ravine explain sigmoid-decay --experiment chain --listing
      """)

  @OptionGroup var selected: Selected

  @Option(help: "One experiment alone.")
  var experiment: String?

  @Flag(help: "List every node of every program: its operands, shape and place.")
  var listing = false

  func run() throws {
    for study in try selected.load().1 {
      let names = study.outlines.map(\.experiment)
      let index = experiment.flatMap { names.firstIndex(of: $0) }
      if let experiment, index == nil {
        Output.say("error: \(study.name): no experiment is called '\(experiment)'.\(nameHint(for: experiment, among: names))")
        throw Ending.badInput
      }
      print(study.name)
      show(try study.explain(experiment: index))
    }
  }

  /// One table: a line for each set of programs that some cells have, then a line a program.
  private func show(_ parts: [ExplainedPrograms]) {
    let head = ["program", "nodes", "operations", "calls", "places", "largest", "flops", "moved", "memory"]
    let rows = parts.map { $0.programs.map(row) }
    let widths = head.indices.map { column in (rows.joined() + [head]).map { $0[column].count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      let cells = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + space : space + row[column]
      }
      return "    " + cells.joined(separator: "  ")
    }
    print(line(head))
    for (part, rows) in zip(parts, rows) {
      let place = part.combination.isEmpty ? part.experiment : "\(part.experiment): \(part.combination)"
      let alike = part.combinations > 1 ? ", and \(Words.count(part.combinations - 1, "combination")) alike" : ""
      let cells = "\(Words.count(part.cells, "cell")) of \(Size.bytes(part.peakBytes))\(part.cells > 1 ? " each" : "")"
      print("  \(place)\(alike): \(cells)")
      for (item, row) in zip(part.programs, rows) {
        print(line(row))
        guard listing else { continue }
        for node in item.program.description.split(separator: "\n").dropFirst() { print("      \(node)") }
      }
    }
  }

  private func row(_ item: CellRunner.PurposefulProgram) -> [String] {
    let program = item.program
    return [
      "\(item.purpose), \(program.precision.rawValue)", "\(program.nodeCount)", "\(program.operationCount)",
      "\(program.callCount)",
      "\(program.bufferCount)", "\(program.largestShape)", Size.count(program.flops), Size.bytes(program.movedBytes),
      Size.bytes(program.peakBytes),
    ]
  }
}

/// Large numbers with three digits.
enum Size {
  /// "812 B", "1.25 MiB".
  static func bytes(_ number: Int) -> String { scaled(number, by: 1024, ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]) }

  /// "812", "1.25 M".
  static func count(_ number: Int) -> String { scaled(number, by: 1000, ["", "k", "M", "G", "T", "P", "E"]) }

  private static func scaled(_ number: Int, by base: Double, _ units: [String]) -> String {
    var (value, unit) = (Double(number), 0)
    while value >= base, unit < units.count - 1 { (value, unit) = (value / base, unit + 1) }
    let digits = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2
    let factor = [1.0, 10, 100][digits]
    let rounded = (value * factor).rounded() / factor
    let text = digits == 0 ? "\(Int(rounded))" : "\(rounded)"
    return units[unit].isEmpty ? text : "\(text) \(units[unit])"
  }
}
