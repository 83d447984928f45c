import CKernels
import Catalogues
import Random

struct Teacher: Dataset {
  enum Task: String, Keyword {
    /// The teacher's largest output.
    case classification
    /// The teacher's outputs.
    case regression
  }

  static let name = "teacher"
  static let summary =
    "N(0, 1) inputs, labeled by a random network A tanh(B x) with B ~ N(0, gain² / features), A ~ N(0, 1 / width)"
  var features = 2
  var examples = 100
  var width = 8
  var outputs = 2
  var gain = 1.0
  var task = Task.classification
  static var settings: [Setting<Self>] {
    [
      Setting("features", \.features, "the numbers of an example", .atLeast(1)),
      Setting("examples", \.examples, "the rows", .atLeast(1)),
      Setting("width", \.width, "the teacher's hidden units", .atLeast(1)),
      Setting("outputs", \.outputs, "the teacher's outputs: classes, or values", .atLeast(1)),
      Setting("gain", \.gain, "the larger, the less linear the teacher", .atLeast(0)),
      Setting("task", \.task, "whether the label is the index of the largest output or the outputs themselves"),
    ]
  }
  var target: TargetKind { task == .classification ? .classes(outputs) : .values(outputs) }

  func make(from stream: RandomStream) -> Examples {
    let inputs = stream.normal(count: examples * features, first: Address.positions)
    let weights = stream.normal(count: width * (features + outputs), first: Address.teacher)
    let (inner, outer) = (1 / Double(features).squareRoot(), 1 / Double(width).squareRoot())
    let first = weights[..<(width * features)].map { gain * inner * $0 }
    let second = weights[(width * features)...].map { outer * $0 }
    var hidden = product(inputs, first, rows: examples, inner: features, columns: width)
    hidden.withUnsafeMutableBufferPointer { ravine_unary(RAVINE_FLOAT64, RAVINE_TANH, $0.count, $0.baseAddress, $0.baseAddress) }
    let values = product(hidden, second, rows: examples, inner: width, columns: outputs)
    guard task == .classification else { return Examples(inputs: inputs, targets: values) }
    let labels = (0..<examples).map { row in
      let scores = values[(row * outputs)..<((row + 1) * outputs)]
      return Double((0..<outputs).max { scores[row * outputs + $0] < scores[row * outputs + $1] } ?? 0)
    }
    return Examples(inputs: inputs, targets: labels)
  }

  /// A Bᵀ, both row-major.
  private func product(_ a: [Double], _ b: [Double], rows: Int, inner: Int, columns: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows * columns) { buffer, filled in
      ravine_matmul(RAVINE_FLOAT64, rows, columns, inner, a, inner, 1, b, 1, inner, buffer.baseAddress)
      filled = rows * columns
    }
  }
}

struct Chebyshev: Dataset {
  static let name = "chebyshev"
  static let summary = "points evenly spaced in [-1, 1] and the Chebyshev polynomial T_degree there: T_{k+1} = 2 x T_k - T_{k-1}"
  var examples = 20
  var degree = 4
  static var settings: [Setting<Self>] {
    [
      Setting("examples", \.examples, "the points", .atLeast(2)),
      Setting("degree", \.degree, "of the polynomial", .atLeast(0)),
    ]
  }
  var features: Int { 1 }
  var target: TargetKind { .values(1) }

  func make(from stream: RandomStream) -> Examples {
    let points = (0..<examples).map { 2 * Double($0) / Double(examples - 1) - 1 }
    return Examples(
      inputs: points,
      targets: points.map { x in
        var (previous, current) = (1.0, x)
        for _ in 0..<degree { (previous, current) = (current, 2 * x * current - previous) }
        return previous
      })
  }
}
