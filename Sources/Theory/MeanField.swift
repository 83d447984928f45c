import Catalogues
import Graphs
import Networks
import Synchronization

/// Signals in networks of infinite width with independent weights, as expectations over Gaussian pre-activations.
///
/// W_ij ~ (0, σ_w² / fanIn), b ~ (0, σ_b²); q_l = E z_l², z_l = W_l h_{l-1} + b_l, h_l = φ(z_l). Poole et al. 2016, "Exponential
/// expressivity in deep neural networks through transient chaos"; Schoenholz et al. 2017, "Deep information propagation".
///
/// ```swift
/// MeanField.named("tanh")?.chi(weightVariance: 1.3, biasVariance: 0.05)   // 0.8802
/// ```
/// Expectations are Gauss–Legendre sums over panels that end at the activation's kinks: relative error below 1e-12 (a test
/// doubles the grid; a sine of 30 radians: 1e-9). φ and φ' come from the graph, on the kernels' elementary functions, so that a value has the same bits everywhere.
public struct MeanField: Sendable {
  private static let batch = 1024
  private let program: Program
  private let known = KnownMoments()
  let kinks: [Double]
  /// Panels are divided by this; more than 1 only to test the accuracy.
  let refinement: Double

  public init(_ activation: any Activation) { self.init(activation, refinement: 1) }

  init(_ activation: any Activation, refinement: Double) {
    let graph = Graph()
    let z = graph.input("z", [Self.batch])
    let value = activation(z)
    let slope = graph.vectorJacobianProducts(of: [value], cotangents: [graph.constant(1, value.shape)], withRespectTo: [z])[0]
    guard let program = try? Program(outputs: [value, slope], precision: .float64) else {
      preconditionFailure("a program of \(Self.batch) elements is too large")
    }
    self.program = program
    kinks = activation.kinks
    self.refinement = refinement
  }

  /// The activations with their default settings, by name.
  private static let named = Dictionary(
    uniqueKeysWithValues: Activations.catalogue.entries.map { ($0.name, MeanField($0.standard())) })

  /// The names that `named(_:)` knows.
  public static var activationNames: [String] { Activations.catalogue.names }

  /// The mean field of an activation of the catalogue with its default settings.
  public static func named(_ name: String) -> MeanField? { named[name] }

  /// φ and φ' at many points.
  func values(at points: [Double]) -> (value: [Double], slope: [Double]) {
    let evaluator = Evaluator(program)
    var (value, slope): ([Double], [Double]) = ([], [])
    for start in stride(from: 0, to: points.count, by: Self.batch) {
      let part = Array(points[start..<min(start + Self.batch, points.count)])
      evaluator.setInput("z", part + Array(repeating: 0, count: Self.batch - part.count))
      evaluator.run()
      value += evaluator.output(0).prefix(part.count)
      slope += evaluator.output(1).prefix(part.count)
    }
    return (value, slope)
  }

  /// Expectations over z = √q g, g ~ N(0, 1).
  public struct Moments: Sendable {
    /// E φ(z).
    public var m1 = 0.0
    /// E φ(z)².
    public var m2 = 0.0
    /// E φ'(z)².
    public var d2 = 0.0
    /// E φ'(z)⁴.
    public var d4 = 0.0
    /// d m2 / d q = E φ(z) φ'(z) g / √q.
    public var m2Slope = 0.0
  }

  /// The moments at a pre-activation variance q ≥ 0; at 0 the limits from above. NaN when q is not finite.
  public func moments(_ q: Double) -> Moments {
    guard q.isFinite, q >= 0 else { return Moments(m1: .nan, m2: .nan, d2: .nan, d4: .nan, m2Slope: .nan) }
    return known.moments(q) { integrate(q) }
  }

  private func integrate(_ q: Double) -> Moments {
    // A scale at which every smooth activation is linear, and a kink at 0 still has two sides.
    let deviation = max(q, 1e-60).squareRoot()
    // The activations vary over lengths of 1 in z.
    let width = min(0.5, 2 / deviation) / refinement
    let (nodes, weights) = Quadrature.gaussian(width: max(width, 1e-3), splits: kinks.map { $0 / deviation })
    let (value, slope) = values(at: nodes.map { deviation * $0 })
    var moments = Moments()
    for index in nodes.indices {
      let (f, d, weight) = (value[index], slope[index], weights[index])
      moments.m1 += weight * f
      moments.m2 += weight * f * f
      moments.d2 += weight * d * d
      moments.d4 += weight * d * d * d * d
      moments.m2Slope += weight * f * d * nodes[index] / deviation
    }
    return moments
  }
}

/// Moments that were worked out before: a curve over a hundred layers asks for the same hundred lengths at every layer.
private final class KnownMoments: Sendable {
  private let values = Mutex<[Double: MeanField.Moments]>([:])

  func moments(_ q: Double, _ work: () -> MeanField.Moments) -> MeanField.Moments {
    if let known = values.withLock({ $0[q] }) { return known }
    let moments = work()
    values.withLock { $0[q] = moments }
    return moments
  }
}
