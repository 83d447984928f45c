import Catalogues
import Documents
import Expressions
import Records
import Selections

/// A result that is quoted from a source and was not reproduced: no results stand behind it, and it gets no verdict.
///
/// ```json
/// { "name": "resnet-34", "kind": "cite", "says": "…", "value": "25.03% top-1 error", "source": "he2016, table 2" }
/// ```
public struct Citation: ClaimKind {
  public static let name = "cite"
  public static let summary = "quotes what a source says; it is never judged and shown as cited, not reproduced"
  public static let basis = Basis.quotation

  var value = Quotation(text: "")

  public init() {}

  public static var settings: [Setting<Self>] {
    [Setting("value", \.value, "what the source says, as it says it", isRequired: true)]
  }

  public func check(_ scope: Scope, _ outline: Outline, _ problems: inout Problems) {}

  public func judge(_ scope: Scope, _ frame: Frame, _ outline: Outline) -> [SliceEvidence] {
    [SliceEvidence(slice: "", evidence: .quoted(value.text))]
  }
}

/// A text, or a number as it was written.
struct Quotation: SettingValue {
  var text: String

  static var expectation: String { "a text or a number" }

  static func decode(_ json: JSON, _ problems: inout Problems) -> Quotation? {
    guard let text = json.string ?? (json.number != nil ? json.canonical : nil), text.contains(where: { !$0.isWhitespace }) else {
      return refuse(json, &problems)
    }
    return Quotation(text: text)
  }

  static func schema(_ definitions: inout SchemaDefinitions) -> JSON { ["type": ["string", "number"], "pattern": "\\S"] }

  var json: JSON { .string(text) }
}
