import Documents
import Figures
import Graphs
import Records

extension Workshop {
  /// What became of one figure.
  public struct DrawnFigure: Sendable {
    public let figure: String
    /// The picture.
    public let path: String
    /// Whether nothing had to be done, because neither what it shows nor its files had changed.
    public let wasCurrent: Bool
    public let warnings: [String]
  }

  /// Draws one figure of a study into `Figures/<study>/`, unless its files are already what would be drawn.
  ///
  /// A figure is current when its settings, its cells and its scripts are those of the last drawing and its files still have the bytes that
  /// were written then: a file edited by hand is drawn again.
  public func draw(_ figure: FigureSettings, of study: Study) throws -> DrawnFigure {
    let folder = project.figures + "/" + study.name
    let name = figure.name.text
    let style = try Script(readingFrom: project.scripts + "/style.gp")
    let script = try Script(readingFrom: try project.script(figure.script.text, of: study.name))
    let stamp = FigureStamp(project: project, study: study.name, figure: name)
    let inputs = inputs(figure, study, style, script)
    let paths = ["svg", "tsv", "gp"].map { "\(folder)/\(name).\($0)" }
    if stamp.isCurrent(inputs: inputs, paths: paths) {
      return DrawnFigure(figure: name, path: paths[0], wasCurrent: true, warnings: [])
    }
    let picture = try figure.picture(try frames(study))
    let drawn = try Drawing(style: style).draw(picture, with: script, into: folder)
    try stamp.write(inputs: inputs, paths: paths)
    return DrawnFigure(figure: name, path: paths[0], wasCurrent: false, warnings: drawn.warnings)
  }

  /// The digest of everything that a figure is made from.
  private func inputs(_ figure: FigureSettings, _ study: Study, _ style: Script, _ script: Script) -> String {
    let names = study.outlines.map { outline in
      JSON.array(outline.factors.map { .string($0.name) } + outline.measurements.map { .string($0.name) })
    }
    let levels = study.outlines.map { outline in
      JSON.array(outline.factors.map { .array($0.levels.map { .string($0.label) }) })
    }
    let cells = SHA256Digest(of: study.plan.cells.map(\.key).joined())
    let parts: [JSON] = [
      .number(Drawing.revision), figure.json, .array(names), .array(levels), .string(cells.description), .string(style.text),
      .string(script.text), .number(Engine.revision),
    ]
    return SHA256Digest(of: JSON.array(parts).canonical).description
  }
}

/// What a figure was last drawn from, and the digests of the files that came of it: `.ravine/figures/<study>/<figure>.json`.
private struct FigureStamp {
  let path: String
  let folder: String

  init(project: Project, study: String, figure: String) {
    folder = project.results + "/figures/" + study
    path = folder + "/" + figure + ".json"
  }

  func isCurrent(inputs: String, paths: [String]) -> Bool {
    guard let bytes = try? Files.read(path), let stamp = try? JSONParser.parse(bytes), stamp["inputs"]?.string == inputs else {
      return false
    }
    return (try? Self.digests(paths)) == stamp["files"]
  }

  func write(inputs: String, paths: [String]) throws {
    try Files.createFolder(folder)
    let stamp: JSON = ["inputs": .string(inputs), "files": try Self.digests(paths)]
    try AtomicFile.write(stamp.canonical + "\n", to: path)
  }

  private static func digests(_ paths: [String]) throws -> JSON {
    .array(try paths.map { .string(SHA256Digest(of: try Files.read($0)).description) })
  }
}
