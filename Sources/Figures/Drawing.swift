import Foundation

/// Draws pictures with gnuplot: numbers and words from a ``Picture``, the look from gnuplot scripts.
///
/// ```swift
/// let drawing = try Drawing(style: Script(readingFrom: "Figures/Scripts/style.gp"))
/// try drawing.draw(picture, with: Script(readingFrom: "Figures/Scripts/lines.gp"), into: "Figures/sigmoid-decay")
/// ```
/// writes `NAME.svg` (the picture), `NAME.tsv` (the plotted numbers, ``Picture/tabSeparated``) and `NAME.gp` (a gnuplot
/// program, data included, that writes the same picture to standard output). The same picture, scripts and gnuplot give
/// the same bytes, in every format.
public struct Drawing: Sendable {
  /// A kind of image.
  public enum Format: String, Sendable, CaseIterable { case svg, png, pdf }

  /// Raised by every change of what is drawn from the same picture and scripts, so that figures are drawn anew.
  public static let revision = 1

  /// What was drawn.
  public struct Drawn: Sendable, Hashable {
    /// The files, in the order picture, numbers, program.
    /// With further formats, those pictures after them.
    public var paths: [String]
    /// What gnuplot said though it went on, such as a series without a point that can be shown.
    public var warnings: [String]
  }

  /// The common look, run before every script.
  public var style: Script
  var gnuplot: Gnuplot

  /// - Parameter executable: gnuplot's path, or its name in `PATH`.
  public init(style: Script, executable: String = "gnuplot") {
    self.style = style
    gnuplot = Gnuplot(executable: executable)
  }

  /// Draws a picture and writes its three files into `folder`, which is made when it is missing; and the picture in further formats.
  ///
  /// The files are written beside and renamed when all are whole: after an error those of an earlier drawing are as they
  /// were.
  /// - Throws: ``DrawingError``.
  @discardableResult
  public func draw(
    _ picture: Picture, with script: Script, into folder: String, formats: [Format] = []
  ) throws(DrawingError) -> Drawn {
    let (image, warnings) = try render(picture, with: script)
    let data = PlottedData(picture)
    let program = PlotCommands(picture: picture, data: data)
      .standalone(terminal: Format.svg.terminal(for: picture), style: style, script: script)
    let files = FileSet(
      folder: folder,
      files: [
        (picture.name + ".svg", image),
        (picture.name + ".tsv", Array(picture.tabSeparated.utf8)),
        (picture.name + ".gp", Array(program.utf8)),
      ] + (try images(picture, with: script, formats: formats.filter { $0 != .svg })))
    try files.write()
    return Drawn(paths: files.files.map { folder + "/" + $0.name }, warnings: warnings)
  }

  /// Draws a picture in some formats and writes these pictures alone; returns their paths.
  /// - Throws: ``DrawingError``.
  @discardableResult
  public func export(
    _ picture: Picture, with script: Script, into folder: String, formats: [Format]
  ) throws(DrawingError) -> [String] {
    let files = FileSet(folder: folder, files: try images(picture, with: script, formats: formats))
    try files.write()
    return files.files.map { folder + "/" + $0.name }
  }

  private func images(
    _ picture: Picture, with script: Script, formats: [Format]
  ) throws(DrawingError) -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    for format in formats {
      files.append((picture.name + "." + format.rawValue, try render(picture, with: script, as: format).image))
    }
    return files
  }

  /// Draws a picture into memory.
  /// - Throws: ``DrawingError``.
  public func render(
    _ picture: Picture, with script: Script, as format: Format = .svg
  ) throws(DrawingError) -> (image: [UInt8], warnings: [String]) {
    guard !picture.name.isEmpty, !picture.name.hasPrefix("."), !picture.name.contains("/") else {
      throw .unusableName(figure: picture.name)
    }
    let data = PlottedData(picture)
    guard data.xExtent != nil, data.yExtent != nil,
      data.surface != nil || !picture.series.contains(where: { $0.role == .surface })
    else { throw .nothingToPlot(figure: picture.name) }
    let commands = PlotCommands(picture: picture, data: data)
    // The scripts are loaded, not piped: then gnuplot stops at their first error and names file and line.
    let reply = try gnuplot.run(
      settings: commands.settings(terminal: format.terminal(for: picture)),
      dataBlock: PlotCommands.dataBlock, tables: data.tables,
      commands: "load \(Quoting.string(style.path))\n\(commands.ownSettings())load \(Quoting.string(script.path))\n")

    let messages = GnuplotMessages(reply.messages)
    if let error = messages.error { throw error.asDrawingError(figure: picture.name, status: reply.status) }
    guard reply.status == 0 else {
      throw .gnuplotFailed(figure: picture.name, status: reply.status, message: messages.warnings.joined(separator: "; "))
    }
    guard format.isWhole(reply.output) else { throw .pictureIncomplete(figure: picture.name, script: script.path) }
    return (format == .pdf ? StablePDF.withoutTime(reply.output) : reply.output, messages.warnings)
  }
}

extension Drawing.Format {
  /// The page: 720 points wide, white, in a font with the metrics of Helvetica, which gnuplot's SVG reckons with.
  func terminal(for picture: Picture) -> String {
    // A plane is nearer to a square than a curve's page.
    let isPlane = picture.series.contains { $0.role == .surface }
    let height = (isPlane ? 560 : 480) + Self.legendOverhang(of: picture) + Self.headingOverhang(of: picture)
    switch self {
    case .svg:
      // The name becomes the image's title; gnuplot allows letters, digits and underscores.
      let name = String(picture.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
      return "set terminal svg size 720,\(height) fixed enhanced font 'Arial,14' background '#ffffff' name '\(name)'"
    case .png:
      // Its points are 96 to an inch of 72: one and a half times the letters make those of the SVG, twice as large.
      return "set terminal pngcairo size 1440,\(2 * height) enhanced font 'Arial,14' background '#ffffff' "
        + "fontscale 1.5 linewidth 2 pointscale 2"
    case .pdf:
      return "set terminal pdfcairo size 7.2in,\(Double(height) / 100)in enhanced font 'Arial,14' background '#ffffff'"
    }
  }

  /// How much higher the page is for a legend of more than three rows, so that it takes no height from the plot.
  private static func legendOverhang(of picture: Picture) -> Int {
    let longest = picture.series.map(\.label.text.count).max() ?? 0
    let columns = max(1, 620 / (8 * (longest + 6)))  // 8 points a letter, as gnuplot's SVG reckons
    let rows = (picture.series.count + columns - 1) / columns
    return 21 * max(0, rows - 3)
  }

  /// The same for a title and a caption of more than one line together.
  private static func headingOverhang(of picture: Picture) -> Int {
    20 * (PlotCommands.heading(of: picture).text.split(separator: "\n", omittingEmptySubsequences: false).count - 1)
  }

  /// Whether an image is there from its beginning to its end: gnuplot does not tell of a disk that is full.
  func isWhole(_ image: [UInt8]) -> Bool {
    let (beginning, end): ([UInt8], [UInt8]) =
      switch self {
      case .svg: (Array("<?xml".utf8), Array("</svg>\n".utf8))
      case .png: ([0x89] + Array("PNG".utf8), Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82])
      case .pdf: (Array("%PDF".utf8), Array("%%EOF\n".utf8))
      }
    let text = image.reversed().drop { $0 == 0x0A || $0 == 0x0D }  // line ends after the last mark are of no matter
    return image.starts(with: beginning) && text.starts(with: end.reversed().drop { $0 == 0x0A })
  }
}
