import Documents
import Expressions
import Records
import Selections
import Testing

/// Two activations × two widths × two replicates; a moment by layer and one loss a cell.
private let frame = Frame(
  factors: ["activation", "width"], measurements: ["moment", "loss"],
  cells: ["relu", "tanh"].flatMap { activation in
    [64, 256].flatMap { width in
      (0..<2).map { replicate in
        let scale = (activation == "relu" ? 1.0 : 2.0) * Double(width) + Double(replicate)
        return Frame.CellReadings(
          levels: [Frame.Level(activation), Frame.Level(String(width), number: Double(width))], replicate: replicate,
          tables: [
            ReadingTable(measurement: 0, step: 0, axes: [.init("layer", [0, 1, 2])], values: [scale, scale / 2, scale / 4]),
            ReadingTable(measurement: 1, step: 0, values: [10 * scale]),
          ])
      }
    }
  })

private let outline = Outline(
  experiment: "main",
  factors: [
    .init(name: "activation", levels: ["relu", "tanh"]),
    .init(name: "width", levels: [64, 256]),
  ],
  measurements: [.init(name: "moment", axes: ["layer"]), .init(name: "loss", axes: [])], replicates: 2)

private func query(_ columns: [String], filter: String = "{}", by: [String] = []) throws -> Query {
  var problems = Problems()
  let filter = try #require(Filter.decode(try JSONParser.parse(filter), &problems))
  return Query(columns: try columns.map { Formula(try Expression($0)) }, filter: filter, by: by.map { Name($0) })
}

@Suite struct QueryTests {
  @Test("Rows are sliced by the levels of by, in the levels' order, with the filter applied")
  func slices() throws {
    let selection = try query(["moment", "layer"], filter: #"{"layer": {"from": 1}}"#, by: ["width", "activation"])
    let slices = try selection.slices(of: frame, outline)
    #expect(slices.map(\.label) == ["width 64, relu", "width 64, tanh", "width 256, relu", "width 256, tanh"])
    #expect(slices[1].columns == [[64, 32, 64.5, 32.25], [1, 2, 1, 2]])
    #expect(slices[1].replicates == [0, 0, 1, 1])
    #expect(slices[1].origin(3) == "activation tanh, width 64, layer 2, replicate 1")
  }

  @Test("An axis may name the slices, and a measurement without axes joins every row of its cell")
  func joins() throws {
    let selection = try query(["loss / moment"], filter: #"{"activation": "relu", "width": 64}"#, by: ["layer"])
    let slices = try selection.slices(of: frame, outline)
    #expect(slices.map(\.label) == ["layer 0", "layer 1", "layer 2"])
    #expect(slices.map(\.columns) == [[[10, 10]], [[20, 20]], [[40, 40]]])
  }

  @Test("Factors are numbers, or texts where a function wants one")
  func factors() throws {
    let slices = try query(["width", "activation == 'relu'"], by: ["activation", "width"]).slices(of: frame, outline)
    #expect(slices.map { $0.columns.map(\.first) } == [[64, 1], [256, 1], [64, 0], [256, 0]])
    #expect(slices[0].constants["activation"] == .text("relu"))
  }

  @Test(
    "What would mean two things is refused",
    arguments: [
      (
        ["moment"], "{}", ["activation"],
        [
          "the factor 'width' has 2 levels here: fix it in 'where' or name it in 'by'",
          "'layer' runs over several values here: fix it in 'where' or name it in 'by'",
        ]
      ),
      (
        ["moment", "layer"], #"{"width": 64, "activation": "rleu"}"#, [],
        ["the factor 'activation' has no level 'rleu'. Did you mean 'relu'?"]
      ),
      (["momnet"], #"{"width": 64}"#, ["activation"], ["in 'momnet': "]),
      (["loss"], #"{"width": 64, "dpeth": 3}"#, ["activation"], ["there is no factor and no axis 'dpeth' to select by."]),
      (
        ["loss"], #"{"width": 64}"#, ["activatoin"],
        [
          "there is no factor and no axis 'activatoin'. Did you mean 'activation'?"
        ]
      ),
      (
        ["loss * (activation == 'relu')"], #"{"width": 64}"#, [],
        ["'activation' is a text with several levels here: fix it in 'where' or name it in 'by'"]
      ),
    ])
  func ambiguities(columns: [String], filter: String, by: [String], messages: [String]) throws {
    var problems = Problems()
    try query(columns, filter: filter, by: by).check(outline, rows: .onePerPoint, at: nil, &problems)
    #expect(problems.list.count == messages.count)
    for (problem, message) in zip(problems.list, messages) { #expect(problem.message.hasPrefix(message)) }
  }

  @Test("A sound selection has no problem; its samples may leave an axis open")
  func sound() throws {
    var problems = Problems()
    let points = try query(["log(moment)", "layer"], filter: #"{"width": 64}"#, by: ["activation"])
    points.check(outline, rows: .onePerPoint, at: nil, &problems)
    try query(["moment"], filter: #"{"width": 64}"#, by: ["activation"]).check(outline, rows: .samples, at: nil, &problems)
    #expect(problems.isEmpty)
  }
}
