/// Everything that one figure shows, resolved to numbers and words: the input of ``Drawing``.
///
/// ```swift
/// Picture(
///   name: "gradient-against-depth", title: "The gradient of a sigmoid chain",
///   x: Axis("depth L"), y: Axis(.enhanced("|∂y/∂w_1|"), isLogarithmic: true),
///   series: [Series("sigmoid", .measured, x: depths, y: gradients)])
/// ```
public struct Picture: Sendable, Hashable {
  /// The stem of the files, such as `variance-by-layer`.
  public var name: String
  public var title: Label
  /// What points and bands are, in plain words: a smaller line below the title.
  public var caption: String
  public var x: Axis
  public var y: Axis
  /// The height of a surface, by its color too.
  public var z: Axis
  /// The curves, in the order in which the legend names them.
  public var series: [Series]
  /// gnuplot commands of this figure alone, run after the style and before the script, such as `set key left`.
  public var settings: [String]

  public init(
    name: String, title: Label = "", caption: String = "", x: Axis = Axis(), y: Axis = Axis(), z: Axis = Axis(),
    series: [Series],
    settings: [String] = []
  ) {
    self.name = name
    self.title = title
    self.caption = caption
    self.x = x
    self.y = y
    self.z = z
    self.series = series
    self.settings = settings
  }

  /// The names of all columns: `x`, `y`, `z`, `low` and `high` first, then the others as the series bring them.
  var columnNames: [String] {
    let named = series.flatMap(\.columns).map(\.name)
    return (["x", "y", "z", "low", "high"].filter(named.contains) + named).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }
}

/// One axis: its label, its scale and, where they are fixed, its ends.
public struct Axis: Sendable, Hashable {
  public var label: Label
  /// On a logarithmic axis a value that is not above 0 is a gap.
  public var isLogarithmic: Bool
  /// The axis's ends; nil is chosen from the data.
  public var lowest: Double?
  public var highest: Double?

  public init(_ label: Label = "", isLogarithmic: Bool = false, from lowest: Double? = nil, to highest: Double? = nil) {
    self.label = label
    self.isLogarithmic = isLogarithmic
    self.lowest = lowest
    self.highest = highest
  }
}

/// A curve, a cloud of points or a surface: columns of numbers, all equally long.
public struct Series: Sendable, Hashable {
  /// What a series stands for; a script draws each in its own manner.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Seen in an experiment.
    case measured
    /// Computed from a closed form.
    case theory
    /// A limit that holds for every sample.
    case bound
    /// A line to compare with, such as the smallest normal number of a precision.
    case reference
    /// A height `z` over a grid of `x` and `y`; a picture has at most one.
    case surface
  }

  /// One column of numbers. A number that is not finite is a gap.
  public struct Column: Sendable, Hashable {
    public var name: String
    public var values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  public var label: Label
  public var role: Role
  /// `x` and `y`, and what else the script knows: `low` and `high` are the ends of a band or bar, `z` is a surface's height.
  public private(set) var columns: [Column]

  /// A series of named columns, all equally long and each name once.
  public init(_ label: Label, _ role: Role = .measured, columns: [Column]) {
    precondition(Set(columns.map(\.values.count)).count <= 1, "the columns of a series are equally long")
    precondition(Set(columns.map(\.name)).count == columns.count, "a series has one column of a name")
    self.label = label
    self.role = role
    self.columns = columns
  }

  /// A series of points, and the ends of a band or bar at each.
  public init(_ label: Label, _ role: Role = .measured, x: [Double], y: [Double], band: (low: [Double], high: [Double])? = nil) {
    let ends = band.map { [Column("low", $0.low), Column("high", $0.high)] } ?? []
    self.init(label, role, columns: [Column("x", x), Column("y", y)] + ends)
  }

  /// A surface: heights at the points of a grid, in any order.
  public init(_ label: Label, surface x: [Double], _ y: [Double], height z: [Double]) {
    self.init(label, .surface, columns: [Column("x", x), Column("y", y), Column("z", z)])
  }

  public var count: Int { columns.first?.values.count ?? 0 }

  /// The numbers of a column, or nil when the series has none of this name.
  public subscript(_ name: String) -> [Double]? { columns.first { $0.name == name }?.values }
}

/// Words of a picture, and whether they are marked up.
public struct Label: Sendable, Hashable, ExpressibleByStringLiteral {
  public var text: String
  /// Whether gnuplot's enhanced text applies: `10^{-3}`, `w_1`, `{/:Italic x}`, `{/Symbol c}`.
  public var isEnhanced: Bool

  /// Words as they are: an underscore is an underscore.
  public static func plain(_ text: String) -> Label { Label(text: text, isEnhanced: false) }
  /// Words in gnuplot's enhanced text.
  public static func enhanced(_ text: String) -> Label { Label(text: text, isEnhanced: true) }

  /// Plain words.
  public init(stringLiteral text: String) { self = .plain(text) }
  init(text: String, isEnhanced: Bool) { (self.text, self.isEnhanced) = (text, isEnhanced) }
}
