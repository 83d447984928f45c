import Catalogues
import Documents
import Graphs

struct Quadratic: Landscape {
  static let name = "quadratic"
  static let summary = "½ Σ λ_i u_i², u the coordinates along the Hessian's eigenvectors; a ravine when the λ differ much"
  var eigenvalues = [1.0, 100]
  var rotation = 0.0
  static var settings: [Setting<Self>] {
    [
      Setting("eigenvalues", \.eigenvalues, "the curvatures λ, one for each coordinate", .notEmpty),
      Setting("rotation", \.rotation, "degrees by which two eigenvectors are turned from the axes, counterclockwise"),
    ]
  }

  var coordinates: Int? { eigenvalues.count }

  func validate(at location: Location?, _ problems: inout Problems) {
    if rotation != 0 && eigenvalues.count != 2 {
      problems.report("a rotation by one angle needs two eigenvalues, and there are \(eigenvalues.count)", at: location)
    }
  }

  func callAsFunction(_ w: Tensor) -> Tensor {
    var u = (0..<eigenvalues.count).map { w.coordinate($0) }
    if rotation != 0 {
      let angle = w.graph.constant(rotation * .pi / 180)
      let (c, s) = (angle.cos(), angle.sin())
      u = [c * u[0] + s * u[1], c * u[1] - s * u[0]]
    }
    return 0.5 * zip(eigenvalues, u).map { $0 * $1.squared() }.total()
  }
}

struct Rosenbrock: Landscape {
  static let name = "rosenbrock"
  static let summary = "(a - x)² + b (y - x²)²: a bent valley with its foot at (a, a²)"
  var a = 1.0
  var b = 100.0
  static var settings: [Setting<Self>] {
    [Setting("a", \.a, "where the foot lies"), Setting("b", \.b, "how steep the walls are", .above(0))]
  }

  var coordinates: Int? { 2 }
  func callAsFunction(_ w: Tensor) -> Tensor {
    let (x, y) = (w.coordinate(0), w.coordinate(1))
    return (a - x).squared() + b * (y - x.squared()).squared()
  }
}

struct Saddle: Landscape {
  static let name = "saddle"
  static let summary = "p x² - q y²: a minimum along x and a maximum along y"
  var scales = [1.0, 1.0]
  static var settings: [Setting<Self>] {
    [
      Setting(
        "scales", \.scales, "p and q",
        Rule("two numbers above 0", ["minItems": 2, "maxItems": 2]) {
          $0.count == 2 && $0.allSatisfy { $0 > 0 }
        })
    ]
  }

  var coordinates: Int? { 2 }
  func callAsFunction(_ w: Tensor) -> Tensor {
    scales[0] * w.coordinate(0).squared() - scales[1] * w.coordinate(1).squared()
  }
}

struct SaturatingWell: Landscape {
  static let name = "saturatingWell"
  static let summary = "1 - exp(-|w|²/2): a well at 0 in a plateau; outside |w| = 1 the curvature towards it is negative"
  var coordinates: Int? { nil }
  func callAsFunction(_ w: Tensor) -> Tensor { -(w.squared().sum() * -0.5).expm1() }
}

struct Incline: Landscape {
  static let name = "incline"
  static let summary = "slopes · w: a plateau that falls evenly, the gradient the same everywhere"
  var slopes = [1.0]
  static var settings: [Setting<Self>] { [Setting("slopes", \.slopes, "the gradient", .notEmpty)] }
  var coordinates: Int? { slopes.count }
  func callAsFunction(_ w: Tensor) -> Tensor {
    slopes.indices.map { slopes[$0] * w.coordinate($0) }.total()
  }
}

struct ProductChain: Landscape {
  static let name = "productChain"
  static let summary =
    "½ (w_1 w_2 ⋯ w_L - 1)², a linear network of width 1: a plateau at 0, sharpness L at the minimum of equal weights"
  var depth = 3
  static var settings: [Setting<Self>] { [Setting("depth", \.depth, "the number L of weights", .atLeast(1))] }
  var coordinates: Int? { depth }
  func callAsFunction(_ w: Tensor) -> Tensor {
    let factors = (0..<depth).map { w.coordinate($0) }
    return 0.5 * (factors.dropFirst().reduce(factors[0], *) - 1).squared()
  }
}

extension Tensor {
  /// A coordinate of a vector, as a scalar.
  fileprivate func coordinate(_ index: Int) -> Tensor { sliced(index..<(index + 1)).reshaped([]) }
}

extension [Tensor] {
  fileprivate func total() -> Tensor { dropFirst().reduce(self[0], +) }
}
