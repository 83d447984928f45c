import Catalogues
import Documents
import Testing

@testable import Networks

@Suite struct ActivationTests {
  @Test("Every activation's derivatives agree with finite differences, to third order", arguments: Activations.catalogue.names)
  func finiteDifferences(name: String) throws {
    let activation = try decode(Activations.catalogue, "\"\(name)\"")
    let points = stride(from: -6.0, through: 6, by: 0.37).filter { point in
      activation.kinks.allSatisfy { abs($0 - point) > 0.01 }
    }
    let step = 1e-5
    let exact = try derivatives(of: activation, order: 3, at: points)
    let above = try derivatives(of: activation, order: 2, at: points.map { $0 + step })
    let below = try derivatives(of: activation, order: 2, at: points.map { $0 - step })
    for order in 1...3 {
      for index in points.indices {
        let quotient = (above[order - 1][index] - below[order - 1][index]) / (2 * step)
        #expect(abs(exact[order][index] - quotient) < 1e-8, "derivative \(order) at \(points[index])")
      }
    }
  }

  @Test("No activation is steeper than it says, and it is as steep somewhere", arguments: Activations.catalogue.names)
  func steepest(name: String) throws {
    let activation = try decode(Activations.catalogue, "\"\(name)\"")
    // 0, and 4000 points around it.
    let points = (-2000...2000).map { Double($0) / 100 }
    let steepest = try derivatives(of: activation, order: 1, at: points)[1].reduce(0) { max($0, abs($1)) }
    #expect(steepest <= activation.steepestSlope * (1 + 1e-15))
    #expect(steepest >= activation.steepestSlope * 0.999)
  }

  @Test(
    "The values keep their bounds",
    arguments: [
      ("sigmoid", 0.0, 1.0), ("tanh", -1, 1), ("softsign", -1, 1), ("hardTanh", -1, 1), ("sine", -1, 1), ("relu", 0, .infinity),
      ("elu", -1, .infinity), ("softplus", 0, .infinity), ("swish", -0.2785, .infinity), ("gelu", -0.17, .infinity),
      ("selu", -1.7581, .infinity),
    ])
  func bounds(name: String, low: Double, high: Double) throws {
    let points = (-400...400).map { Double($0) / 2 }
    let values = try derivatives(of: decode(Activations.catalogue, "\"\(name)\""), order: 0, at: points)[0]
    #expect(values.allSatisfy { $0 >= low && $0 <= high })
  }

  @Test(
    "Those that are monotone never fall",
    arguments: ["identity", "sigmoid", "tanh", "relu", "leakyRelu", "elu", "selu", "softplus", "softsign", "hardTanh"])
  func monotone(name: String) throws {
    let points = (-1000...1000).map { Double($0) / 100 }
    let slopes = try derivatives(of: decode(Activations.catalogue, "\"\(name)\""), order: 1, at: points)[1]
    #expect(slopes.allSatisfy { $0 >= 0 })
  }

  @Test("Far out nothing overflows, and NaN stays NaN, in value and slope", arguments: Activations.catalogue.names)
  func extremes(name: String) throws {
    let activation = try decode(Activations.catalogue, "\"\(name)\"")
    let far = try derivatives(of: activation, order: 1, at: [-1e4, -750, 750, 1e4])
    #expect(far.allSatisfy { $0.allSatisfy(\.isFinite) })
    #expect(try derivatives(of: activation, order: 0, at: [.nan])[0][0].isNaN)
  }

  @Test(
    "The slope at a kink is one of the two sides'",
    arguments: [
      ("\"relu\"", 0.0, 0.0), (#"{"kind": "leakyRelu", "slope": 0.3}"#, 0, 0.3), ("\"elu\"", 0, 1), ("\"softsign\"", 0, 1),
      ("\"hardTanh\"", 1, 0), ("\"hardTanh\"", -1, 0), (#"{"kind": "elu", "alpha": 0.5}"#, 0, 0.5),
    ])
  func kinks(text: String, point: Double, slope: Double) throws {
    #expect(try derivatives(of: decode(Activations.catalogue, text), order: 1, at: [point])[1][0] == slope)
  }

  @Test("The sigmoid's slope is exactly 1/4 at 0, smaller elsewhere, and what the texts say at 5 and 10")
  func sigmoid() throws {
    let points = (-2000...2000).map { Double($0) / 100 }
    let slopes = try derivatives(of: Sigmoid(), order: 1, at: points)[1]
    for (point, slope) in zip(points, slopes) { #expect(point == 0 ? slope == 0.25 : slope < 0.25 && slope > 0) }
    let far = try derivatives(of: Sigmoid(), order: 1, at: [5, 10])[1]
    #expect(abs(far[0] - 0.0066480567) < 1e-10 && abs(far[1] - 4.5395808e-5) < 1e-12)
  }

  @Test("The slope of ReLU is 0 or 1, and of leaky ReLU its slope or 1")
  func rectifiers() throws {
    let points = (-50...50).map { Double($0) / 7 }
    #expect(try derivatives(of: Relu(), order: 1, at: points)[1] == points.map { $0 > 0 ? 1 : 0 })
    #expect(try derivatives(of: LeakyRelu(slope: 0.2), order: 1, at: points)[1] == points.map { $0 > 0 ? 1 : 0.2 })
  }

  @Test("The slope of tanh is 1 at 0, below elsewhere, 0.41997434 at 1")
  func tanh() throws {
    let slopes = try derivatives(of: Tanh(), order: 1, at: [-3, -0.1, 0, 0.1, 3, 1])[1]
    #expect(slopes[2] == 1 && slopes[..<2].allSatisfy { $0 < 1 && $0 > 0 } && slopes[3...].allSatisfy { $0 < 1 && $0 > 0 })
    #expect(abs(slopes[5] - 0.41997434) < 5e-9)
  }

  @Test("What is written whole decodes to itself", arguments: Activations.catalogue.names)
  func roundTrip(name: String) throws {
    let whole = Activations.catalogue.encode(try decode(Activations.catalogue, "\"\(name)\"")).canonical
    #expect(Activations.catalogue.encode(try decode(Activations.catalogue, whole)).canonical == whole)
  }
}
