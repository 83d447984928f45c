import Catalogues
import Documents

/// A key of a manifest in words, with an example as it is written.
public struct KeyDescription: Sendable {
  public let name: String
  public let meaning: String
  /// A JSON text, for example `["he2015"]`.
  public let example: String

  init(_ name: String, _ meaning: String, _ example: String) {
    (self.name, self.meaning, self.example) = (name, meaning, example)
  }
}

// These lists are what decoding knows, so help cannot leave a key out.

extension Manifest {
  /// The keys of the top level, besides those of an experiment where there is only one.
  public static let keyDescriptions = [
    KeyDescription("$schema", "where editors find the schema", #""../study.schema.json""#),
    KeyDescription("$comment", "a remark, in any object; nothing reads it", #""Widths below 16 are noise.""#),
    KeyDescription("title", "the study in one sentence", #""Which activation keeps the gradient""#),
    KeyDescription("references", "keys of papers", #"["he2015", "glorot2010"]"#),
    KeyDescription(
      "experiments", "several experiments by name; the keys of a single one stand at the top instead",
      #"{"chain": {"subject": …, "measurements": […]}, "network": {…}}"#),
    KeyDescription(
      "figures", "what is drawn; see 'catalogue figure'",
      #"[{"name": "gradient-by-layer", "y": "gradientMoment", "x": "layer", "by": ["activation"]}]"#),
    KeyDescription(
      "claims", "what is judged; see 'catalogue claim'",
      #"[{"name": "halves", "says": "…", "kind": "slope", "of": "log(gradientMoment)", "along": "layer", "target": "log(2)", "margin": 0.1}]"#
    ),
  ]
}

extension Experiment {
  /// The keys of an experiment.
  public static let keyDescriptions = [
    KeyDescription(
      "factors", "what is varied, fully crossed: a list of levels, or a range; {\"factor\": \"width\"} stands for the level",
      #"{"width": [64, 256], "depth": {"range": [5, 50], "step": 5}}"#),
    KeyDescription(
      "arms", "settings that change together, the factor 'arm'",
      #"[{"label": "plain", "activation": "tanh", "scale": 1}, {"label": "halved", "activation": "relu", "scale": 0.5}]"#),
    KeyDescription("only", "the combinations that are kept", #"[{"activation": "relu", "width": [64, 256]}]"#),
    KeyDescription("except", "the combinations that are left out", #"[{"activation": "relu", "width": 64}]"#),
    KeyDescription("seed", "of all random streams; 0 when left out", "7"),
    KeyDescription("replicates", "how often each cell is drawn anew; 1 when left out", "16"),
    KeyDescription(
      "subject", "what is studied, a network or a landscape", #"{"kind": "network", "input": {…}, "layers": […]}"#),
    KeyDescription(
      "training", "how it is trained; not at all when left out",
      #"{"optimizer": {"kind": "adam", "learningRate": 0.01}, "steps": 1000}"#),
    KeyDescription(
      "measurements", "what is read off it, each by its kind; with 'name' and 'when' besides its settings",
      #"["forwardMoment", {"kind": "backwardMoment", "name": "gradientMoment", "cotangent": "random"}]"#),
    KeyDescription("precision", "of every number, float64 or float32", #""float32""#),
  ]
}

extension Factor {
  /// The keys of `{"range": […], "step": …}`.
  public static let rangeKeys = [
    KeyDescription("range", "in 'factors': evenly spaced numbers, both ends included", #"{"range": [1, 80]}"#),
    KeyDescription("step", "how far apart they are; 1 when left out", #"{"range": [0.5, 2], "step": 0.25}"#),
  ]

  /// The keys of a labeled level.
  public static let levelKeys = [
    KeyDescription(
      "label", "what figures and claims call a level", #"{"label": "leaky", "value": {"kind": "leakyRelu", "slope": 0.2}}"#),
    KeyDescription("value", "what stands in for the factor", #"{"label": "wide", "value": 1024}"#),
  ]
}

extension Experiment.Measurement {
  /// What a measurement of whatever kind may have besides its settings.
  public static let commonKeys = [
    KeyDescription(
      "name", "of a measurement: what figures and claims call it; the kind's name when left out",
      #"{"kind": "forwardMoment", "name": "moment"}"#),
    KeyDescription(
      "when", "of a measurement: the training steps at which it is taken, start, end, startAndEnd, {\"steps\": [0, 10]}, or",
      #"{"kind": "loss", "when": {"every": 10}}"#),
  ]
}
