import Catalogues
import Documents
import Graphs
import Random
import Testing

@testable import Networks

private func stream(_ position: String = "layer", replicate: Int = 0) -> RandomStream {
  RandomStream(namespace: .pilot, seed: 0, replicate: replicate, purpose: "weight", position: position)
}

private func draw(_ text: String, _ shape: Shape = [200, 300], position: String = "layer") throws -> [Double] {
  try decode(Initializers.catalogue, text).filling(fanIn: shape.dimensions[1], fanOut: shape.dimensions[0])
    .values(for: shape, from: stream(position))
}

/// The JSON of an initializer, its variance for 300 inputs and 200 outputs, and the kurtosis of its distribution less 1.
private let rules: [(String, Double, Double)] = [
  ("\"xavierNormal\"", 2.0 / 500, 2.0), ("\"xavierUniform\"", 2.0 / 500, 0.8),
  ("\"heNormal\"", 2.0 / 300, 2), ("\"heUniform\"", 2.0 / 300, 0.8),
  ("\"lecunNormal\"", 1.0 / 300, 2), ("\"lecunUniform\"", 1.0 / 300, 0.8),
  (#"{"kind": "heNormal", "gain": 3}"#, 18.0 / 300, 2),
  (#"{"kind": "varianceScaling", "scale": 5, "fan": "out"}"#, 5.0 / 200, 2),
  (#"{"kind": "varianceScaling", "scale": 0.3333333333333333, "distribution": "uniform"}"#, 1.0 / 900, 0.8),
  (#"{"kind": "normal", "standardDeviation": 0.3}"#, 0.09, 2), (#"{"kind": "uniform", "low": -3, "high": 3}"#, 3, 0.8),
  (#"{"kind": "identity", "scale": 0, "noise": 0.5}"#, 0.25 / 300, 2),
]

private func meanSquare(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } / Double(values.count) }

@Suite struct InitializerTests {
  @Test(
    "The sample variance is the rule's, within four standard errors",
    arguments: rules)
  func variance(text: String, expected: Double, kurtosisLessOne: Double) throws {
    let values = try draw(text)
    // Var x² = (κ - 1) σ⁴: 2 for a normal, 4/5 for a uniform variable.
    #expect(abs(meanSquare(values) / expected - 1) < 4 * (kurtosisLessOne / Double(values.count)).squareRoot())
  }

  @Test(
    "A uniform initializer never exceeds its half-width, and comes near it",
    arguments: [("xavierUniform", 6.0 / 500), ("heUniform", 6.0 / 300), ("lecunUniform", 3.0 / 300)])
  func halfWidth(name: String, square: Double) throws {
    let largest = try draw("\"\(name)\"").reduce(0) { max($0, abs($1)) }
    #expect(largest <= square.squareRoot() && largest > 0.999 * square.squareRoot())
  }

  @Test("Initializers that differ in scale see the same draws, scaled")
  func pairing() throws {
    let (xavier, he) = (try draw("\"xavierNormal\""), try draw("\"heNormal\""))
    let ratio = (2.0 / 300).squareRoot() / (2.0 / 500).squareRoot()
    #expect(zip(xavier, he).allSatisfy { abs($1 - ratio * $0) <= 1e-15 * abs($1) })
    let (narrow, wide) = (try draw("\"xavierUniform\""), try draw("\"heUniform\""))
    #expect(zip(narrow, wide).allSatisfy { abs($1 - ratio * $0) <= 1e-15 })
  }

  @Test("Another position, or another replicate, draws other numbers")
  func streams() throws {
    #expect(try draw("\"heNormal\"", position: "a") != draw("\"heNormal\"", position: "b"))
    let filling = Filling.normal(mean: 0, standardDeviation: 1)
    #expect(filling.values(for: [3], from: stream()) != filling.values(for: [3], from: stream(replicate: 1)))
  }

  @Test(
    "A filling writes its values into memory, rounded to its precision; normal draws to within a few of its last places",
    arguments: [
      Filling.constant(0.1), .given((0..<60).map { Double($0) / 7 }), .normal(mean: 0.3, standardDeviation: 0.7),
      .normal(mean: 0, standardDeviation: 1), .uniform(low: -0.3, high: 0.4), .orthogonal(gain: 1.1),
      .identity(scale: 0.9, noise: 0.1), .randomClasses,
    ])
  func fillsMemory(filling: Filling) {
    let shape: Shape = [6, 10]
    let values = filling.values(for: shape, from: stream())
    var wide = [Double](repeating: -7, count: 62), narrow = [Float](repeating: -7, count: 62)
    wide.withUnsafeMutableBytes { filling.fill($0.baseAddress! + 8, .float64, shape: shape, from: stream()) }
    narrow.withUnsafeMutableBytes { filling.fill($0.baseAddress! + 4, .float32, shape: shape, from: stream()) }
    #expect(wide == [-7] + values + [-7])
    if case .normal(let mean, _) = filling {
      #expect(narrow.first == -7 && narrow.last == -7)
      for (x, y) in zip(narrow.dropFirst(), values) {
        #expect(abs(Double(x) - y) <= 6 * Double(Float(max(abs(y - mean), abs(mean))).ulp))
      }
    } else {
      #expect(narrow == [-7] + values.map { Float($0) } + [-7])
    }
  }

  @Test("An orthogonal matrix has orthonormal rows or columns, times the gain", arguments: [[5, 8], [8, 5], [6, 6]])
  func orthogonal(dimensions: [Int]) throws {
    let (rows, columns) = (dimensions[0], dimensions[1])
    let w = try draw(#"{"kind": "orthogonal", "gain": 2}"#, Shape(dimensions))
    let byRows = rows <= columns
    for i in 0..<min(rows, columns) {
      for j in 0..<min(rows, columns) {
        let product = (0..<max(rows, columns)).reduce(0.0) { sum, k in
          sum + (byRows ? w[i * columns + k] * w[j * columns + k] : w[k * columns + i] * w[k * columns + j])
        }
        #expect(abs(product - (i == j ? 4 : 0)) < 1e-13)
      }
    }
  }

  @Test("Constants, zeros and the identity are what they say")
  func plain() throws {
    #expect(try draw("\"zeros\"", [2, 2]) == [0, 0, 0, 0])
    #expect(try draw(#"{"kind": "constant", "value": -1.5}"#, [1, 2]) == [-1.5, -1.5])
    #expect(try draw(#"{"kind": "identity", "scale": 0.9}"#, [2, 3]) == [0.9, 0, 0, 0, 0.9, 0])
  }

  @Test("What is written whole decodes to itself", arguments: Initializers.catalogue.names)
  func roundTrip(name: String) throws {
    let standard = try #require(Initializers.catalogue.entries.first { $0.name == name }).standard()
    let whole = Initializers.catalogue.encode(standard).canonical
    #expect(Initializers.catalogue.encode(try decode(Initializers.catalogue, whole)).canonical == whole)
  }
}
