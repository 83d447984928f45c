import Documents
import Foundation
import Records
import Selections
import Testing

@testable import Figures

@Suite("A surface") struct SurfaceTests {
  private let shuffled = Series("s", surface: [1, 0, 1, 0, 2], [5, 5, 3, 3, 3], height: [15, 5, 13, 3, 23])

  @Test("Its points become rows of a grid, a missing one a gap, and the .gp parts the rows")
  func grid() {
    let picture = Picture(name: "grid", series: [shuffled, Series("path", x: [0], y: [4])])
    let data = PlottedData(picture)
    #expect(data.columns == ["x", "y", "low", "high", "z"])
    #expect(data.tables[0].blockRows == 3 && data.tables[1].blockRows == 0)
    let rows = data.tables[0].values.map { $0.isNaN ? -9 : $0 }
    #expect(rows == [0, 3, -9, -9, 3, 1, 3, -9, -9, 13, 2, 3, -9, -9, 23, 0, 5, -9, -9, 5, 1, 5, -9, -9, 15, 2, 5, -9, -9, -9])
    #expect(data.surface?.extent == 3...23)
    let commands = PlotCommands(picture: picture, data: data)
    #expect(commands.settings(terminal: "").contains("surface_index = 0; surface_columns = 3; surface_rows = 2"))
    let program = commands.standalone(terminal: "", style: style, script: style)
    #expect(program.contains("2 3 NaN NaN 23\n\n0 5 NaN NaN 5\n") && program.contains("2 5 NaN NaN NaN\n\n\n0 4 NaN NaN NaN\n"))
    #expect(picture.tabSeparated.hasPrefix("series\trole\tx\ty\tz\ns\tsurface\t1\t5\t15\n"))
    #expect(picture.tabSeparated.hasSuffix("path\tmeasured\t0\t4\t\n"))
  }

  private let style = Script(path: "none", text: "")

  @Test("Huge heights stay in the data; those not above 0 reach the end of a logarithmic axis")
  func heights() {
    func shown(_ axis: Axis) -> [Double] {
      let series = Series("s", surface: [0, 1, 0, 1], [0, 0, 1, 1], height: [0, -2, 1e300, 7])
      let table = PlottedData(Picture(name: "h", z: axis, series: [series])).tables[0]
      return (0..<4).map { table.values[$0 * 5 + 4] }
    }
    #expect(shown(Axis(to: 10)) == [0, -2, 1e300, 7])
    #expect(shown(Axis(isLogarithmic: true)) == [7, 7, 1e300, 7])
    #expect(shown(Axis(isLogarithmic: true, from: 1e-3)) == [1e-3, 1e-3, 1e300, 7])
  }

  @Test("A surface of one row, or without a height, cannot be drawn", arguments: [[0.0, 0, 0, 0], [0, 0, 1, 1]])
  func nothing(y: [Double]) throws {
    let series = Series("s", surface: [0, 1, 2, 3], y, height: y[3] == 0 ? [1, 2, 3, 4] : [.nan, .nan, .infinity, .nan])
    #expect(throws: DrawingError.nothingToPlot(figure: "n")) {
      try drawing().render(Picture(name: "n", series: [series]), with: script("surface"))
    }
  }

  @Test("A flat surface, and one over a single decade, draw", arguments: ["surface", "contours-with-paths"], [false, true])
  func flat(name: String, isLogarithmic: Bool) throws {
    for top in [2.0, 3] {
      let series = Series("s", surface: [0, 1, 0, 1], [0, 0, 1, 1], height: [2, 2, 2, top])
      let picture = Picture(name: "flat", z: Axis(isLogarithmic: isLogarithmic), series: [series])
      #expect(try drawing().render(picture, with: script(name)).warnings == [])
    }
  }

  @Test("A grid of 51 × 51 stays below 400 kB", arguments: ["surface", "contours-with-paths"])
  func size(name: String) throws {
    let ends = (0..<51).map { Double($0) / 25 - 1 }
    let xs = ends.flatMap { _ in ends }
    let ys = ends.flatMap { y in ends.map { _ in y } }
    let heights = zip(xs, ys).map { x, y in x * x - y * y }
    let series = Series("s", surface: xs, ys, height: heights)
    #expect(try drawing().render(Picture(name: "size", series: [series]), with: script(name)).image.count < 400_000)
  }
}

@Suite struct SurfaceSettingsTests {
  private static let optimizers = ["descent", "momentum"]
  private let planes = Outline(
    experiment: "plane", factors: [], measurements: [.init(name: "surface", axes: ["x", "y"])], replicates: 1)
  private let paths = Outline(
    experiment: "training", factors: [.init(name: "optimizer", levels: optimizers.map { Frame.Level($0) })],
    measurements: [.init(name: "w1", axes: []), .init(name: "w2", axes: [])], replicates: 1)

  private let plane = Frame(
    factors: [], measurements: ["surface"],
    cells: [
      Frame.CellReadings(
        levels: [], replicate: 0,
        tables: [
          ReadingTable(
            measurement: 0, step: 0, axes: [.init("x", [0, 1, 0, 1]), .init("y", [0, 0, 2, 2])], values: [1, 2, 3, 4])
        ])
    ])
  private let training = Frame(
    factors: ["optimizer"], measurements: ["w1", "w2"],
    cells: optimizers.enumerated().map { index, name in
      Frame.CellReadings(
        levels: [Frame.Level(name)], replicate: 0,
        tables: (0..<3).flatMap { step in
          [5.0, 7].enumerated().map {
            ReadingTable(measurement: $0, step: step, axes: [], values: [$1 * Double((step * 2 + index) % 3)])
          }
        })
    })

  private func decode(_ text: String) throws -> (FigureSettings?, [String]) {
    var problems = Problems()
    let figure = FigureSettings.decode(try JSONParser.parse(text), &problems)
    figure?.check([planes, paths], &problems)
    return (figure, problems.list.map(\.message))
  }

  @Test("A surface and the paths over it come from their own experiments; a path follows the steps, wherever x goes")
  func combined() throws {
    let (figure, problems) = try decode(
      """
      {"name": "paths", "script": "contours-with-paths", "logScale": "z", "zLabel": "loss", "zRange": [0.5, 3], "series": [
        {"from": "plane", "z": "2 * surface", "x": "x", "y": "y"},
        {"from": "training", "x": "w1", "y": "w2", "by": ["optimizer"], "order": "step"}]}
      """)
    #expect(problems.isEmpty)
    let picture = try #require(try figure?.picture([(planes, plane), (paths, training)]))
    #expect(picture.series.map(\.role) == [.surface, .measured, .measured])
    #expect(picture.series[0]["z"] == [2, 4, 6, 8] && picture.series[0]["y"] == [0, 0, 2, 2])
    #expect(picture.series[1]["x"] == [0, 10, 5] && picture.series[1]["y"] == [0, 14, 7])
    #expect(picture.series[2]["x"] == [5, 0, 10] && picture.series[2].label == .plain("momentum"))
    #expect(picture.z == Axis(.enhanced("loss"), isLogarithmic: true, from: 0.5, to: 3))
  }

  @Test(
    "What cannot be drawn is told",
    arguments: [
      (
        #"{"from": "plane", "x": "x", "y": "y", "z": "surface", "by": ["x"]}"#,
        "a surface is one: fix levels in 'where', not in 'by'"
      ),
      (#"{"from": "plane", "x": "x", "y": "y", "z": "surface", "band": "range"}"#, "a surface has no band"),
      (
        #"{"from": "training", "x": "w1", "y": "w2", "by": ["optimizer"], "order": "step", "band": "range"}"#,
        "a path has no band"
      ),
      (#"{"from": "plane", "x": "x", "y": "surface", "role": "surface"}"#, "a surface has 'z', and nothing else has"),
      (
        #"{"from": "plane", "x": "x", "y": "y", "z": "surface"}, {"from": "plane", "x": "x", "y": "y", "z": "surface"}"#,
        "a figure has one surface, and this is another"
      ),
    ])
  func mistakes(series: String, message: String) throws {
    #expect(try decode(#"{"name": "f", "series": [\#(series)]}"#).1.contains(message))
  }
}
