import Measurements
import Records

extension CellResult {
  /// The outcome as a record keeps it.
  var recordOutcome: Records.Outcome {
    switch outcome {
    case .finished: .finished
    case .diverged(let step): .diverged(step: step)
    }
  }

  /// The readings as a record keeps them.
  var tables: [ReadingTable] {
    readings.map { reading in
      ReadingTable(
        measurement: reading.measurement, step: reading.step, axes: reading.axes.map { ReadingTable.Axis($0.name, $0.values) },
        values: reading.values)
    }
  }
}
