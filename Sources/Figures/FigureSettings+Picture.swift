import Documents
import Expressions
import Records
import Selections
import Statistics

extension FigureSettings {
  /// What the figure shows of the results.
  ///
  /// - Parameter frames: the results of every experiment that a curve names, with their outlines.
  public func picture(_ frames: [(Outline, Frame)]) throws(ExpressionProblem) -> Picture {
    var series: [Series] = []
    var notes: [(curve: String, note: String?)] = []
    var theories: [Series] = []
    for (index, curve) in curves.enumerated() {
      guard let outline = curve.outline(frames.map(\.0)),
        let frame = frames.first(where: { $0.0.experiment == outline.experiment })?.1
      else { continue }
      let slices = try curve.query.slices(of: frame, outline)
      let drawn = slices.map { curve.series($0) }
      series += drawn
      notes.append((curve.label ?? curve.y.expression.text, curve.note(outline)))
      if index == 0 {
        // A closed form is a curve over x; over a surface there is none.
        let grid = curve.z != nil ? [] : Set(drawn.flatMap { $0["x"] ?? [] }.filter(\.isFinite)).sorted()
        for form in theory { theories += try form.series(curve, slices, grid) }
      }
    }
    return Picture(
      name: name.text, title: .enhanced(heading), caption: Self.caption(notes),
      x: Axis(label(xLabel, curves.first?.x), isLogarithmic: logScale.isX, from: xRange?[0], to: xRange?[1]),
      y: Axis(label(yLabel, curves.first?.y), isLogarithmic: logScale.isY, from: yRange?[0], to: yRange?[1]),
      z: Axis(label(zLabel, curves.lazy.compactMap(\.z).first), isLogarithmic: logScale.isZ, from: zRange?[0], to: zRange?[1]),
      series: series + theories, settings: gnuplot)
  }

  /// The curves that select nothing, each with the reason.
  /// - Throws: ``DrawingError/nothingSelected(figure:reason:)`` when that is every one.
  public func emptyCurves(_ frames: [(Outline, Frame)]) throws(DrawingError) -> [String] {
    var reasons: [String] = []
    for curve in curves {
      guard let outline = curve.outline(frames.map(\.0)),
        let frame = frames.first(where: { $0.0.experiment == outline.experiment })?.1,
        let reason = curve.query.emptiness(of: frame, outline)
      else { continue }
      let expression = (curve.z ?? curve.y).expression.text
      reasons.append("of the readings for '\(curve.label ?? expression)' \(reason)")
    }
    if reasons.count == curves.count, let first = reasons.first {
      throw .nothingSelected(figure: name.text, reason: first)
    }
    return reasons
  }

  /// What points and bands are: said once when it holds for every curve, else with the name of those for which it does.
  private static func caption(_ notes: [(curve: String, note: String?)]) -> String {
    var distinct: [String] = []
    for note in notes.compactMap(\.note) where !distinct.contains(note) { distinct.append(note) }
    if distinct.count == 1, notes.allSatisfy({ $0.note != nil }) { return distinct[0] }
    return distinct.map { note in
      var curves: [String] = []
      for entry in notes where entry.note == note && !curves.contains(entry.curve) { curves.append(entry.curve) }
      return "\(curves.joined(separator: ", ")): \(note)"
    }.joined(separator: "; ")
  }

  private func label(_ written: String?, _ formula: Formula?) -> Label {
    written.map { .enhanced($0) } ?? .plain(formula?.expression.text ?? "")
  }
}

extension CurveSettings {
  /// A slice's points: at every x the summary over the replicates, and the band's ends.
  fileprivate func series(_ slice: Slice) -> Series {
    if z != nil || order == .step { return surfaceOrPath(slice) }
    var points: [Double: [Double]] = [:]
    for (y, x) in zip(slice.columns[0], slice.columns[1]) { points[x, default: []].append(y) }
    let xs = points.keys.sorted()
    let samples = xs.map { Sample(points[$0] ?? []) }
    let ys = samples.map { $0.count == 1 ? $0.values[0] : summary.of($0) }
    let ends = samples.map { band.ends($0, around: summary) }
    let hasBand = band != .none
    return Series(
      legend(slice), role, x: xs, y: ys, band: hasBand ? (ends.map { $0?.low ?? .nan }, ends.map { $0?.high ?? .nan }) : nil)
  }

  /// A surface: at every point (x, y) the summary of z. A path: at every step the summaries of x and of y.
  private func surfaceOrPath(_ slice: Slice) -> Series {
    struct Place: Hashable {
      let a: Double
      let b: Double
    }
    let isPath = z == nil
    let columns = slice.columns
    var rows: [Place: [Int]] = [:]
    for row in columns[0].indices {
      rows[Place(a: columns[1][row], b: isPath ? 0 : columns[2][row]), default: []].append(row)
    }
    let places = rows.keys.sorted { ($0.b, $0.a) < ($1.b, $1.a) }
    func summaries(_ column: [Double]) -> [Double] {
      places.map { place in
        let values = (rows[place] ?? []).map { column[$0] }
        return values.count == 1 ? values[0] : summary.of(Sample(values))
      }
    }
    return isPath
      ? Series(legend(slice), role, x: summaries(columns[2]), y: summaries(columns[0]))
      : Series(legend(slice), surface: places.map(\.a), places.map(\.b), height: summaries(columns[0]))
  }

  private func legend(_ slice: Slice) -> Label {
    guard let label else { return .plain(slice.label.isEmpty ? (z ?? y).expression.text : slice.label) }
    return .enhanced(slice.label.isEmpty ? label : label + ", " + Quoting.escapingMarkup(slice.label))
  }

  /// What a point and its band are, for the caption.
  fileprivate func note(_ outline: Outline) -> String? {
    guard outline.replicates > 1 else { return nil }
    return ["\(summary.inWords) of \(outline.replicates) replicates", band.inWords].compactMap(\.self).joined(separator: ", ")
  }
}

extension TheorySettings {
  /// A curve over the first curve's points: one, or one for each of its slices when the form speaks of factors that differ between them.
  fileprivate func series(_ curve: CurveSettings, _ slices: [Slice], _ grid: [Double]) throws(ExpressionProblem) -> [Series] {
    let running = Set(curve.x.expression.variables + ["x"])
    let names = expression.expression.variables.filter { !running.contains($0) }
    var seen: Set<[ExpressionValue?]> = []
    var result: [Series] = []
    for slice in slices {
      let values = names.map { slice.constants[$0] }
      guard seen.insert(values).inserted else { continue }
      let form = expression.expression.substituting(slice.constants.filter { names.contains($0.key) })
      let variables = form.variables
      let code = try form.compiled(variables: variables)
      let ys = grid.map { x in code(variables.map { _ in x }) }
      let levels = Slice.label(slice.levels.filter { names.contains($0.name) })
      let legend = levels.isEmpty ? label : label + ", " + Quoting.escapingMarkup(levels)
      result.append(Series(.enhanced(legend), role, x: grid, y: ys))
    }
    return result
  }
}
