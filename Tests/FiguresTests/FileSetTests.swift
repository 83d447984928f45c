import Foundation
import Testing

@testable import Figures

@Suite("The files of a figure") struct FileSetTests {
  @Test("A file where the folder should be is named, and stays", arguments: ["out", "out/deeper/still"])
  func fileInTheWay(place: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("precious", to: "out")
    let error = #expect(throws: DrawingError.self) { try drawing().draw(sample, with: script("lines"), into: folder.file(place)) }
    #expect(error == .notAFolder(path: folder.file("out")))
    #expect(try folder.text("out") == "precious")
  }

  @Test("When one file cannot be written, all three stay as they were", arguments: ["svg", "tsv", "gp"])
  func targetInTheWay(ending: String) throws {
    let folder = try TemporaryFolder()
    let name = sample.name
    for other in ["svg", "tsv", "gp"] where other != ending { try folder.write("old", to: "\(name).\(other)") }
    try FileManager.default.createDirectory(atPath: folder.file("\(name).\(ending)"), withIntermediateDirectories: false)
    #expect(throws: DrawingError.cannotWrite(path: folder.file("\(name).\(ending)"), reason: "Is a directory")) {
      try drawing().draw(sample, with: script("lines"), into: folder.path)
    }
    for other in ["svg", "tsv", "gp"] where other != ending { #expect(try folder.text("\(name).\(other)") == "old") }
    #expect(try folder.entries().count == 3, "nothing half-written is left")
  }

  @Test("A write that fails midway leaves the old files and nothing else")
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    try folder.write("old", to: "b")
    // A link in the place of the second partial file leads to a device that is always full.
    symlink("/dev/full", folder.file(FileSet.partialName("b", process: getpid())))
    #expect(throws: DrawingError.cannotWrite(path: folder.file("b"), reason: "No space left on device")) {
      try FileSet(folder: folder.path, files: [("a", [1, 2, 3]), ("b", [4, 5, 6])]).write()
    }
    #expect(try folder.text("a") == "old")
    #expect(try folder.text("b") == "old")
    #expect(try folder.entries() == ["a", "b"])
  }

  @Test("What a killed drawing left is removed; what a living one writes is not")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let (dead, alive) = (FileSet.partialName("a", process: 0x7FFF_FFF0), FileSet.partialName("a", process: getppid()))
    for name in [dead, alive] { try folder.write("half", to: name) }
    try FileSet(folder: folder.path, files: [("a", [65])]).write()
    #expect(try folder.entries() == [alive, "a"].sorted())
    #expect(try folder.text("a") == "A")
  }
}
