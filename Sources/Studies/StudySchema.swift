import Catalogues
import Claims
import Documents
import Figures
import Manifests

/// What a manifest may say, as JSON Schema (draft 2020-12): for completion and checking in editors.
public enum StudySchema {
  public static var json: JSON { Manifest.schema(figure: { FigureSettings.schema(&$0) }, claim: { Claim.schema(&$0) }) }

  /// As `Notebooks/study.schema.json` holds it.
  public static var text: String { json.laidOut() }
}

extension Project {
  /// Where the manifests' `$schema` points.
  public var schema: String { notebooks + "/study.schema.json" }
}
