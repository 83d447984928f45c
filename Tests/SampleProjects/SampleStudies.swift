/// Small studies, a fraction of a second each.
public enum SampleStudies {
  /// Two experiments, both precisions, a band, points with bars, a closed form, and claims of both sorts: 20 cells.
  public static let small = """
    {
      "title": "A small study",
      "experiments": {
        "network": {
          "factors": { "activation": ["tanh", "relu"], "precision": ["float64", "float32"] },
          "replicates": 4,
          "seed": 7,
          "precision": { "factor": "precision" },
          "subject": {
            "kind": "network",
            "input": { "kind": "gaussian", "features": 12, "examples": 5 },
            "layers": [
              { "kind": "repeat", "times": 4, "layers": [
                { "kind": "dense", "width": 12, "initializer": "heNormal" },
                { "kind": "activation", "function": { "factor": "activation" } }
              ] }
            ]
          },
          "measurements": [
            { "kind": "forwardMoment", "name": "moment" },
            { "kind": "backwardMoment", "name": "gradientMoment", "cotangent": "random" }
          ]
        },
        "chain": {
          "factors": { "depth": [1, 2, 3, 4] },
          "subject": {
            "kind": "network",
            "input": { "kind": "constant", "value": 1, "features": 1 },
            "layers": [
              { "kind": "repeat", "times": { "factor": "depth" }, "layers": [
                { "kind": "dense", "width": 1, "initializer": { "kind": "constant", "value": 1 }, "biasInitializer": { "kind": "centered", "at": 0 } },
                { "kind": "activation", "function": "sigmoid" }
              ] }
            ]
          },
          "measurements": [
            { "kind": "gradient", "name": "gradient", "of": "preActivation", "statistic": "meanMagnitude", "cotangent": "ones" }
          ]
        }
      },
      "figures": [
        { "name": "moments", "from": "network", "y": "moment", "x": "layer", "by": ["activation"], "where": { "precision": "float64" },
          "summary": "geometricMean", "band": "quantiles(0.1, 0.9)", "logScale": "y" },
        { "name": "gradients", "script": "points-with-errorbars", "from": "network", "y": "gradientMoment", "x": "layer", "by": ["activation"],
          "where": { "precision": "float32" }, "band": "interval(0.9)" },
        { "name": "chain", "from": "chain", "y": "gradient", "x": "depth", "where": { "layer": 1 }, "logScale": "y",
          "theory": [{ "label": "(1/4)^L", "expression": "0.25 ^ depth" }] }
      ],
      "claims": [
        { "name": "chain-is-exact", "kind": "exact", "from": "chain", "says": "A chain's gradient is (1/4)^L.",
          "of": "gradient", "target": "0.25 ^ depth", "where": { "layer": 1 } },
        { "name": "relu-holds", "kind": "slope", "from": "network", "says": "He's initialization holds the moment of a ReLU network.",
          "of": "log(moment)", "along": "layer", "target": 0, "margin": 2, "where": { "activation": "relu", "precision": "float64" } }
      ]
    }
    """

  /// Training at two learning rates, which are constants of one program.
  public static let rates = """
    {
      "factors": { "rate": [0.1, 0.05] },
      "replicates": 2,
      "subject": {
        "kind": "network",
        "input": { "kind": "gaussian", "features": 3, "examples": 4 },
        "layers": [{ "kind": "dense", "width": 2 }],
        "loss": "meanSquaredError"
      },
      "training": { "optimizer": { "kind": "gradientDescent", "learningRate": { "factor": "rate" } }, "steps": 10 },
      "measurements": [{ "kind": "loss", "name": "loss", "when": { "every": 5 } }]
    }
    """

  /// Enough cells, and cells long enough, to be stopped in between.
  public static let long = """
    {
      "title": "A study that takes a while",
      "factors": { "activation": ["tanh", "relu"] },
      "replicates": 40,
      "subject": {
        "kind": "network",
        "input": { "kind": "gaussian", "features": 128, "examples": 64 },
        "layers": [
          { "kind": "repeat", "times": 10, "layers": [
            { "kind": "dense", "width": 128, "initializer": "heNormal" },
            { "kind": "activation", "function": { "factor": "activation" } }
          ] }
        ]
      },
      "measurements": [{ "kind": "forwardMoment", "name": "moment" }],
      "figures": [{ "name": "moments", "y": "moment", "x": "layer", "by": ["activation"] }]
    }
    """

  /// A record of some 100 kB a cell, and a figure whose files are larger than that of its index.
  public static let large = """
    {
      "title": "A study with much to write",
      "subject": {
        "kind": "network",
        "input": { "kind": "gaussian", "features": 2, "examples": 400 },
        "layers": [
          { "kind": "repeat", "times": 10, "layers": [
            { "kind": "dense", "width": 2, "initializer": "heNormal" },
            { "kind": "activation", "function": "tanh" }
          ] }
        ]
      },
      "measurements": [{ "kind": "gradient", "name": "gradient", "of": "preActivation", "per": "example" }],
      "figures": [{ "name": "gradients", "y": "gradient", "x": "layer * 400 + example", "logScale": "y" }]
    }
    """

  /// Weights of 1e200 beside sane ones: from the first layer on nothing is finite.
  public static let diverging = """
    {
      "title": "Weights that overflow",
      "factors": { "deviation": [0.5, 1e200] },
      "replicates": 3,
      "subject": {
        "kind": "network",
        "input": { "kind": "constant", "value": 1, "features": 4 },
        "layers": [
          { "kind": "repeat", "times": 3, "layers": [
            { "kind": "dense", "width": 4, "initializer": { "kind": "normal", "standardDeviation": { "factor": "deviation" } } }
          ] }
        ]
      },
      "measurements": [{ "kind": "forwardMoment", "name": "moment" }],
      "figures": [
        { "name": "nothing", "y": "moment", "x": "layer", "where": { "deviation": 1e200, "layer": { "from": 1 } } },
        { "name": "both", "y": "moment", "x": "layer", "by": ["deviation"], "logScale": "y", "band": "range" }
      ],
      "claims": [
        { "name": "mean-holds", "says": "The moment of layer 1 is within a factor e² of 1.", "kind": "equals",
          "of": "moment", "where": { "layer": 1 }, "by": ["deviation"], "scale": "log", "target": 1, "margin": 2 },
        { "name": "bound-holds", "says": "It is below 100 on every sample.", "kind": "bound",
          "of": "moment", "where": { "layer": 1 }, "by": ["deviation"], "atMost": 100 }
      ]
    }
    """

  /// The least that has a factor, a figure and a claim: what tests break.
  public static let plain = """
    {
      "factors": { "width": [4, 8] },
      "replicates": 2,
      "subject": {
        "kind": "network",
        "input": { "kind": "gaussian", "features": 4, "examples": 3 },
        "layers": [
          { "kind": "dense", "width": { "factor": "width" }, "initializer": "heNormal" },
          { "kind": "activation", "function": "tanh" }
        ]
      },
      "measurements": [{ "kind": "forwardMoment", "name": "moment" }],
      "figures": [{ "name": "moments", "y": "moment", "x": "layer", "by": ["width"] }],
      "claims": [
        { "name": "holds", "says": "It holds.", "kind": "equals", "of": "moment",
          "where": { "layer": 1, "width": 8 }, "target": 50, "margin": 49.99 }
      ]
    }
    """

  /// The same with a part replaced, which must be there once.
  public static func plain(_ old: String, _ new: String) -> String {
    let parts = plain.split(separator: old, omittingEmptySubsequences: false)
    precondition(parts.count == 2, "the plain study holds \(parts.count - 1) times: \(old)")
    return parts.joined(separator: new)
  }
}
