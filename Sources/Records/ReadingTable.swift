/// The readings that one measurement took at one step: a value at every point of its own axes.
///
/// ```swift
/// // A moment at layers 0 to 2, before training:
/// ReadingTable(measurement: 0, step: 0, axes: [.init("layer", [0, 1, 2])], values: [1, 0.5, 0.25])
/// // A loss has no axis and one value:
/// ReadingTable(measurement: 1, step: 100, values: [0.693])
/// ```
/// Every axis has a coordinate for every value: axes are columns, not a grid's sides.
public struct ReadingTable: Sendable {
  /// A named column of coordinates.
  public struct Axis: Sendable {
    public let name: String
    public let values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// The measurement's position in the settings' `measurements`. Its name is not part of a cell's identity, so a renamed
  /// measurement finds its old readings; names are attached when a `Frame` is made.
  public let measurement: Int
  /// The training step, counted from 0 (before the first update).
  public let step: Int
  public let axes: [Axis]
  public let values: [Double]

  /// Stops the program when an axis and the values differ in length, or a position or step is negative.
  public init(measurement: Int, step: Int, axes: [Axis] = [], values: [Double]) {
    precondition(measurement >= 0 && step >= 0, "a measurement's position and a step count from 0")
    precondition(axes.allSatisfy { $0.values.count == values.count }, "every axis has a coordinate for every value")
    self.measurement = measurement
    self.step = step
    self.axes = axes
    self.values = values
  }
}

extension ReadingTable: Equatable {
  /// The same bits: 0 and -0 differ, a NaN equals a NaN. A record must not change under anybody's hands by even that much.
  public static func == (a: ReadingTable, b: ReadingTable) -> Bool {
    a.measurement == b.measurement && a.step == b.step && a.axes == b.axes && sameBits(a.values, b.values)
  }
}

extension ReadingTable.Axis: Equatable {
  public static func == (a: Self, b: Self) -> Bool { a.name == b.name && sameBits(a.values, b.values) }
}

private func sameBits(_ a: [Double], _ b: [Double]) -> Bool {
  a.elementsEqual(b) { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN }
}
