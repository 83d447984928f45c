import CKernels

/// Gauss–Legendre quadrature over panels: nodes and weights on [-1, 1], 16 a panel, exact for polynomials to degree 31.
enum Quadrature {
  static let order = 16

  /// Nodes in ascending order, and weights: the roots of the Legendre polynomial P₁₆ by Newton's method.
  static let rule: (nodes: [Double], weights: [Double]) = {
    var (nodes, weights): ([Double], [Double]) = ([], [])
    for index in 0..<order {
      // The usual first guess, near enough for Newton (Abramowitz & Stegun 22.16.6).
      var x = -ravine_scalar(RAVINE_COS, .pi * (Double(index) + 0.75) / (Double(order) + 0.5))
      var slope = 1.0
      for _ in 0..<8 {
        let (value, derivative) = legendre(x)
        slope = derivative
        x -= value / derivative
      }
      nodes.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    return (nodes, weights)
  }()

  private static func legendre(_ x: Double) -> (value: Double, derivative: Double) {
    var (previous, value) = (1.0, x)
    for degree in 2...order {
      let n = Double(degree)
      (previous, value) = (value, ((2 * n - 1) * x * value - (n - 1) * previous) / n)
    }
    return (value, Double(order) * (x * value - previous) / (x * x - 1))
  }

  /// A half of a unit wide and without kinks, or with one at 0, where panels end anyway: what nearly every call needs.
  private static let standard = grid(width: 0.5, splits: [])

  /// Nodes g and weights for the expectation under N(0, 1), on [-9, 9]; the tails left out hold 2.3e-19 of the probability.
  ///
  /// - Parameters:
  ///   - width: of a panel at most.
  ///   - splits: where the integrand may have kinks; panels end there.
  static func gaussian(width: Double, splits: [Double]) -> (nodes: [Double], weights: [Double]) {
    let inside = splits.filter { $0 != 0 && $0 > -bound && $0 < bound }
    return width == 0.5 && inside.isEmpty ? standard : grid(width: width, splits: inside)
  }

  private static let bound = 9.0

  private static func grid(width: Double, splits: [Double]) -> (nodes: [Double], weights: [Double]) {
    // An even number, so that one end is 0.
    let count = 2 * (bound / width).rounded(.up)
    let uniform = stride(from: 0, through: count, by: 1).map { $0 / count * 2 * bound - bound }
    let ends = (uniform + splits).sorted()
    let density = 1 / (2 * Double.pi).squareRoot()
    var (nodes, weights): ([Double], [Double]) = ([], [])
    for (low, high) in zip(ends, ends.dropFirst()) where high > low {
      let (center, half) = ((low + high) / 2, (high - low) / 2)
      for (node, weight) in zip(rule.nodes, rule.weights) {
        let g = center + half * node
        nodes.append(g)
        weights.append(half * weight * density * ravine_scalar(RAVINE_EXP, -g * g / 2))
      }
    }
    return (nodes, weights)
  }
}
