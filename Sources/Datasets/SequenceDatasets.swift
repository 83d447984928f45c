import Catalogues
import Random

struct AddingProblem: Dataset {
  static let name = "addingProblem"
  static let summary =
    "sequences of (a number uniform in [0, 1], a mark), marks 1 at one step of each half and 0 elsewhere; the target is the sum of the "
    + "marked numbers (Hochreiter & Schmidhuber 1997): always 1 gives a mean squared error of 1/6"
  var examples = 100
  var steps = 10
  static var settings: [Setting<Self>] {
    [
      Setting("examples", \.examples, "how many", .atLeast(1)),
      Setting("steps", \.steps, "of a sequence", .between(2, 1 << 20)),
    ]
  }
  var features: Int { 2 * steps }
  var shape: [Int] { [steps, 2] }
  var target: TargetKind { .values(1) }

  func make(from stream: RandomStream) -> Examples {
    let numbers = stream.uniform(count: examples * steps, first: Address.positions)
    let places = stream.uniform(count: examples * 2, first: Address.noise)
    var inputs = [Double](repeating: 0, count: examples * features)
    var targets = [Double](repeating: 0, count: examples)
    let half = steps / 2
    for example in 0..<examples {
      for step in 0..<steps { inputs[example * features + 2 * step] = numbers[example * steps + step] }
      let first = min(Int(places[2 * example] * Double(half)), half - 1)
      let second = half + min(Int(places[2 * example + 1] * Double(steps - half)), steps - half - 1)
      for step in [first, second] {
        inputs[example * features + 2 * step + 1] = 1
        targets[example] += numbers[example * steps + step]
      }
    }
    return Examples(inputs: inputs, targets: targets)
  }
}
