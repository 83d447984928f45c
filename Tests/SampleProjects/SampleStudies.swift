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

  /// Weights of 1e200: with depth 1 all is finite, deeper everything overflows.
  public static let diverging = """
    {
      "title": "Weights that overflow",
      "factors": { "depth": [1, 2] },
      "replicates": 3,
      "subject": {
        "kind": "network",
        "input": { "kind": "constant", "value": 1, "features": 4 },
        "layers": [
          { "kind": "repeat", "times": { "factor": "depth" }, "layers": [
            { "kind": "dense", "width": 4, "initializer": { "kind": "normal", "standardDeviation": 1e100 } }
          ] }
        ]
      },
      "measurements": [{ "kind": "forwardMoment", "name": "moment" }],
      "figures": [
        { "name": "by-depth", "y": "moment", "x": "depth", "where": { "layer": 1 }, "logScale": "y" }
      ],
      "claims": []
    }
    """
}
