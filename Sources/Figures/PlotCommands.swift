/// The gnuplot commands that come before the style and the script, and the file that draws a figure by itself.
///
/// `Figures/Scripts/README.md` says what a script finds; the names here are that contract.
struct PlotCommands {
  let picture: Picture
  let data: PlottedData

  static let dataBlock = "$series"

  /// Everything but the data: the page, the words, the axes and one line a series.
  func settings(terminal: String) -> String {
    var lines = ["reset", "set encoding utf8", terminal]
    lines += ["set title \(Quoting.label(Self.heading(of: picture)))"]
    for (name, axis, extent) in [("x", picture.x, data.xExtent), ("y", picture.y, data.yExtent)] {
      let extent = extent ?? 0...1
      lines += [
        "set \(name)label \(Quoting.label(axis.label))",
        "\(name)_log = \(axis.isLogarithmic ? 1 : 0)",
        "\(name)_min = \(Quoting.number(axis.lowest ?? extent.lowerBound))",
        "\(name)_max = \(Quoting.number(axis.highest ?? extent.upperBound))",
      ]
    }
    lines += surface
    lines += data.columns.enumerated().map { "column_\($1) = \($0 + 1)" }
    let count = picture.series.count
    lines += ["series_count = \(count)"]
    lines += ["label", "role", "band"].map { "array series_\($0)[\(count)]" }
    for (index, series) in picture.series.enumerated() {
      let i = index + 1
      lines += [
        "series_label[\(i)] = \(Quoting.label(series.label)); series_role[\(i)] = '\(series.role.rawValue)'; "
          + "series_band[\(i)] = \(data.hasBand[index] ? 1 : 0)"
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a script finds of a surface, and nothing when there is none.
  private var surface: [String] {
    guard let surface = data.surface else { return [] }
    let (xs, ys) = (surface.grid.xs, surface.grid.ys)
    let numbers = [
      ("z_min", picture.z.lowest ?? surface.extent.lowerBound), ("z_max", picture.z.highest ?? surface.extent.upperBound),
      ("surface_x_min", xs[0]), ("surface_x_max", xs[xs.count - 1]), ("surface_y_min", ys[0]),
      ("surface_y_max", ys[ys.count - 1]),
    ]
    return [
      "z_title = \(Quoting.label(picture.z.label))", "z_log = \(picture.z.isLogarithmic ? 1 : 0)",
      "surface_index = \(surface.index); surface_columns = \(xs.count); surface_rows = \(ys.count)",
    ] + numbers.map { "\($0) = \(Quoting.number($1))" }
  }

  /// The title, and below it in smaller letters the caption, each over as many lines as it needs.
  static func heading(of picture: Picture) -> Label {
    let title = Quoting.markup(of: picture.title.wrapped(to: 90))
    guard !picture.caption.isEmpty else { return .enhanced(title) }
    let caption = Label.plain(picture.caption).wrapped(to: 110).text.split(separator: "\n")
    return .enhanced(([title] + caption.map { "{/*0.8 \(Quoting.escapingMarkup(String($0)))}" }).joined(separator: "\n"))
  }

  /// A gnuplot program that needs nothing else and writes the picture to standard output.
  func standalone(terminal: String, style: Script, script: Script) -> String {
    """
    # Redraws this figure: gnuplot \(picture.name).gp > \(picture.name).svg
    # Written by ravine with the data and the scripts that it used; edits are lost at the next drawing.
    \(settings(terminal: terminal))
    \(Self.dataBlock) << e
    \(dataLines())
    e

    # The common style.
    \(style.text)
    # This figure's own settings.
    \(ownSettings())
    # The script.
    \(script.text)
    """
  }

  /// What comes after the style and so has the last word: the axes' fixed ends and the picture's free settings.
  func ownSettings() -> String {
    let ends = [("x", picture.x), ("y", picture.y)].flatMap { name, axis in
      [
        axis.lowest.map { "set \(name)range [\(Quoting.number($0)):]" },
        axis.highest.map { "set \(name)range [:\(Quoting.number($0))]" },
      ]
    }
    return (ends.compactMap { $0 } + picture.settings).map { $0 + "\n" }.joined()
  }

  private func dataLines() -> String {
    data.tables.map { table in
      (0..<table.rows).map { row in
        (table.blockRows > 0 && row > 0 && row % table.blockRows == 0 ? "\n" : "")
          + table.values[row * table.columns..<(row + 1) * table.columns]
          .map { $0.isFinite ? Quoting.number($0) : "NaN" }.joined(separator: " ")
      }.joined(separator: "\n")
    }.joined(separator: "\n\n\n")
  }
}
