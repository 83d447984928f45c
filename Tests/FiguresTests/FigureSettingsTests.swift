import Documents
import Records
import Selections
import Testing

@testable import Figures

private let frame = Frame(
  factors: ["initializer"], measurements: ["moment"],
  cells: ["he", "xavier"].flatMap { initializer in
    [1.0, 4.0].enumerated().map { replicate, scale in
      Frame.CellReadings(
        levels: [Frame.Level(initializer)], replicate: replicate,
        tables: [
          ReadingTable(
            measurement: 0, step: 0, axes: [.init("layer", [0, 1])], values: [scale, initializer == "he" ? scale : scale / 2])
        ])
    }
  })

private let outline = Outline(
  experiment: "main", factors: [.init(name: "initializer", levels: ["he", "xavier"])],
  measurements: [.init(name: "moment", axes: ["layer"])], replicates: 2)

@Suite struct FigureSettingsTests {
  private func decode(_ text: String) throws -> (FigureSettings?, [String]) {
    var problems = Problems()
    let figure = FigureSettings.decode(try JSONParser.parse(text), &problems)
    figure?.check([outline], &problems)
    return (figure, problems.list.map(\.message))
  }

  @Test("A selection becomes curves: a point is the summary over replicates, a band is what it says it is")
  func picture() throws {
    let (figure, problems) = try decode(
      #"{"name": "moments", "y": "moment", "x": "layer", "by": ["initializer"], "summary": "geometricMean", "band": "range", "logScale": "y", "theory": [{"label": "2^{-l}", "expression": "2 ^ -layer"}]}"#
    )
    #expect(problems.isEmpty)
    let picture = try #require(try figure?.picture([(outline, frame)]))
    #expect(picture.series.map(\.label.text) == ["he", "xavier", "2^{-l}"])
    #expect(picture.series.map { $0["x"] } == [[0, 1], [0, 1], [0, 1]])
    #expect(picture.series.map { $0["y"] } == [[2, 2], [2, 1], [1, 0.5]])
    #expect(picture.series.map { $0["high"] } == [[4, 4], [4, 2], nil])
    #expect(picture.caption == "geometric mean of 2 replicates, band: all replicates")
    #expect(picture.y.isLogarithmic && !picture.x.isLogarithmic)
  }

  @Test("Keys of a curve in the figure itself hold for every entry of series")
  func inheritance() throws {
    let (figure, problems) = try decode(
      #"{"name": "two", "y": "moment", "x": "layer", "series": [{"label": "He", "where": {"initializer": "he"}}, {"label": "Xavier", "where": {"initializer": "xavier"}, "summary": "maximum"}]}"#
    )
    #expect(problems.isEmpty)
    let picture = try #require(try figure?.picture([(outline, frame)]))
    #expect(picture.series.map(\.label.text) == ["He", "Xavier"])
    #expect(picture.series.map { $0["y"] } == [[2.5, 2.5], [4, 2]])
  }

  @Test(
    "What cannot be drawn is told before anything runs",
    arguments: [
      (
        #"{"name": "f", "y": "moment", "x": "layer"}"#,
        "the factor 'initializer' has 2 levels here: fix it in 'where' or name it in 'by'"
      ),
      (#"{"name": "f", "y": "momnet", "x": "layer", "by": ["initializer"]}"#, "in 'momnet': "),
      (
        #"{"name": "f", "y": "moment", "x": "layer", "by": ["initializer"], "from": "chain"}"#, "no experiment is called 'chain'."
      ),
      (
        #"{"name": "f", "y": "moment", "x": "layer", "by": ["initializer"], "band": "quantile(0.1)"}"#,
        "expected 'none', 'range', 'quantiles(0.1, 0.9)' or 'interval(0.95)', found 'quantile(0.1)'"
      ),
      (
        #"{"name": "a b", "y": "moment", "x": "layer", "by": ["initializer"]}"#,
        "a figure's name is letters, digits and hyphens: it names its files"
      ),
      (
        #"{"name": "f", "y": "moment", "x": "layer", "by": ["initializer"], "sumary": "mean"}"#,
        "a figure has no setting 'sumary'. Did you mean 'summary'?"
      ),
      (
        #"{"name": "f", "y": "moment", "x": "layer", "by": ["initializer"], "theory": [{"label": "t", "expression": "2 ^ depth"}]}"#,
        "in '2 ^ depth': "
      ),
    ])
  func mistakes(text: String, message: String) throws {
    let problems = try decode(text).1
    #expect(problems.count >= 1 && problems[0].hasPrefix(message))
  }
}
