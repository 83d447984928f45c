import Documents
import Records

/// Values that a careless number format loses.
let awkwardValues: [Double] = [
  0, -0.0, 1, -1, 0.1, 1.0 / 3, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 2.2250738585072014e-308,
  (2.2250738585072014e-308).nextDown, 1.7976931348623157e308, 1e21,
  1e-7, 123_456_789_012_345_680, .infinity, -.infinity, .nan,
]

func sampleRecord(seed: Double = 0, outcome: Outcome = .finished) -> Record {
  Record(
    settings: [
      "subject": ["kind": "network", "note": "é \"quoted\"\n"], "seed": JSON.number(seed), "measurements": ["moment", "loss"],
    ],
    revision: 1, outcome: outcome,
    tables: [
      ReadingTable(measurement: 0, step: 0, axes: [.init("layer", [0, 1, 2])], values: [1, .nan, -0.0]),
      ReadingTable(measurement: 1, step: 3, values: [.leastNonzeroMagnitude]),
    ])
}

/// Every file below a folder, by its path in it.
func tree(_ path: String) -> [String] {
  guard let names = try? Files.list(path) else { return [""] }
  return names.flatMap { name in tree(path + "/" + name).map { $0.isEmpty ? name : name + "/" + $0 } }
}
