import Records
import Testing

@Suite struct FrameTests {
  /// Tables out of order, a diverged cell, a measurement without axis.
  let frame = Frame(
    factors: ["activation", "width"], measurements: ["moment", "loss", "norm"],
    cells: [
      .init(
        levels: ["relu", 64], replicate: 0,
        tables: [
          ReadingTable(measurement: 0, step: 10, axes: [.init("layer", [0, 1])], values: [3, 4]),
          ReadingTable(measurement: 1, step: 0, values: [0.693]),
          ReadingTable(measurement: 0, step: 0, axes: [.init("layer", [1, 0])], values: [2, 1]),
        ]),
      .init(
        levels: [.init("tanh, \"soft\""), 64], replicate: 1, outcome: .diverged(step: 3),
        tables: [ReadingTable(measurement: 0, step: 0, axes: [.init("layer", [0]), .init("lag", [7])], values: [.nan])]),
      .init(levels: ["relu", 256], replicate: 1, tables: []),
    ])

  @Test("Rows follow the cells, then the steps, then the record")
  func order() throws {
    let moment = try #require(frame.measurement(named: "moment"))
    #expect(moment.cells == [0, 0, 0, 0, 1])
    #expect(moment.steps == [0, 0, 10, 10, 0])
    #expect(moment.axis(named: "layer") == [1, 0, 0, 1, 0])
    #expect(moment.values.dropLast() == [2, 1, 3, 4])
    #expect(moment.rows.map(\.cell) == moment.cells)
    #expect(moment.rows[2]["layer"] == 0)
    #expect(moment.rows[2]["width"] == nil)
    // Cells whose readings lack the axis.
    let lag = try #require(moment.axis(named: "lag"))
    #expect(lag.prefix(4).allSatisfy(\.isNaN) && lag[4] == 7)
    #expect(frame.measurement(named: "loss")?.values == [0.693])
    #expect(frame.measurement(named: "norm")?.count == 0)
    #expect(frame.measurement(named: "other") == nil)
  }

  @Test("Levels come once each, in the order of the cells, with their numbers")
  func levels() {
    #expect(frame.levels(of: "width") == [64, 256])
    #expect(frame.levels(of: "width")?.map(\.number) == [64, 256])
    #expect(frame.levels(of: "activation")?.map(\.label) == ["relu", "tanh, \"soft\""])
    #expect(frame.levels(of: "depth") == nil)
    #expect(frame.level(of: "width", in: 2) == 256)
    #expect(frame.replicates == [0, 1])
  }

  @Test("The comma-separated values, to the byte")
  func csv() {
    #expect(
      frame.csv() == """
        activation,width,replicate,outcome,step,measurement,layer,lag,value
        relu,64,0,finished,0,moment,1,nan,2
        relu,64,0,finished,0,moment,0,nan,1
        relu,64,0,finished,10,moment,0,nan,3
        relu,64,0,finished,10,moment,1,nan,4
        "tanh, ""soft""\",64,1,diverged at step 3,0,moment,0,7,nan
        relu,64,0,finished,0,loss,,,0.693

        """)
  }

  @Test(
    "Fields are quoted only where they must be",
    arguments: [
      ("plain é", "plain é"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\r\nlines", "\"two\r\nlines\""),
      ("\"\u{301}", "\"\"\"\u{301}\""), ("", ""),
    ])
  func quoting(field: String, quoted: String) {
    let frame = Frame(
      factors: ["f"], measurements: ["m"],
      cells: [.init(levels: [.init(field)], replicate: 0, tables: [ReadingTable(measurement: 0, step: 0, values: [1])])])
    #expect(Array(frame.csv().utf8) == Array("f,replicate,outcome,step,measurement,value\n\(quoted),0,finished,0,m,1\n".utf8))
  }

  @Test(
    "Numbers are the shortest that read back",
    arguments: [
      (0.1, "0.1"), (.leastNonzeroMagnitude, "5e-324"), (-0.0, "-0"), (.infinity, "inf"), (.nan, "nan"), (100, "100"),
      (9.094947017729282e-13, "9.094947017729282e-13"),
    ])
  func numbers(value: Double, text: String) {
    let frame = Frame(
      factors: [], measurements: ["m"],
      cells: [.init(levels: [], replicate: 0, tables: [ReadingTable(measurement: 0, step: 0, values: [value])])])
    #expect(frame.csv() == "replicate,outcome,step,measurement,value\n0,finished,0,m,\(text)\n")
  }
}
