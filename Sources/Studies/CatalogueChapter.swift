import Catalogues
import Claims
import Datasets
import Documents
import Expressions
import Figures
import Manifests
import Measurements
import Networks
import Training

/// One catalogue in words: what a manifest may choose of one kind of thing.
public struct CatalogueChapter: Sendable {
  public struct Kind: Sendable {
    public let name: String
    public let summary: String
    public let settings: [SettingDescription]
  }

  /// "activation"
  public let noun: String
  public let kinds: [Kind]

  /// The one list of what a manifest may choose, in the order in which a manifest meets it.
  public static let all: [CatalogueChapter] = [
    manifest,
    CatalogueChapter(
      noun: "experiment",
      kinds: [Kind(name: "experiment", summary: "what decides the numbers of its cells", settings: descriptions(CellSettings()))]),
    CatalogueChapter(Subjects.catalogue), CatalogueChapter(Inputs.catalogue), CatalogueChapter(Layers.catalogue),
    CatalogueChapter(Activations.catalogue), CatalogueChapter(Initializers.catalogue), CatalogueChapter(Losses.catalogue),
    CatalogueChapter(Datasets.catalogue), CatalogueChapter(Landscapes.catalogue),
    CatalogueChapter(
      noun: "training",
      kinds: [Kind(name: "training", summary: "how a subject is trained", settings: descriptions(TrainingSettings()))]),
    CatalogueChapter(Optimizers.catalogue), CatalogueChapter(Schedules.catalogue),
    CatalogueChapter(Measurements.catalogue),
    CatalogueChapter(
      noun: "claim",
      kinds: [Kind(name: "claim", summary: "what every kind has besides its own settings", settings: Claim.commonSettings)]
        + CatalogueChapter(ClaimKinds.catalogue).kinds),
    CatalogueChapter(
      noun: "figure",
      kinds: [
        Kind(name: "figure", summary: "what is selected and which script draws it", settings: descriptions(FigureSettings())),
        Kind(name: "curve", summary: "one selection of a figure's 'series'", settings: descriptions(CurveSettings())),
        Kind(name: "theory", summary: "a closed form drawn beside", settings: descriptions(TheorySettings())),
      ]),
    CatalogueChapter(
      noun: "function",
      kinds: FunctionCatalogue.all.map { Kind(name: $0.signature, summary: $0.meaning, settings: []) }),
  ]

  /// The keys that are no kind's settings, each with an example.
  private static let manifest: CatalogueChapter = {
    func kinds(_ keys: [KeyDescription], _ example: (KeyDescription) -> String) -> [Kind] {
      keys.map { Kind(name: $0.name, summary: "\($0.meaning): \(example($0))", settings: []) }
    }
    // A part of something else is shown within it.
    let parts = Factor.rangeKeys + Factor.levelKeys + Experiment.Measurement.commonKeys
    let filter = [
      Kind(
        name: "where",
        summary: "in figures and claims: a level, a list of them, or a range with 'from', 'to' or both: "
          + #""where": {"activation": "relu", "width": [64, 256], "layer": {"from": 3, "to": 47}}"#, settings: [])
    ]
    let whole = Manifest.keyDescriptions + Experiment.keyDescriptions
    return CatalogueChapter(
      noun: "manifest",
      kinds: kinds(whole) { "\"\($0.name)\": \($0.example)" } + kinds(parts, \.example) + filter)
  }()

  private init(noun: String, kinds: [Kind]) {
    self.noun = noun
    self.kinds = kinds
  }

  private init<Member>(_ catalogue: Catalogue<Member>) {
    let kinds = catalogue.entries.map { Kind(name: $0.name, summary: $0.summary, settings: $0.settings()) }
    self.init(noun: catalogue.noun, kinds: kinds)
  }

  /// The chapter with one kind alone; nil when it has none of that name.
  public func only(_ name: String) -> CatalogueChapter? {
    let found = kinds.filter { $0.name == name || $0.name.hasPrefix(name + "(") }
    return found.isEmpty ? nil : CatalogueChapter(noun: noun, kinds: found)
  }

  /// A heading, a line a kind, a line a setting with its default.
  public var text: String {
    var lines = [noun]
    let width = kinds.map(\.name.count).max() ?? 0
    for kind in kinds {
      lines.append("  \(kind.name.padded(width))  \(kind.summary)")
      let names = kind.settings.map(\.name.count).max() ?? 0
      for setting in kind.settings {
        let standard = setting.standard.map { "default \($0.canonical)" } ?? "required"
        lines.append("      \(setting.name.padded(names))  \(setting.summary) (\(setting.expectation); \(standard))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func descriptions<Owner: SettingsOwner>(_ standard: Owner) -> [SettingDescription] {
    Owner.settings.map { SettingDescription($0, standard) }
  }
}
