import Foundation
import Testing

@testable import Figures

@Suite("Words on the way to gnuplot") struct QuotingTests {
  static let hostile = [
    "it's 'quoted' \"twice\"", #"back\slash \n \\ \101 \U+0041"#, "`touch PWNED`", "$(touch PWNED) @macro %s %d",
    "a_b^c {d} ~e &f",
    "<b>&amp; ]]>", "'; system('touch PWNED'); print '", "# no comment", "λ σ' ∂ 梯度 🙂", "_\u{301}x ^\u{301}y", "EOD\ne\nexit",
    "zero\0byte\rreturn",
  ]

  @Test("A hostile label is shown as it is, and nothing runs", arguments: hostile)
  func hostileLabel(text: String) throws {
    let folder = try TemporaryFolder()
    let picture = Picture(
      name: "hostile", title: .plain(text), x: Axis(.plain(text)), y: Axis(.plain(text)),
      series: [Series(.plain(text), x: [1, 2], y: [1, 2])])
    try drawing().draw(picture, with: script("lines"), into: folder.path)

    #expect(!FileManager.default.fileExists(atPath: "PWNED"))
    let words = Words(try folder.text("hostile.svg"))
    for line in text.split(separator: "\n") {
      let shown = String(String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
      // Twice or more: title, axes and legend.
      #expect(words.lines.filter { $0 == shown }.count >= 4, "\(shown) is not in \(words.lines)")
    }
    let again = try Gnuplot(executable: "gnuplot").run(settings: folder.text("hostile.gp"))
    #expect(Data(again.output) == (try folder.bytes("hostile.svg")))
  }

  @Test("Markup works where it is meant")
  func markup() throws {
    let picture = Picture(name: "markup", series: [Series(.enhanced("10^{-3} of a_b"), x: [1, 2], y: [1, 2])])
    let svg = String(decoding: try drawing().render(picture, with: script("lines")).image, as: UTF8.self)
    #expect(Words(svg).lines.contains("10-3 of ab"))
  }

  @Test("A caption stands below the title, line by line, without markup of its own")
  func caption() throws {
    let words = "geometric mean of 32 replicates, and the band from quantile_0.1 to quantile_0.9 at every layer of the network"
    let picture = Picture(name: "caption", title: "The title", caption: words, series: [Series("a", x: [1, 2], y: [1, 2])])
    let svg = String(decoding: try drawing().render(picture, with: script("lines")).image, as: UTF8.self)
    let lines = Words(svg).lines
    let title = try #require(lines.firstIndex(of: "The title"))
    #expect(lines[(title + 1)...].prefix(2).joined(separator: " ") == words)
  }

  @Test(
    "Numbers are the shortest decimals that read back",
    arguments: [(0.1, "0.1"), (20, "20"), (1e-48, "1e-48"), (-0.0, "-0"), (.nan, "nan"), (-.infinity, "-inf")])
  func numbers(value: Double, text: String) {
    #expect(Quoting.number(value) == text)
  }
}

/// The text elements of an SVG, as a reader sees them.
private struct Words {
  private(set) var lines: [String] = []

  init(_ svg: String) {
    for element in svg.components(separatedBy: "<text>").dropFirst() {
      let content = element.components(separatedBy: "</text>")[0]
      var text = ""
      var isTag = false
      for character in content {
        if character == "<" { isTag = true } else if isTag { isTag = character != ">" } else { text.append(character) }
      }
      lines.append(
        text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(
          of: "&amp;", with: "&"))
    }
  }
}
