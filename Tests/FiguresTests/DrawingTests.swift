import Foundation
import Testing

@testable import Figures

@Suite("A drawing") struct DrawingTests {
  @Test("Two drawings of one picture have the same bytes", arguments: drawingScripts)
  func repeats(name: String) throws {
    let folder = try TemporaryFolder()
    let sample = sample(for: name)
    let paths = try drawing().draw(sample, with: script(name), into: folder.file("a/b")).paths
    try drawing().draw(sample, with: script(name), into: folder.file("again"))

    #expect(paths == ["svg", "tsv", "gp"].map { folder.file("a/b/gradient-against-depth.\($0)") })
    for file in paths.map({ ($0 as NSString).lastPathComponent }) {
      #expect(try folder.bytes("a/b/" + file) == folder.bytes("again/" + file))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("again")).count == 3, "nothing else is left")
  }

  @Test("The .gp draws the very same picture with gnuplot alone", arguments: drawingScripts)
  func standsAlone(name: String) throws {
    let folder = try TemporaryFolder()
    var picture = sample(for: name)
    picture.y.lowest = picture.y.isLogarithmic ? 1e-50 : -1
    picture.settings = ["set key left", "set label 1 'here' at graph 0.1, graph 0.1"]
    try drawing().draw(picture, with: script(name), into: folder.path)
    let again = try Gnuplot(executable: "gnuplot").run(settings: folder.text("gradient-against-depth.gp"))

    #expect(again.status == 0, "\(again.messages)")
    #expect(Data(again.output) == (try folder.bytes("gradient-against-depth.svg")))
  }

  @Test("A picture draws without a warning", arguments: drawingScripts)
  func isQuiet(name: String) throws {
    #expect(try drawing().render(sample(for: name), with: script(name)).warnings == [])
  }

  @Test("A picture is drawn as PNG and PDF too", arguments: Drawing.Format.allCases)
  func formats(format: Drawing.Format) throws {
    let image = try drawing().render(sample, with: script("lines"), as: format).image
    #expect(image.count > 1000)
    #expect(!format.isWhole(Array(image.dropLast(8))), "a torn image is told from a whole one")
  }

  @Test("A picture is the same bytes in every format, whenever and in whatever time zone", arguments: Drawing.Format.allCases)
  func stable(format: Drawing.Format) throws {
    let (drawing, script) = (try drawing(), try script("lines"))
    let first = try drawing.render(sample, with: script, as: format).image
    if format == .pdf { #expect(first.contains("/CreationDate (D:20000101000000Z)".utf8), "cairo writes its time otherwise now") }
    #expect(try drawing.render(sample, with: script, as: format).image == first)
  }

  @Test("The time is taken out of a PDF without moving a byte, and nothing else is")
  func timeless() {
    func told(_ text: String) -> String { String(decoding: StablePDF.withoutTime(Array(text.utf8)), as: UTF8.self) }
    #expect(told("a /CreationDate (D:20260131120000Z) b") == "a /CreationDate (D:20000101000000Z) b")
    for text in ["", "/", "/CreationDate (D:2026", "/Creation /CreationDat", "no date"] { #expect(told(text) == text) }
  }

  @Test("Further formats are written beside the three files, or alone")
  func furtherFormats() throws {
    let folder = try TemporaryFolder()
    try drawing().draw(sample, with: script("lines"), into: folder.file("all"), formats: [.pdf])
    try drawing().export(sample, with: script("lines"), into: folder.file("alone"), formats: [.pdf])
    let name = sample.name
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("all")).sorted()
        == ["gp", "pdf", "svg", "tsv"].map { "\(name).\($0)" })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("alone")) == ["\(name).pdf"])
    #expect(try folder.bytes("all/\(name).pdf") == folder.bytes("alone/\(name).pdf"))
  }

  @Test("Gaps part a line in two and are no error", arguments: [Double.nan, .infinity, -.infinity, -3])
  func gaps(gap: Double) throws {
    func strokes(_ ys: [Double]) throws -> Int {
      let picture = Picture(
        name: "gaps", y: Axis(isLogarithmic: true), series: [Series("a", .theory, x: [1, 2, 3, 4, 5], y: ys)])
      let svg = String(decoding: try drawing().render(picture, with: script("lines")).image, as: UTF8.self)
      return svg.components(separatedBy: "M").count
    }
    #expect(try strokes([1, 2, gap, 4, 5]) == strokes([1, 2, 3, 4, 5]) + 1)
  }

  @Test("A title becomes two lines of about equal length, and markup is not torn")
  func wrapping() {
    let title = Label.plain("one two three four five six seven").wrapped(to: 20)
    #expect(title.text == "one two three four\nfive six seven")
    #expect(Label.enhanced("aaaa {/:Bold bbbb cccc} dddd").wrapped(to: 10).text == "aaaa\n{/:Bold bbbb cccc}\ndddd")
    #expect(Label.plain("short").wrapped(to: 20) == "short")
  }

  @Test("Many figures may be drawn at once")
  func atOnce() async throws {
    let (drawing, script) = (try drawing(), try script("lines"))
    let expected = try drawing.render(sample, with: script).image
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<8 { group.addTask { try drawing.render(sample, with: script).image } }
      for try await image in group { #expect(image == expected) }
    }
  }

  @Test("gnuplot tells its version")
  func version() throws {
    #expect(try gnuplotVersion().contains(" patchlevel "))
  }
}
