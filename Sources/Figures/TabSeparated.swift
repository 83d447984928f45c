extension Picture {
  /// The plotted numbers as tab-separated text: a header, then one line a point, series after series.
  ///
  /// ```
  /// series	role	x	y	low	high
  /// tanh	measured	1	0.25	0.2	0.3
  /// (1/4)^L	theory	1	0.25
  /// ```
  /// A number is the shortest decimal that reads back as the same double; `nan`, `inf` and `-inf` are written so. A cell
  /// is empty where its series has no such column. Labels are as they were given, tabs and line breaks as spaces.
  public var tabSeparated: String {
    let columns = columnNames
    var text = (["series", "role"] + columns).joined(separator: "\t") + "\n"
    for series in series {
      let label = Quoting.withoutControls(series.label.text)
      let values = columns.map { series[$0] }
      for row in 0..<series.count {
        let cells = values.map { column in column.map { Quoting.number($0[row]) } ?? "" }
        text += ([label, series.role.rawValue] + cells).joined(separator: "\t") + "\n"
      }
    }
    return text
  }
}
