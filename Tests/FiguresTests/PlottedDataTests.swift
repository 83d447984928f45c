import Foundation
import Testing

@testable import Figures

@Suite("The plotted numbers") struct PlottedDataTests {
  @Test("The .tsv has a header, a line a point, shortest decimals, and says what is missing")
  func golden() {
    let picture = Picture(
      name: "golden",
      series: [
        Series(
          "tanh\tor\nnot", x: [1, 2, 3], y: [0.1, .nan, 1e-48], band: ([0.05, -.infinity, 0], [0.2, .infinity, 1.0 / 3])),
        Series(
          .enhanced("4^{-L}"), .theory, columns: [.init("y", [0.25, 1e300]), .init("x", [1, -0.5]), .init("slope", [7, 8])]),
      ])
    #expect(
      picture.tabSeparated == """
        series\trole\tx\ty\tlow\thigh\tslope
        tanh or not\tmeasured\t1\t0.1\t0.05\t0.2\t
        tanh or not\tmeasured\t2\tnan\t-inf\tinf\t
        tanh or not\tmeasured\t3\t1e-48\t0\t0.3333333333333333\t
        4^{-L}\ttheory\t1\t0.25\t\t\t7
        4^{-L}\ttheory\t-0.5\t1e+300\t\t\t8

        """)
  }

  @Test("On a logarithmic axis what is not above 0 is a gap, and a band that reaches below it ends at its end")
  func logarithmic() {
    let series = Series("a", x: [1, 2, 3], y: [1e-3, 0, 4], band: ([0, -1, 2], [1, 0, 8]))
    let data = PlottedData(Picture(name: "log", y: Axis(isLogarithmic: true), series: [series]))
    let rows = data.tables[0].values.map { $0.isNaN ? -99 : $0 }
    #expect(data.columns == ["x", "y", "low", "high"])
    #expect(rows == [1, 1e-3, 1e-3, 1, 2, -99, 1e-3, -99, 3, 4, 2, 8])
    #expect(data.yExtent == 1e-3...8)

    let linear = PlottedData(Picture(name: "linear", series: [series]))
    #expect(linear.tables[0].values == [1, 1e-3, 0, 1, 2, 0, -1, 0, 3, 4, 2, 8])
  }

  @Test("Every double survives the way to gnuplot and back")
  func exactness() throws {
    let values = [
      0.1, 1.0 / 3, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, -1e-48, pow(0.25, 80),
      123456789.123456789,
    ]
    let reply = try Gnuplot(executable: "gnuplot").run(
      settings: "set print '-'\n", dataBlock: "$d", tables: [Table(values: values + [.nan], columns: 1)],
      commands: "do for [i = 1:\(values.count + 1)] { print $d[i] }\n")
    let lines = String(decoding: reply.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.dropLast().map { Double($0) } == values)
    #expect(lines.last == "NaN")
  }
}
