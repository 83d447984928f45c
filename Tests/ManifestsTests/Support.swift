import Documents
import Manifests
import Testing

/// A small study as text; every part can be exchanged. Its lines: 1 what `top` says, 2 the subject's head, 3 the layers, 4 the measurements.
func study(
  _ top: String = "", features: String = "4", width: String = "4", function: String = #""tanh""#,
  initializer: String = #""xavierNormal""#, measurements: String = #"["forwardMoment"]"#
) -> String {
  """
  { \(top.isEmpty ? "" : top + ",")
    "subject": {"kind": "network", "input": {"kind": "gaussian", "features": \(features)}, "layers": [
      {"kind": "dense", "width": \(width), "initializer": \(initializer)}, {"kind": "activation", "function": \(function)}]},
    "measurements": \(measurements)
  }
  """
}

func read(_ text: String) throws -> (manifest: Manifest, problems: [Problem]) {
  let (manifest, problems) = try Manifest.read(Array(text.utf8), study: "test", file: "manifest.json")
  return (manifest, problems.list)
}

/// A manifest without problems.
func sound(_ text: String, _ source: SourceLocation = #_sourceLocation) throws -> Manifest {
  let (manifest, problems) = try read(text)
  #expect(problems.map(\.message) == [], sourceLocation: source)
  return manifest
}

/// Problems as `/pointer: sentence`, in the order of the document.
func problems(_ text: String) throws -> [String] {
  DocumentError(file: "", problems: try read(text).problems).problems.map {
    "\($0.location?.pointer.description ?? "?"): \($0.message)"
  }
}

extension Experiment {
  /// The labels of every combination, `relu 1`.
  var labels: [String] {
    combinations.map { combination in
      zip(factors, combination.levels).map { $0.levels[$1].label }.joined(separator: " ")
    }
  }

  /// The resolved settings of every combination, canonical.
  var settings: [String] { combinations.map(\.settings.json.canonical) }
}
