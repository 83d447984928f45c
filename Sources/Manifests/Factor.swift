import Catalogues
import Documents

/// Something that an experiment varies: a name and its levels, in the order written.
///
/// ```json
/// "factors": {
///   "depth": {"range": [1, 80]},
///   "activation": ["relu", {"label": "leaky", "value": {"kind": "leakyRelu", "slope": 0.1}}]
/// }
/// ```
public struct Factor: Sendable {
  /// The column of the results that tells the level.
  public let name: String
  public let levels: [Level]
  /// The names that `{"factor": …}` may use for it: its own, or every setting of the arms.
  public let bindings: [String]
  let location: Location?

  public struct Level: Sendable {
    /// What figures and results call it.
    public let label: String
    /// The level as a number, for expressions and axes; nil when it is none.
    public let number: Double?
    /// What stands in for each of the factor's names.
    public let values: [String: JSON]
    let location: Location?
  }

}
