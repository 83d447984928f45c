import Documents
import Figures
import Graphs
import Records

/// Why a figure is drawn anew.
public enum FigureCause: String, Sendable, CaseIterable {
  /// Nothing here tells what its files were made from: a fresh clone, or a new figure.
  case neverDrawn
  case settings, data, script, style, program
  case missing, edited

  public var inWords: String {
    switch self {
    case .neverDrawn: "not drawn here yet"
    case .settings: "its settings changed"
    case .data: "its data changed"
    case .script: "its script changed"
    case .style: "the common style changed"
    case .program: "this program draws differently"
    case .missing: "a file is missing"
    case .edited: "a file was edited by hand"
    }
  }
}

/// What a figure is made from, a digest for each cause of a new drawing.
struct FigureInputs {
  let style: Script
  let script: Script
  let json: JSON

  init(_ figure: FigureSettings, of study: Study) throws {
    let project = study.project
    style = try Script(readingFrom: project.scripts + "/style.gp")
    script = try Script(readingFrom: try project.script(figure.script.text, of: study.name))
    // Names and labels are words of the picture.
    let names = study.outlines.map { outline in
      JSON.array(
        outline.factors.map { .array([.string($0.name)] + $0.levels.map { .string($0.label) }) }
          + outline.measurements.map { .string($0.name) })
    }
    func digest(_ text: String) -> JSON { .string(SHA256Digest(of: text).description) }
    json = .object([
      .init(FigureCause.settings.rawValue, digest(JSON.array([figure.json] + names).canonical)),
      .init(FigureCause.data.rawValue, digest(study.plan.cells.map(\.key).joined())),
      .init(FigureCause.script.rawValue, digest(script.text)),
      .init(FigureCause.style.rawValue, digest(style.text)),
      .init(FigureCause.program.rawValue, [.number(Drawing.revision), .number(Engine.revision)]),
    ])
  }
}

/// What a figure was last drawn from, and the digests of the files that came of it: `.ravine/figures/<study>/<figure>.json`.
struct FigureStamp {
  /// The files of every drawing; pictures in other formats come besides.
  static let kinds = ["svg", "tsv", "gp"]

  private let path: String
  private let stem: String
  private let last: JSON?

  init(_ figure: FigureSettings, of study: Study) {
    let name = study.name + "/" + figure.name.text
    path = study.project.results + "/figures/" + name + ".json"
    stem = study.project.figures + "/" + name
    last = (try? Files.read(path)).flatMap { try? JSONParser.parse($0) }
  }

  /// Where a file of the figure stands; the kind is its ending.
  func file(_ kind: String) -> String { "\(stem).\(kind)" }

  /// What has changed since the last drawing, in the order of the causes; nothing when the figure is current.
  func causes(_ inputs: FigureInputs, kinds: [String] = kinds) -> [FigureCause] {
    guard let before = last?["inputs"], before.members != nil else { return [.neverDrawn] }
    var causes = FigureCause.allCases.filter { before[$0.rawValue] != inputs.json[$0.rawValue] }
    let states = kinds.map { state($0) }
    for cause in [FigureCause.missing, .edited] where states.contains(cause) { causes.append(cause) }
    return causes
  }

  /// What is wrong with a file, if anything.
  private func state(_ kind: String) -> FigureCause? {
    guard let digest = Self.digest(file(kind)) else { return .missing }
    return last?["files"]?[kind] == digest ? nil : .edited
  }

  /// Whether a picture in another format is what this drawing gave.
  func has(_ format: Drawing.Format) -> Bool { state(format.rawValue) == nil }

  /// The other formats that an earlier drawing gave and that are still there: they are not left behind to show old numbers.
  var formats: [Drawing.Format] {
    Drawing.Format.allCases.filter { $0 != .svg && last?["files"]?[$0.rawValue] != nil && Files.exists(file($0.rawValue)) }
  }

  /// Remembers a drawing: what it was made from, and its files as they are now.
  func write(_ inputs: FigureInputs, formats: [Drawing.Format]) throws {
    let kinds = Self.kinds + formats.filter { $0 != .svg }.map(\.rawValue)
    let files = kinds.compactMap { kind in Self.digest(file(kind)).map { JSON.Member(kind, $0) } }
    let stamp: JSON = ["inputs": inputs.json, "files": .object(files)]
    try AtomicFile.write(stamp.canonical + "\n", to: path)
  }

  private static func digest(_ path: String) -> JSON? {
    (try? Files.read(path)).map { .string(SHA256Digest(of: $0).description) }
  }
}

extension Study {
  /// Why a figure would be drawn anew; nothing when it is current.
  public func causes(_ figure: FigureSettings) throws -> [FigureCause] {
    FigureStamp(figure, of: self).causes(try FigureInputs(figure, of: self))
  }
}
