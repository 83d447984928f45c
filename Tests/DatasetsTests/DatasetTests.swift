import Catalogues
import Documents
import Random
import Testing

@testable import Datasets

private func decode(_ text: String) throws -> any Dataset {
  var problems = Problems()
  let dataset = Datasets.catalogue.decode(try JSONParser.parse(text), &problems)
  #expect(problems.list.map(\.message) == [])
  return try #require(dataset)
}

private func stream(replicate: Int = 0) -> RandomStream {
  RandomStream(namespace: .pilot, seed: 5, replicate: replicate, purpose: "input", position: "input")
}

@Suite("Datasets") struct DatasetTests {
  @Test("Every dataset makes as many numbers as it says, classes in their range", arguments: Datasets.catalogue.names)
  func sizes(name: String) throws {
    let dataset = try decode("\"\(name)\"")
    let examples = dataset.make(from: stream())
    #expect(examples.inputs.count == dataset.examples * dataset.features)
    switch dataset.target {
    case .classes(let count):
      #expect(examples.targets.count == dataset.examples)
      #expect(Set(examples.targets) == Set((0..<count).map(Double.init)))
    case .values(let count): #expect(examples.targets.count == dataset.examples * count)
    }
    #expect((examples.inputs + examples.targets).allSatisfy { $0.isFinite })
  }

  @Test(
    "The same stream gives the same examples, and more examples change none of those before", arguments: Datasets.catalogue.names)
  func addresses(name: String) throws {
    let (few, many) = (try decode(#"{"kind": "\#(name)", "examples": 12}"#), try decode(#"{"kind": "\#(name)", "examples": 30}"#))
    #expect(few.make(from: stream()) == few.make(from: stream()))
    // The points of a grid move when it is refined.
    if name == Chebyshev.name { return }
    let (a, b) = (few.make(from: stream()), many.make(from: stream()))
    #expect(a.inputs == Array(b.inputs.prefix(a.inputs.count)) && a.targets == Array(b.targets.prefix(a.targets.count)))
    let other = few.make(from: stream(replicate: 1))
    #expect((other == a) == (name == ExclusiveOr.name))
  }

  @Test("What is written whole decodes to itself", arguments: Datasets.catalogue.names)
  func roundTrip(name: String) throws {
    let whole = Datasets.catalogue.encode(try decode("\"\(name)\"")).canonical
    let again = try decode(whole)
    #expect(Datasets.catalogue.encode(again).canonical == whole)
  }

  @Test("In the adding problem each half has one mark, and the target is the sum of the marked numbers", arguments: [2, 3, 20])
  func adding(steps: Int) throws {
    let dataset = try decode(#"{"kind": "addingProblem", "examples": 2000, "steps": \#(steps)}"#)
    #expect(dataset.shape == [steps, 2])
    let examples = dataset.make(from: stream())
    var error = 0.0
    for example in 0..<2000 {
      let pairs = (0..<steps).map { step in
        (number: examples.inputs[(example * steps + step) * 2], mark: examples.inputs[(example * steps + step) * 2 + 1])
      }
      let marks = pairs.indices.filter { pairs[$0].mark == 1 }
      #expect(marks.count == 2 && marks[0] < steps / 2 && marks[1] >= steps / 2)
      #expect(pairs.allSatisfy { $0.mark == 0 || $0.mark == 1 } && pairs.allSatisfy { $0.number > 0 && $0.number < 1 })
      #expect(examples.targets[example] == pairs[marks[0]].number + pairs[marks[1]].number)
      error += (examples.targets[example] - 1) * (examples.targets[example] - 1) / 2000
    }
    // The sum of two has the variance 1/6 and the fourth moment 1/15: four standard errors of the mean.
    let standardError = ((1.0 / 15 - 1.0 / 36) / 2000).squareRoot()
    #expect(abs(error - 1.0 / 6) < 4 * standardError)
  }

  @Test("Without noise the moons are half circles of radius 1 about (0, 0) and (1, ½)")
  func moons() throws {
    let examples = try decode(#"{"kind": "twoMoons", "noise": 0, "examples": 50}"#).make(from: stream())
    for index in 0..<50 {
      let label = examples.targets[index]
      let (x, y) = (examples.inputs[2 * index] - label, examples.inputs[2 * index + 1] - 0.5 * label)
      #expect(abs(x * x + y * y - 1) < 1e-14)
      #expect(label == 0 ? y >= 0 : y <= 0)
    }
  }

  @Test("Without noise every point of a spiral lies at its angle")
  func spirals() throws {
    let examples = try decode(#"{"kind": "spirals", "noise": 0, "classes": 3, "turns": 0.2, "examples": 30}"#).make(
      from: stream())
    for index in 0..<30 {
      let (x, y) = (examples.inputs[2 * index], examples.inputs[2 * index + 1])
      let radius = (x * x + y * y).squareRoot()
      #expect(radius > 0 && radius < 1)
      // A spiral shorter than a third of a turn stays in its sector, so that sectors tell the classes.
      let quarter = examples.targets[index] == 0 ? x + abs(y) > 0 && y >= 0 : true
      #expect(quarter)
    }
  }

  @Test("The exclusive or of the signs, every corner once in four examples")
  func exclusiveOr() throws {
    let examples = try decode("\"xor\"").make(from: stream())
    #expect(examples.inputs == [1, 1, 1, -1, -1, -1, -1, 1])
    #expect(examples.targets == [0, 1, 0, 1])
  }

  @Test("The polynomial is cos(k arccos x)")
  func chebyshev() throws {
    let examples = try decode(#"{"kind": "chebyshev", "degree": 4, "examples": 5}"#).make(from: stream())
    #expect(examples.inputs == [-1, -0.5, 0, 0.5, 1])
    // T₄ = 8 x⁴ - 8 x² + 1
    #expect(examples.targets == [1, -0.5, 1, -0.5, 1])
  }

  @Test("A teacher's values are its network's, whatever else is asked for, and its class is the largest")
  func teacher() throws {
    let values = try decode(#"{"kind": "teacher", "task": "regression", "outputs": 3, "examples": 40}"#).make(from: stream())
    let labels = try decode(#"{"kind": "teacher", "outputs": 3, "examples": 40}"#).make(from: stream())
    #expect(values.inputs == labels.inputs)
    for row in 0..<40 {
      let scores = Array(values.targets[(3 * row)..<(3 * row + 3)])
      #expect(scores[Int(labels.targets[row])] == scores.max())
    }
    let mean = values.targets.reduce(0) { $0 + $1 * $1 } / 120
    #expect(mean > 0.05 && mean < 2)
  }
}
