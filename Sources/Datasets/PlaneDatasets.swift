import CKernels
import Catalogues
import Random

// Classes of points in the plane. Example i belongs to class i mod classes, so that every class has its share.

struct TwoMoons: Dataset {
  static let name = "twoMoons"
  static let summary =
    "two interleaving half circles, (cos a, sin a) and (1 - cos a, ½ - sin a), a uniform in [0, π]; two classes"
  var examples = 100
  var noise = 0.1
  static var settings: [Setting<Self>] { planeSettings(\.examples, \.noise) }
  var features: Int { 2 }
  var target: TargetKind { .classes(2) }

  func make(from stream: RandomStream) -> Examples {
    let angles = stream.uniform(count: examples, first: Address.positions)
    return plane(examples, classes: 2, noise: noise, stream) { index, label in
      let angle = angles[index] * .pi
      let (x, y) = (ravine_scalar(RAVINE_COS, angle), ravine_scalar(RAVINE_SIN, angle))
      return label == 0 ? (x, y) : (1 - x, 0.5 - y)
    }
  }
}

struct Spirals: Dataset {
  static let name = "spirals"
  static let summary =
    "interleaving spirals from the origin, at radius r turned by 2π · turns · r, one a class (Lang & Witbrock 1988)"
  var examples = 100
  var noise = 0.02
  var classes = 2
  var turns = 1.5
  static var settings: [Setting<Self>] {
    planeSettings(\.examples, \.noise) + [
      Setting("classes", \.classes, "the spirals", .atLeast(2)), Setting("turns", \.turns, "from the origin to radius 1"),
    ]
  }
  var features: Int { 2 }
  var target: TargetKind { .classes(classes) }

  func make(from stream: RandomStream) -> Examples {
    let draws = stream.uniform(count: examples, first: Address.positions)
    return plane(examples, classes: classes, noise: noise, stream) { index, label in
      let radius = draws[index]
      let angle = 2 * .pi * (turns * radius + Double(label) / Double(classes))
      return (radius * ravine_scalar(RAVINE_COS, angle), radius * ravine_scalar(RAVINE_SIN, angle))
    }
  }
}

struct ExclusiveOr: Dataset {
  static let name = "xor"
  static let summary = "the corners (±1, ±1) in turn; class 1 where the signs differ"
  var examples = 4
  var noise = 0.0
  static var settings: [Setting<Self>] { planeSettings(\.examples, \.noise) }
  var features: Int { 2 }
  var target: TargetKind { .classes(2) }

  func make(from stream: RandomStream) -> Examples {
    // The corners in an order whose classes alternate: (1, 1), (1, -1), (-1, -1), (-1, 1).
    plane(examples, classes: 2, noise: noise, stream) { index, _ in
      (index % 4 < 2 ? 1 : -1, (index + 1) % 4 < 2 ? 1 : -1)
    }
  }
}

private func planeSettings<Root>(
  _ examples: WritableKeyPath<Root, Int>, _ noise: WritableKeyPath<Root, Double>
) -> [Setting<Root>] {
  [
    Setting("examples", examples, "the points, classes in turn", .atLeast(1)),
    Setting("noise", noise, "the standard deviation of what is added to both coordinates", .atLeast(0)),
  ]
}

private func plane(
  _ count: Int, classes: Int, noise: Double, _ stream: RandomStream, _ point: (Int, Int) -> (x: Double, y: Double)
) -> Examples {
  let shifts = stream.normal(count: 2 * count, first: Address.noise)
  var inputs: [Double] = []
  inputs.reserveCapacity(2 * count)
  for index in 0..<count {
    let (x, y) = point(index, index % classes)
    inputs.append(x + noise * shifts[2 * index])
    inputs.append(y + noise * shifts[2 * index + 1])
  }
  return Examples(inputs: inputs, targets: (0..<count).map { Double($0 % classes) })
}
