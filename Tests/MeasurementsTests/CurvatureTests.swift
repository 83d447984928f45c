import CKernels
import Documents
import Random
import Testing

@testable import Graphs
@testable import Measurements
@testable import Networks

private func landscape(_ loss: String, _ start: [Double]) -> String {
  #"{"kind": "landscape", "loss": \#(loss), "start": \#(JSON.array(start.map { .number($0) }).canonical)}"#
}

private func eigenvalues(_ method: String, _ count: Int, order: String = "value") -> String {
  #"{"kind": "hessianEigenvalues", "method": "\#(method)", "count": \#(count), "order": "\#(order)", "steps": 2000}"#
}

private func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-9) -> Bool {
  let scale = b.reduce(1e-300) { max($0, $1.magnitude) }
  return a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * scale }
}

private let smallNetwork = """
  {"kind": "network", "input": {"kind": "gaussian", "features": 3, "examples": 7}, "loss": "meanSquaredError", "layers": [
    {"kind": "dense", "width": 4, "biasInitializer": "normal"}, {"kind": "activation", "function": "tanh"},
    {"kind": "dense", "width": 2}]}
  """

@Suite struct EigensystemTests {
  private func draws(_ count: Int, _ position: String) -> [Double] {
    RandomStream(namespace: .pilot, seed: 1, replicate: 0, purpose: "test", position: position).normal(count: count)
  }

  @Test("Hand-made matrices have their eigenvalues")
  func byHand() {
    #expect(SymmetricEigensystem([]).values == [] && SymmetricEigensystem([[7]]).values == [7])
    #expect(SymmetricEigensystem([[1, 0], [0, 3]]).values == [3, 1])
    #expect(isClose(SymmetricEigensystem([[2, 1], [1, 2]]).values, [3, 1], 1e-15))
    #expect(isClose(SymmetricEigensystem([[0, 1], [1, 0]]).values, [1, -1], 1e-15))
    #expect(isClose(SymmetricEigensystem([[1, 1, 1], [1, 1, 1], [1, 1, 1]]).values, [3, 0, 0], 1e-15))
    // The second difference: 2 - 2 cos(kπ/4).
    let root = 2.0.squareRoot()
    #expect(isClose(SymmetricEigensystem([[2, -1, 0], [-1, 2, -1], [0, -1, 2]]).values, [2 + root, 2, 2 - root], 1e-15))
    #expect(SymmetricEigensystem([[1, .nan], [.nan, 1]]).values.allSatisfy { $0.isNaN })
    // Nothing is squared that could leave the range.
    let tiny = SymmetricEigensystem([[2e-300, 1e-300], [1e-300, 2e-300]]).values
    let huge = SymmetricEigensystem([[2e300, 1e300], [1e300, 2e300]]).values
    #expect(isClose(tiny.map { $0 * 1e300 }, [3, 1], 1e-14) && isClose(huge.map { $0 * 1e-300 }, [3, 1], 1e-14))
  }

  @Test("A matrix is what its eigenvalues and eigenvectors make", arguments: [2, 3, 7, 20, 41])
  func reconstruction(n: Int) {
    let entries = draws(n * n, "\(n)")
    let matrix = (0..<n).map { i in (0..<n).map { j in entries[i * n + j] + entries[j * n + i] } }
    let system = SymmetricEigensystem(matrix)
    #expect(zip(system.values, system.values.dropFirst()).allSatisfy { $0 >= $1 })
    for i in 0..<n {
      for j in 0..<n {
        let rebuilt = (0..<n).map { system.values[$0] * system.vectors[$0][i] * system.vectors[$0][j] }.reduce(0, +)
        #expect(abs(rebuilt - matrix[i][j]) < 1e-12 * Double(n))
        #expect(abs(system.vectors[i].dot(system.vectors[j]) - (i == j ? 1 : 0)) < 1e-13)
      }
    }
  }

  /// A map with given eigenvalues: two Householder reflections around a diagonal.
  private func map(_ values: [Double]) -> SymmetricMap {
    let n = values.count
    let mirrors = ["a", "b"].map { draws(n, $0).normalized }
    func reflect(_ x: [Double], _ u: [Double]) -> [Double] {
      var y = x
      y.subtract(2 * x.dot(u), times: u)
      return y
    }
    return SymmetricMap(size: n) { x, image in
      let y = reflect(reflect(x, mirrors[0]), mirrors[1])
      image = reflect(reflect(zip(values, y).map { $0 * $1 }, mirrors[1]), mirrors[0])
    }
  }

  private static let spectra: [[Double]] = [
    [5, 1, -3, 0.5, -7, 2], [-1, -2, -3], [4, 4, 4, 1], [0, 0, 0], [1e-200, 3e-200], [2], (1...60).map { 1 / Double($0) },
  ]

  @Test("All methods find the top eigenvalues, by value and by magnitude", arguments: spectra)
  func methods(values: [Double]) {
    let map = map(values)
    let start = draws(values.count, "start")
    for count in 1...min(3, values.count) {
      for order in [SymmetricMap.Order.value, .magnitude] {
        let expected = Array(values.sorted(by: order.precedes).prefix(count))
        #expect(isClose(Array(map.dense(order).prefix(count)), expected, 1e-13))
        #expect(isClose(map.lanczos(count, start: start, steps: 200, tolerance: 1e-12, order), expected, 1e-11))
        #expect(isClose(map.power(count, start: start, steps: 2000, tolerance: 1e-10, order), expected, 1e-8))
      }
    }
  }

  @Test("A map that is not finite has no eigenvalues")
  func notFinite() {
    let map = SymmetricMap(size: 3) { $1 = $0.map { _ in .infinity } }
    #expect(map.lanczos(2, start: [1, 1, 1], steps: 9, tolerance: 1e-9, .value).allSatisfy { $0.isNaN })
    #expect(map.power(2, start: [1, 1, 1], steps: 9, tolerance: 1e-9, .value).allSatisfy { $0.isNaN })
    #expect(map.dense(.value).allSatisfy { $0.isNaN })
  }
}

@Suite struct HessianTests {
  private static let curvatures: [(loss: String, start: [Double], eigenvalues: [Double])] = [
    (#"{"kind": "quadratic", "eigenvalues": [1, 100], "rotation": 30}"#, [3.0, -2], [100.0, 1]),
    (#"{"kind": "quadratic", "eigenvalues": [4, -2, 7, 0]}"#, [1, 1, 1, 1], [7, 4, 0, -2]),
    // [[802, -400], [-400, 200]]
    (#""rosenbrock""#, [1, 1], [1001.6006392326, 0.3993607674]),
    (#""rosenbrock""#, [0, 0], [200, 2]),
    (#"{"kind": "saddle", "scales": [3, 5]}"#, [0.3, 2], [6, -10]),
    // Towards the well (1 - r²) e^{-r²/2}, around it e^{-r²/2}.
    (#""saturatingWell""#, [2], [-0.4060058497]), (#""saturatingWell""#, [0, 0, 0], [1, 1, 1]),
    (#""saturatingWell""#, [0, 2], [0.1353352832, -0.4060058497]),
    (#"{"kind": "productChain", "depth": 4}"#, [1, 1, 1, 1], [4, 0, 0, 0]),
    // w = (2, 1/2): the gradient of the product is (1/2, 2), and the loss is 0.
    (#"{"kind": "productChain", "depth": 2}"#, [2, 0.5], [4.25, 0]),
    (#"{"kind": "productChain", "depth": 2}"#, [0, 0], [1, -1]),
  ]

  @Test("Every landscape's curvature is the analytic one, by every method", arguments: curvatures)
  func analytic(loss: String, start: [Double], expected: [Double]) throws {
    let subject = landscape(loss, start)
    for method in ["dense", "lanczos", "power"] {
      let found = try run(subject, [eigenvalues(method, start.count), #"{"kind": "sharpness", "method": "\#(method)"}"#])
      #expect(isClose(found[0], expected, 1e-9), "\(method): \(found[0])")
      #expect(isClose(found[1], [expected[0]], 1e-9), "\(method): \(found[1])")
    }
  }

  @Test("At equal weights the product chain's sharpness is its depth", arguments: 1...8)
  func minimum(depth: Int) throws {
    let subject = landscape(#"{"kind": "productChain", "depth": \#(depth)}"#, Array(repeating: 1, count: depth))
    #expect(isClose(try run(subject, ["\"sharpness\""])[0], [Double(depth)], 1e-13))
  }

  @Test("On a small network Lanczos, power iteration, the dense Hessian and finite differences of the gradient agree")
  func network() throws {
    let all = try run(smallNetwork, [eigenvalues("dense", 26)])[0]
    #expect(all.count == 26)
    let byLanczos = try run(smallNetwork, [eigenvalues("lanczos", 3), eigenvalues("lanczos", 4, order: "magnitude")])
    #expect(isClose(byLanczos[0], Array(all.prefix(3)), 1e-10))
    let byMagnitude = all.sorted { $0.magnitude > $1.magnitude }
    #expect(isClose(byLanczos[1], Array(byMagnitude.prefix(4)), 1e-10))
    #expect(isClose(try run(smallNetwork, [eigenvalues("power", 3)])[0], Array(all.prefix(3)), 1e-8))
    #expect(isClose(try finiteDifferences(), all, 1e-8))
  }

  /// The eigenvalues of a Hessian made of central differences of gradients.
  private func finiteDifferences() throws -> [Double] {
    let graph = try decode(Subjects.catalogue, smallNetwork).build(for: .operation)
    let gradients = graph.graph.gradients(of: try #require(graph.loss), withRespectTo: graph.parameters.map(\.tensor))
    let evaluator = Evaluator(try Program(outputs: gradients, precision: .float64))
    for feed in graph.feeds {
      let stream = RandomStream(namespace: .pilot, seed: 3, replicate: 0, purpose: feed.purpose, position: feed.position)
      evaluator.setInput(feed.name, feed.filling.values(for: feed.shape, from: stream))
    }
    let vector = ParameterVector(graph)
    let present = graph.parameters.flatMap { parameter in
      evaluator.withInput(parameter.name) { pointer in
        (0..<parameter.shape.count).map { pointer.assumingMemoryBound(to: Double.self)[$0] }
      }
    }
    func gradient(_ point: [Double]) -> [Double] {
      vector.set(point, in: evaluator)
      evaluator.run()
      return vector.gather(Array(gradients.indices), from: evaluator)
    }
    let step = 1e-5
    return SymmetricMap(size: vector.count) { direction, difference in
      var (ahead, behind) = (present, present)
      ahead.subtract(-step, times: direction)
      behind.subtract(step, times: direction)
      difference = zip(gradient(ahead), gradient(behind)).map { ($0 - $1) / (2 * step) }
    }.dense(.value)
  }

  @Test("Curvature has the same bits on every instruction set, and is not far in float32")
  func bits() throws {
    let measurements = [
      eigenvalues("dense", 5), eigenvalues("lanczos", 2), eigenvalues("power", 1),
      #"{"kind": "directionalDerivatives", "orders": 4, "directions": 2}"#,
      #"{"kind": "lossSurface", "plane": "filterNormalized", "xPoints": 3, "yPoints": 3}"#,
    ]
    let before = String(cString: ravine_instruction_set())
    defer { _ = ravine_use_instruction_set(before) }
    var seen: [[[Double]]] = []
    var index = 0
    while let name = ravine_instruction_set_name(index) {
      #expect(ravine_use_instruction_set(name) == 0)
      seen.append(try run(smallNetwork, measurements))
      index += 1
    }
    for other in seen { #expect(MeasurementsTests.bits(other) == MeasurementsTests.bits(seen[0])) }
    let coarse = try runner(smallNetwork, [#"{"kind": "sharpness", "tolerance": 1e-4}"#], .float32)
      .run(namespace: .pilot, seed: 3, replicate: 0).readings[0].values
    #expect(isClose(coarse, [seen[0][0][0]], 1e-4))
  }

  @Test(
    "What has no such curvature is told",
    arguments: [
      (
        #"{"kind": "hessianEigenvalues", "count": 27}"#,
        "'hessianEigenvalues' asks for 27 eigenvalues, and the subject has 26 parameters"
      ),
      (
        #"{"kind": "hessianEigenvalues", "count": 9, "steps": 8}"#,
        "'hessianEigenvalues' asks for 9 eigenvalues in 8 steps; Lanczos needs a step for each"
      ),
      (
        #"{"kind": "directionalDerivatives", "along": [[1, 2]]}"#, "a direction has 2 elements, and the subject has 26 parameters"
      ),
      (
        #"{"kind": "lossSurface", "plane": {"kind": "coordinates", "y": 27}}"#,
        "there is no parameter number 27: the subject has 26"
      ),
      (
        #"{"kind": "lossSlice", "line": {"kind": "throughPoints", "points": [[1], [2]]}}"#,
        "a point has 1 elements, and the subject has 26 parameters"
      ),
    ])
  func problems(measurement: String, message: String) throws {
    var problems = Problems()
    CellRunner.validate(
      subject: try decode(Subjects.catalogue, smallNetwork), measurements: [try decode(Measurements.catalogue, measurement)],
      at: nil,
      &problems)
    #expect(problems.list.first?.message == message)
  }
}

@Suite struct DerivativeAndSectionTests {
  @Test("At the origin of the product chain every derivative below order L is 0, and that of order L is not", arguments: 2...5)
  func plateau(depth: Int) throws {
    let subject = landscape(#"{"kind": "productChain", "depth": \#(depth)}"#, Array(repeating: 0, count: depth))
    let random = try run(subject, [#"{"kind": "directionalDerivatives", "orders": \#(depth), "directions": 3}"#])[0]
    for direction in 0..<3 {
      let orders = random[(direction * depth)..<((direction + 1) * depth)]
      #expect(orders.dropLast().allSatisfy { $0 == 0 } && orders.last != 0)
    }
    // ½ (∏ v t^L - 1)² has the derivatives -L! ∏ v and ½ (2L)! ∏ v² of orders L and 2L.
    let v = (1...depth).map { Double($0) / 2 }
    let along = JSON.array(v.map { .number($0) }).canonical
    let given = try run(subject, [#"{"kind": "directionalDerivatives", "orders": \#(2 * depth), "along": [\#(along)]}"#])[0]
    let product = v.reduce(1, *)
    func factorial(_ n: Int) -> Double { (1...n).reduce(1) { $0 * Double($1) } }
    for order in 1...(2 * depth) {
      let expected =
        switch order {
        case depth: -factorial(depth) * product
        case 2 * depth: 0.5 * factorial(2 * depth) * product * product
        default: 0.0
        }
      #expect(abs(given[order - 1] - expected) <= 1e-13 * abs(expected))
    }
  }

  @Test("Derivatives along a direction are those of the loss along the line")
  func derivatives() throws {
    // exp(-t²/2) at t = 1: 1 - e, e t, e (1 - t²), e (t³ - 3t), e (-t⁴ + 6t² - 3).
    let e = 0.6065306597126334
    let found = try run(
      landscape(#""saturatingWell""#, [1]), [#"{"kind": "directionalDerivatives", "orders": 4, "along": [[1]]}"#])[0]
    #expect(isClose(found, [e, 0, -2 * e, 2 * e], 1e-14))
    let measurement = #"{"kind": "directionalDerivatives", "orders": 3, "directions": 2}"#
    let network = try runner(smallNetwork, [measurement]).run(namespace: .pilot, seed: 3, replicate: 0).readings[0]
    #expect(network.axes.map(\.name) == ["direction", "order"])
    #expect(network.axes[0].values == [1, 1, 1, 2, 2, 2] && network.axes[1].values == [1, 2, 3, 1, 2, 3])
    #expect(network.values[0] != network.values[3])
  }

  @Test("A surface and a slice are the loss at their points, and pass through the present one")
  func surfaces() throws {
    let subject = landscape(#""rosenbrock""#, [0.5, -1])
    func value(_ x: Double, _ y: Double) -> Double { (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x) }
    let surface = try runner(
      subject, [#"{"kind": "lossSurface", "xRange": [-2, 2], "yRange": [-1, 3], "xPoints": 5, "yPoints": 3}"#]
    )
    .run(namespace: .pilot, seed: 0, replicate: 0).readings[0]
    #expect(surface.axes.map(\.name) == ["x", "y"])
    #expect(surface.axes[0].values == [-2, -1, 0, 1, 2, -2, -1, 0, 1, 2, -2, -1, 0, 1, 2])
    #expect(surface.axes[1].values == [-1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3])
    #expect(isClose(surface.values, zip(surface.axes[0].values, surface.axes[1].values).map(value), 1e-15))

    let slices = try run(
      subject,
      [
        #"{"kind": "lossSlice", "line": {"kind": "coordinate", "x": 2}, "xRange": [-1, 1], "xPoints": 3}"#,
        #"{"kind": "lossSlice", "line": {"kind": "throughPoints", "points": [[1, 1], [0, 2]]}, "xRange": [0, 2], "xPoints": 3}"#,
        #"{"kind": "lossSurface", "plane": {"kind": "throughPoints", "points": [[1, 1], [0, 2], [1, 3]]}, "xRange": [0, 1], "yRange": [0, 1], "xPoints": 2, "yPoints": 2}"#,
      ])
    #expect(isClose(slices[0], [value(0.5, -1), value(0.5, 0), value(0.5, 1)], 1e-15))
    #expect(isClose(slices[1], [value(1, 1), value(0, 2), value(-1, 3)], 1e-15))
    #expect(isClose(slices[2], [value(1, 1), value(0, 2), value(1, 3), value(0, 4)], 1e-15))
  }

  /// Networks whose first layers read the data, which stay where the weights move.
  private static let movedNetworks = [
    smallNetwork,
    """
    {"kind": "network", "input": {"kind": "gaussian", "shape": [5, 4, 2], "examples": 3}, "loss": "meanSquaredError", "layers": [
      {"kind": "conv2d", "channels": 3, "biasInitializer": "normal"}, "batchNorm", {"kind": "activation", "function": "tanh"},
      "globalAveragePooling", {"kind": "dense", "width": 2}]}
    """,
    """
    {"kind": "network", "input": {"kind": "gaussian", "shape": [4, 3], "examples": 2}, "loss": "meanSquaredError", "layers": [
      {"kind": "lstm", "units": 2}, {"kind": "dense", "width": 1}]}
    """,
  ]

  @Test("A network's surface is the loss of its program at the points", arguments: movedNetworks)
  func networks(_ subject: String) throws {
    let graph = try decode(Subjects.catalogue, subject).build(for: .operation)
    let evaluator = Evaluator(try Program(outputs: [try #require(graph.loss)], precision: .float64))
    func stream(_ purpose: String, _ position: String) -> RandomStream {
      RandomStream(namespace: .pilot, seed: 3, replicate: 0, purpose: purpose, position: position)
    }
    for feed in graph.feeds where evaluator.hasInput(feed.name) {
      evaluator.setInput(feed.name, feed.filling.values(for: feed.shape, from: stream(feed.purpose, feed.position)))
    }
    let vector = ParameterVector(graph)
    let points = ["a", "b", "c"].map { stream("test", $0).normal(count: vector.count) }
    func loss(_ x: Double, _ y: Double) -> Double {
      let (a, b, c) = (points[0], points[1], points[2])
      vector.set(a.indices.map { a[$0] + x * (b[$0] - a[$0]) + y * (c[$0] - a[$0]) }, in: evaluator)
      evaluator.run()
      return evaluator.output(0)[0]
    }
    func written(_ points: ArraySlice<[Double]>) -> String { JSON.array(points.map { .array($0.map { .number($0) }) }).canonical }
    let found = try run(
      subject,
      [
        #"{"kind": "lossSurface", "plane": {"kind": "throughPoints", "points": \#(written(points[...]))}, "xPoints": 3, "yPoints": 4}"#,
        #"{"kind": "lossSlice", "line": {"kind": "throughPoints", "points": \#(written(points[..<2]))}, "xPoints": 4}"#,
      ])
    let ys = [-1, -1.0 / 3, 1.0 / 3, 1]
    #expect(isClose(found[0], ys.flatMap { y in [-1.0, 0, 1].map { loss($0, y) } }, 1e-12))
    #expect(isClose(found[1], ys.map { loss($0, 0) }, 1e-12))
  }

  @Test("Filter normalization gives every row of weights the network's norm, and leaves biases alone")
  func filters() throws {
    let direction = [3.0, 4, 1, 0, 0, 0, 7, 8]
    let parameters = [5.0, 12, 0, 2, 1, 1, 9, 9]
    // A 3 × 2 matrix and two biases: rows of norms 13, 2, √2; the third direction is 0.
    let result = normalized(direction, like: parameters, [[3, 2], [2]])
    #expect(isClose(result, [7.8, 10.4, 2, 0, 0, 0, 0, 0], 1e-15))

    let surface = #"{"kind": "lossSurface", "plane": "filterNormalized", "xPoints": 3, "yPoints": 3}"#
    let found = try run(smallNetwork, [surface, "\"loss\"", #"{"kind": "lossSlice", "line": "filterNormalized", "xPoints": 3}"#])
    #expect(found[0][4] == found[1][0] && found[2][1] == found[1][0])
    #expect(Set(found[0]).count == 9 && found[2] == [found[0][3], found[0][4], found[0][5]])
  }

  @Test("The other measurements do not change what a surface sees, nor it them")
  func together() throws {
    let measurements = [
      "\"loss\"", #"{"kind": "lossSurface", "plane": "filterNormalized", "xPoints": 3, "yPoints": 3}"#, "\"sharpness\"",
      #"{"kind": "directionalDerivatives", "orders": 2}"#,
    ]
    let all = try runner(smallNetwork, measurements)
    let first = all.run(namespace: .pilot, seed: 3, replicate: 1)
    _ = all.run(namespace: .pilot, seed: 3, replicate: 2)
    #expect(all.run(namespace: .pilot, seed: 3, replicate: 1) == first)
    for (index, measurement) in measurements.enumerated() {
      #expect(try run(smallNetwork, [measurement], replicate: 1)[0] == first.readings[index].values)
    }
  }
}
