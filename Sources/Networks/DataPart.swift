import Datasets
import Documents
import Random

/// The inputs or the targets of a dataset, as a leaf of a graph is filled with them.
public struct DataPart: Sendable, Equatable {
  public enum Column: Sendable, Equatable {
    /// [examples, features].
    case inputs
    /// Targets as they are made: [examples, values], or a column of class indices.
    case targets
    /// [examples, classes], 1 in the column of the example's class and 0 elsewhere.
    case oneHot(classes: Int)
  }

  public let dataset: any Dataset
  public let column: Column

  func values(from stream: RandomStream) -> [Double] {
    let examples = dataset.make(from: stream)
    switch column {
    case .inputs: return examples.inputs
    case .targets: return examples.targets
    case .oneHot(let classes):
      return examples.targets.flatMap { label in (0..<classes).map { Double($0) == label ? 1.0 : 0 } }
    }
  }

  public static func == (a: DataPart, b: DataPart) -> Bool { a.column == b.column && a.dataset.json == b.dataset.json }
}
