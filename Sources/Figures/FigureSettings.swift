import Catalogues
import Documents
import Expressions
import Selections

/// A figure as a manifest writes it: what is selected from the results, how it is summed up, and which script draws it.
public struct FigureSettings: Group {
  public static let title = "a figure"

  public var name = Name("")
  public var script = Name("lines-with-band")
  public var heading = ""
  public var xLabel: String?
  public var yLabel: String?
  public var zLabel: String?
  public var logScale = LogScale.none
  public var xRange: [Double]?
  public var yRange: [Double]?
  public var zRange: [Double]?
  public var curves: [CurveSettings] = []
  public var theory: [TheorySettings] = []
  public var gnuplot: [String] = []

  public static var settings: [Setting<Self>] {
    [
      Setting("name", \.name, "the stem of its files", isRequired: true),
      Setting("script", \.script, "the look: a script in Figures/Scripts by its name, or the study's own file ending in .gp"),
      Setting("title", \.heading, "the heading, in gnuplot's enhanced text"),
      Setting("xLabel", \.xLabel, "the words at the x axis; the expression when left out"),
      Setting("yLabel", \.yLabel, "the words at the y axis; the expression when left out"),
      Setting("zLabel", \.zLabel, "the words at a surface's heights; the expression when left out"),
      Setting("logScale", \.logScale, "which axes are logarithmic"),
      Setting("xRange", \.xRange, "the ends of the x axis", pair),
      Setting("yRange", \.yRange, "the ends of the y axis", pair),
      Setting("zRange", \.zRange, "the ends of a surface's heights; what lies outside is cut off", pair),
      Setting("series", \.curves, "the curves; keys of a curve that stand in the figure itself hold for every one", .notEmpty),
      Setting("theory", \.theory, "closed forms to draw beside"),
      Setting("gnuplot", \.gnuplot, "gnuplot commands of this figure alone, run before the script"),
    ]
  }

  private static var pair: Rule<[Double]?> {
    Rule("two numbers, the lower first", ["minItems": 2, "maxItems": 2]) {
      $0 == nil || $0?.count == 2 && ($0?[0] ?? 0) < ($0?[1] ?? 0)
    }
  }

  public init() {}

  /// The keys of a curve may stand in the figure itself: then they are laid under every entry of `series`, or make the only curve.
  public static func decode(_ json: JSON, _ problems: inout Problems) -> FigureSettings? {
    guard let members = json.members else { return refuse(json, &problems) }
    let curveKeys = CurveSettings.settings.map(\.name)
    let own = members.filter { !curveKeys.contains($0.key) && $0.key != "series" }
    let shared = members.filter { curveKeys.contains($0.key) }
    let written = json["series"]
    let curves = (written?.items ?? [JSON(.object([]), at: json.location)]).map { curve -> JSON in
      guard let keys = curve.members else { return curve }
      return JSON(.object(keys + shared.filter { key in !keys.contains { $0.key == key.key } }), at: curve.location)
    }
    if let written, written.items == nil {
      problems.report("expected an array of curves, found \(written.inWords)", at: written.location)
    }
    let series = JSON.Member("series", JSON(.array(curves), at: written?.location ?? json.location))
    // Told here, because the nearest name may be a curve's.
    let names = settings.map(\.name)
    let unknown = own.filter { !names.contains($0.key) && $0.key != "$comment" }
    for member in unknown {
      problems.report(
        "a figure has no setting '\(member.key)'.\(nameHint(for: member.key, among: names + curveKeys))", at: member.keyLocation)
    }
    let known = own.filter { names.contains($0.key) }
    let figure = decodeWhole(JSON(.object(known + [series]), at: json.location), &problems)
    figure?.checkLogarithms(json, &problems)
    return unknown.isEmpty ? figure : nil
  }

  /// What gnuplot would refuse when it draws.
  private func checkLogarithms(_ json: JSON, _ problems: inout Problems) {
    let axes = [("xRange", logScale.isX, xRange), ("yRange", logScale.isY, yRange), ("zRange", logScale.isZ, zRange)]
    for (name, isLogarithmic, range) in axes where isLogarithmic && range?.allSatisfy({ $0 > 0 }) == false {
      problems.report("a logarithmic axis needs ends above 0, found \(json[name]?.whole ?? "")", at: json[name]?.location)
    }
  }

  public static func schema(_ definitions: inout SchemaDefinitions) -> JSON {
    definitions.reference("figure") { definitions in
      let shared = CurveSettings.settingSchemas(&definitions)
      let own = settingSchemas(&definitions).map { member in
        guard member.key == "series" else { return member }
        let curve = JSON.closedObject("a curve, laid over what the figure says of all", shared)
        return JSON.Member(
          member.key, ["description": member.value["description"] ?? "", "type": "array", "items": curve, "minItems": 1])
      }
      // What every curve needs stands in the figure or in each of the series.
      let needed = CurveSettings.requiredSettings.map { name -> JSON in
        let inSeries: JSON = ["series": ["items": ["required": [.string(name)]]]]
        return ["anyOf": [["required": [.string(name)]], ["required": ["series"], "properties": inSeries]]]
      }
      return JSON.closedObject(
        "what is selected from the results and which script draws it", own + shared, required: requiredSettings
      )
      .joined(with: ["allOf": .array(needed)])
    }
  }

  public func validate(at location: Location?, _ problems: inout Problems) {
    let allowed = { (scalar: Unicode.Scalar) in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789-".unicodeScalars.contains(scalar))
    }
    if name.text.isEmpty || !name.text.unicodeScalars.allSatisfy(allowed) || name.text.hasPrefix("-") {
      problems.report("a figure's name is letters, digits and hyphens: it names its files", at: name.location ?? location)
    }
  }

  /// Reports everything that cannot be drawn; `outlines` are those of the study's experiments.
  public func check(_ outlines: [Outline], _ problems: inout Problems) {
    for curve in curves { curve.check(outlines, &problems) }
    for extra in curves.filter({ $0.z != nil }).dropFirst() {
      problems.report("a figure has one surface, and this is another", at: extra.z?.location)
    }
    // A closed form speaks of the first curve's names: where one of them is unknown, so are its own.
    guard let first = curves.first, let outline = first.outline(outlines), first.query.strangers(outline).isEmpty else { return }
    for theory in theory { theory.check(first, outline, &problems) }
  }
}

/// Which axes are logarithmic; z is a surface's height.
public enum LogScale: String, Keyword {
  case none, x, y, xy, z
  var isX: Bool { self == .x || self == .xy }
  var isY: Bool { self == .y || self == .xy }
  var isZ: Bool { self == .z }
}

/// One selection of a figure: a curve for each combination of the levels that `by` names.
public struct CurveSettings: Group {
  public static let title = "a curve"

  public var from: Name?
  public var y = Formula(.zero)
  public var x = Formula(.zero)
  public var z: Formula?
  public var by: [Name] = []
  public var filter = Filter()
  public var summary = Summary.mean
  public var band = Band.none
  public var label: String?
  public var role = Series.Role.measured
  public var order = PointOrder.x

  public static var settings: [Setting<Self>] {
    [
      Setting("from", \.from, "the experiment; needed when the study has several"),
      Setting("y", \.y, "an expression of measurements, axes and factors", isRequired: true),
      Setting("x", \.x, "an expression of axes and factors", isRequired: true),
      Setting("z", \.z, "a surface's height over x and y, an expression of measurements; makes the curve a surface"),
      Setting("by", \.by, "the factors or axes whose levels each get a curve"),
      Setting("where", \.filter, "which levels of factors and values of axes are meant"),
      Setting("summary", \.summary, "how the replicates at a point become one number"),
      Setting("band", \.band, "what is shown around it: \(Band.expectation)"),
      Setting("label", \.label, "the words in the legend, before the levels; gnuplot's enhanced text"),
      Setting("role", \.role, "how the script draws it"),
      Setting("order", \.order, "what joins the points: 'x', or 'step' for the path of a training"),
    ]
  }

  public init() {}

  /// The columns that a point is made of: its value first, then its place; a path's place is its step.
  var query: Query {
    let columns: [Formula] =
      if let z { [z, x, y] } else { order == .step ? [y, .step, x] : [y, x] }
    return Query(columns: columns, filter: filter, by: by)
  }

  func outline(_ outlines: [Outline]) -> Outline? {
    from.map { name in outlines.first { $0.experiment == name.text } } ?? (outlines.count == 1 ? outlines[0] : nil)
  }

  func check(_ outlines: [Outline], _ problems: inout Problems) {
    guard let outline = outline(outlines) else {
      let known = outlines.map(\.experiment)
      if let from {
        problems.report("no experiment is called '\(from.text)'.\(nameHint(for: from.text, among: known))", at: from.location)
      } else if !known.isEmpty {
        problems.report("'from' must say which experiment: \(known.joined(separator: ", "))", at: y.location)
      }
      return
    }
    query.check(outline, rows: .onePerPoint, at: y.location, &problems)
    if z == nil && role == .surface || z != nil && role != .surface && role != .measured {
      problems.report("a surface has 'z', and nothing else has", at: z?.location ?? y.location)
    }
    if z != nil && !by.isEmpty { problems.report("a surface is one: fix levels in 'where', not in 'by'", at: by[0].location) }
    if (z != nil || order == .step) && band != .none {
      problems.report("a \(z == nil ? "path" : "surface") has no band", at: z?.location ?? y.location)
    }
    if band != .none && outline.replicates < 2 {
      problems.report("a band over replicates needs more than one replicate", at: y.location)
    }
  }
}

/// What joins the points of a curve.
public enum PointOrder: String, Keyword {
  /// The values of x, each once.
  case x
  /// The steps of a training: x and y both follow it, as a path.
  case step
}

extension Formula {
  fileprivate static let step = (try? Expression("step")).map { Formula($0) } ?? Formula(.zero)
}

/// A closed form beside the measurements.
public struct TheorySettings: Group {
  public static let title = "a theory curve"

  public var label = ""
  public var expression = Formula(.zero)
  public var role = Series.Role.theory

  public static var settings: [Setting<Self>] {
    [
      Setting("label", \.label, "the words in the legend, in gnuplot's enhanced text", isRequired: true),
      Setting("expression", \.expression, "of the x expression's variable, or of 'x', and of factors", isRequired: true),
      Setting("role", \.role, "how the script draws it"),
    ]
  }

  public init() {}

  func check(_ curve: CurveSettings, _ outline: Outline, _ problems: inout Problems) {
    var kinds = Dictionary(uniqueKeysWithValues: outline.factors.map { ($0.name, $0.isNumeric ? ExpressionKind.number : .text) })
    for name in curve.x.expression.variables + ["x"] { kinds[name] = .number }
    expression.check(variables: kinds, &problems)
    for name in expression.expression.variables where outline.factor(named: name) != nil {
      let isSettled =
        curve.by.contains(Name(name)) || curve.x.expression.variables.contains(name) || curve.filter.term(for: name) != nil
      if !isSettled && (outline.factor(named: name)?.levels.count ?? 0) > 1 {
        problems.report("'\(name)' has several levels here: name it in the first curve's 'by'", at: expression.location)
      }
    }
  }
}

extension Series.Role: Keyword {}
