import Figures
import Records

extension Workshop {
  /// What became of one figure.
  public struct DrawnFigure: Sendable {
    public let figure: String
    /// The pictures that were written now; none when everything was current.
    public let written: [String]
    public let warnings: [String]
    /// Whether nothing had to be done, because neither what it shows nor its files had changed.
    public var wasCurrent: Bool { written.isEmpty }
  }

  /// Draws one figure of a study into `Figures/<study>/`, unless its files are already what would be drawn.
  ///
  /// A figure is current when its settings, its cells and its scripts are those of the last drawing and its files still have the bytes that
  /// were written then: a file edited by hand is drawn again.
  ///
  /// - Parameter formats: in which the picture is wanted besides SVG. Those that stand there from an earlier drawing are kept up to date too.
  public func draw(
    _ figure: FigureSettings, of study: Study, formats: [Drawing.Format] = []
  ) throws -> DrawnFigure {
    let stamp = FigureStamp(figure, of: study)
    let inputs = try FigureInputs(figure, of: study)
    let folder = Files.parent(of: stamp.file("svg")) ?? "."
    let wanted = Drawing.Format.allCases.filter { $0 != .svg && (formats.contains($0) || stamp.formats.contains($0)) }
    let isCurrent = stamp.causes(inputs).isEmpty
    let missing = isCurrent ? wanted.filter { !stamp.has($0) } : wanted
    if isCurrent && missing.isEmpty { return DrawnFigure(figure: figure.name.text, written: [], warnings: []) }

    let frames = try frames(study)
    let empty = try figure.emptyCurves(frames)
    let picture = try figure.picture(frames)
    let drawing = Drawing(style: inputs.style)
    var written: [String] = []
    var warnings: [String] = []
    if isCurrent {
      written = try drawing.export(picture, with: inputs.script, into: folder, formats: missing)
    } else {
      warnings = empty.map { "a curve's selection is empty: \($0)" }
      warnings += try drawing.draw(picture, with: inputs.script, into: folder, formats: wanted).warnings
      written = ([.svg] + wanted).map { stamp.file($0.rawValue) }
    }
    try stamp.write(inputs, formats: wanted)
    return DrawnFigure(figure: figure.name.text, written: written, warnings: warnings)
  }
}
