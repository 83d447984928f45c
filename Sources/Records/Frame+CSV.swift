import Documents

extension Frame {
  /// The frame as comma-separated values, measurement after measurement, each in the order of its rows.
  ///
  /// ```
  /// activation,width,replicate,outcome,step,measurement,layer,value
  /// relu,64,0,finished,0,moment,0,1
  /// relu,64,0,finished,0,moment,1,0.5
  /// relu,64,0,finished,0,loss,,0.693
  /// ```
  /// Fields are quoted as RFC 4180 says, where they need it; lines end in a line feed alone, as tools under Unix expect.
  /// Numbers are the shortest decimals that read back as the same float64; NaN and infinities are nan, inf and -inf. An axis
  /// that a measurement does not have is empty. A cell without readings has no line.
  public func csv() -> String {
    var axes: [String] = []
    for axis in measurements.flatMap(\.axes) where !axes.contains(axis.name) { axes.append(axis.name) }
    let header = factors + ["replicate", "outcome", "step", "measurement"] + axes + ["value"]
    var text = header.map(Self.field).joined(separator: ",") + "\n"
    let starts = cells.map { cell in
      (cell.levels.map(\.label) + [String(cell.replicate), cell.outcome.description]).map(Self.field).joined(separator: ",")
    }
    for measurement in measurements {
      let name = Self.field(measurement.name)
      let columns = axes.map { measurement.axis(named: $0) }
      for row in 0..<measurement.count {
        text += starts[measurement.cells[row]]
        text += ",\(measurement.steps[row]),"
        text += name
        for column in columns {
          text += ","
          if let column { text += Self.number(column[row]) }
        }
        text += ","
        text += Self.number(measurement.values[row])
        text += "\n"
      }
    }
    return text
  }

  static func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }) else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  static func number(_ value: Double) -> String {
    let reading = JSON.reading(value)
    return reading.string ?? reading.canonical
  }
}
