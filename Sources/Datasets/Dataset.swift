import Catalogues
import Documents
import Random

/// Examples with targets of their own, made from a random stream.
///
/// Example i is made from draws at addresses of its own, so that asking for more examples changes none of those before.
public protocol Dataset: Kind {
  /// Numbers of one example.
  var features: Int { get }
  /// How they are laid out: [features] of a vector, [steps, features] of a sequence.
  var shape: [Int] { get }
  var examples: Int { get }
  var target: TargetKind { get }
  /// The examples; the same stream gives the same bits.
  func make(from stream: RandomStream) -> Examples
}

extension Dataset {
  public var shape: [Int] { [features] }
}

/// What the targets of a dataset are.
public enum TargetKind: Sendable, Equatable {
  /// Class indices from 0, one an example.
  case classes(Int)
  /// So many numbers an example.
  case values(Int)
}

/// Made examples, row-major.
public struct Examples: Sendable, Equatable {
  /// [examples, features].
  public let inputs: [Double]
  /// A class index for each example, or [examples, values].
  public let targets: [Double]

  public init(inputs: [Double], targets: [Double]) {
    self.inputs = inputs
    self.targets = targets
  }
}

/// Every dataset.
public enum Datasets: Catalogued {
  public static let catalogue = Catalogue<any Dataset>(
    "dataset",
    [
      .init(TwoMoons.self) { $0 }, .init(Spirals.self) { $0 }, .init(ExclusiveOr.self) { $0 }, .init(Teacher.self) { $0 },
      .init(Chebyshev.self) { $0 },
    ]
  ) { $0 }
}

/// Where in a stream the draws of a kind begin; places of one kind never reach the next.
enum Address {
  static let positions: UInt64 = 0
  static let noise: UInt64 = 1 << 40
  static let teacher: UInt64 = 2 << 40
}
