/// Readings as columns: a value, and its coordinate on every axis, for each row.
public struct Columns: Sendable, Equatable {
  public struct Axis: Sendable, Equatable {
    public let name: String
    public let values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  public let axes: [Axis]
  public let values: [Double]

  public init(axes: [Axis], values: [Double]) {
    precondition(axes.allSatisfy { $0.values.count == values.count }, "every axis has a coordinate for every value")
    self.axes = axes
    self.values = values
  }

  /// A value for each layer.
  init(layers: [Int], values: [Double]) {
    self.init(axes: [Axis("layer", layers.map(Double.init))], values: values)
  }

  /// A value for each example of each layer; examples count from 1.
  init(layers: [Int], byExample values: [[Double]]) {
    self.init(
      axes: [
        Axis("layer", zip(layers, values).flatMap { layer, row in row.map { _ in Double(layer) } }),
        Axis("example", values.flatMap { row in row.indices.map { Double($0 + 1) } }),
      ], values: values.flatMap { $0 })
  }
}

/// What one measurement gave at one step.
public struct Readings: Sendable, Equatable {
  /// Its place among the measurements of the cell.
  public let measurement: Int
  /// The training step, 0 being the initialization.
  public let step: Int
  public let axes: [Columns.Axis]
  public let values: [Double]
}
