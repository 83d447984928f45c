import ArgumentParser
import Bits
import Foundation
import Graphs
import Studies

struct BitsVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bits", _superCommandName: Ravine.name,
    abstract: "Compute on every instruction set and compare with the pinned bits.",
    discussion: """
      Every primitive with its derivatives, and ten training steps of every optimizer and of a network with every kind of layer, in both \
      precisions: with each instruction set of this processor, on one thread and on several. Each has a hash in Tests/Golden, which must come \
      out in every way. Exit 0 when all agree, 1 otherwise.

      A change that moves a bit on purpose raises Engine.revision, says why, and pins the new bits with --write.

      Examples:
        ravine bits
        ravine bits --threads 8 --verbose
      """)

  @Option(help: "How many threads share a step where several do; as many as there are cores, at least 2, when left out.")
  var threads: Int = max(Running.processors, 2)

  @Flag(help: "Pin what is computed: write Tests/Golden anew. Refused when the ways differ among themselves.")
  var write = false

  @Flag(help: "Print every hash.")
  var verbose = false

  @Option(name: [.customShort("C"), .long], help: "Where to look for the project, instead of the working folder.")
  var project = "."

  func validate() throws {
    if threads < 2 { throw ValidationError("--threads must be at least 2, found \(threads).") }
  }

  func run() throws {
    try Engine.checkInstructionSet()
    var selected = Selected()
    selected.studies = []
    selected.project = project
    let folder = try selected.findProject().golden
    let ways = Way.all(threads: threads)
    let comparison = write ? try Comparison(pinning: ways, golden: folder) : try Comparison(ways: ways, golden: folder)
    if verbose { print(comparison.listing + "\n") }
    print(comparison.summary)
    print("\n" + comparison.verdict)
    guard comparison.agrees else { throw Ending.failedVerdict }
    if write {
      for path in try comparison.write() { print("wrote \(path)") }
    }
  }
}
