import Foundation
import Testing

@testable import Figures

@Suite("A drawing that fails") struct DrawingErrorTests {
  @Test("names the script's file, the line and gnuplot's words")
  func scriptError() throws {
    let folder = try TemporaryFolder()
    try folder.write("# a comment\nset grid\nplot sin(x) with linse\n", to: "it's mine.gp")
    let script = try Script(readingFrom: folder.file("it's mine.gp"))
    let error = #expect(throws: DrawingError.self) { try drawing().draw(sample, with: script, into: folder.file("out")) }

    guard case .scriptFailed(let path, 3, let message) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == folder.file("it's mine.gp"))
    #expect(error?.description == "\(path):3: gnuplot says: \(message)")
    #expect(error?.isOutside == false)
    #expect(!FileManager.default.fileExists(atPath: folder.file("out")))
  }

  @Test("names the figure's setting that gnuplot refuses")
  func settingError() throws {
    var picture = sample
    picture.settings = ["set key left", "set nonsense 3"]
    let error = #expect(throws: DrawingError.self) { try drawing().render(picture, with: script("lines")) }
    #expect(
      error == .settingsFailed(figure: picture.name, command: "set nonsense 3", message: "unrecognized option - see 'help set'."))
  }

  @Test("says that gnuplot is missing, and what to install", arguments: ["no-such-gnuplot", "/no/such/gnuplot"])
  func missing(executable: String) throws {
    let error = #expect(throws: DrawingError.self) { try drawing(executable: executable).render(sample, with: script("lines")) }
    #expect(error == .gnuplotMissing(executable: executable))
    #expect(error?.description.contains("apt-get install gnuplot-nox") == true)
    #expect(error?.isOutside == true)
    #expect(throws: DrawingError.gnuplotMissing(executable: executable)) { try gnuplotVersion(executable: executable) }
  }

  @Test("says that the program is not to be used when it is no program")
  func unusable() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "gnuplot")
    #expect(throws: DrawingError.gnuplotUnusable(executable: folder.file("gnuplot"), reason: "Permission denied")) {
      try drawing(executable: folder.file("gnuplot")).render(sample, with: script("lines"))
    }
  }

  @Test("survives a gnuplot that goes away without reading, and tells by which signal it was killed")
  func goesAway() throws {
    let folder = try TemporaryFolder()
    func program(_ text: String) throws -> String {
      try folder.write("#!/bin/sh\n" + text + "\n", to: "fake")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("fake"))
      return folder.file("fake")
    }
    // More than any pipe holds.
    let numbers = (1...100_000).map(Double.init)
    let large = Picture(name: "large", series: [Series("a", x: numbers, y: numbers)])

    #expect(throws: DrawingError.gnuplotKilled(signal: SIGKILL)) {
      try drawing(executable: program("kill -KILL $$")).render(large, with: script("lines"))
    }
    #expect(throws: DrawingError.gnuplotFailed(figure: "large", status: 7, message: "no memory")) {
      try drawing(executable: program("echo no memory >&2; exit 7")).render(large, with: script("lines"))
    }
    let quiet = #expect(throws: DrawingError.self) {
      try drawing(executable: program("exit 1")).render(large, with: script("lines"))
    }
    #expect(quiet?.description == "figure 'large': gnuplot stopped with status 1 and no message; was it interrupted?")
    #expect(throws: DrawingError.pictureIncomplete(figure: "large", script: scriptFolder + "/lines.gp")) {
      try drawing(executable: program("cat > /dev/null; printf '<?xml half'")).render(large, with: script("lines"))
    }
  }

  #if os(Linux)
    @Test("leaves an interrupt at the terminal to the caller: gnuplot has a process group of its own")
    func processGroup() throws {
      let folder = try TemporaryFolder()
      try folder.write("#!/bin/sh\ncat > /dev/null; echo $$; cut -d ' ' -f 5 /proc/$$/stat\n", to: "fake")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("fake"))
      let reply = try Gnuplot(executable: folder.file("fake")).run(settings: "")
      let lines = String(decoding: reply.output, as: UTF8.self).split(separator: "\n")
      #expect(lines.count == 2 && lines[0] == lines[1])
    }
  #endif

  @Test("is told before gnuplot starts when there is nothing to plot", arguments: [[], [Double.nan, .infinity], [0, -1]])
  func nothing(ys: [Double]) throws {
    let picture = Picture(
      name: "empty", y: Axis(isLogarithmic: true), series: [Series("a", x: ys.indices.map(Double.init), y: ys)])
    #expect(throws: DrawingError.nothingToPlot(figure: "empty")) {
      try drawing(executable: "/no/such/gnuplot").render(picture, with: script("lines"))
    }
  }

  @Test("says that a script plots nothing")
  func plotsNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("set grid\n", to: "idle.gp")
    let script = try Script(readingFrom: folder.file("idle.gp"))
    #expect(throws: DrawingError.pictureIncomplete(figure: sample.name, script: script.path)) {
      try drawing().render(sample, with: script)
    }
  }

  @Test("refuses a name that leads out of its folder", arguments: ["", "../up", "a/b", ".hidden"])
  func names(name: String) throws {
    var picture = sample
    picture.name = name
    #expect(throws: DrawingError.unusableName(figure: name)) { try drawing().render(picture, with: script("lines")) }
  }

  @Test("says which script cannot be read, and why")
  func unreadable() {
    #expect(throws: DrawingError.unreadableScript(path: "/no/such.gp", reason: "No such file or directory")) {
      try Script(readingFrom: "/no/such.gp")
    }
  }
}
