/// The study that `ravine new` writes: it runs in a second, and its comments say what each part is and what to change first.
enum StudyTemplate {
  /// - Parameter schema: where the schema stands, seen from the manifest.
  static func text(schema: String) -> String {
    """
    {
      "$schema": "\(schema)",
      "$comment": [
        "A comment like this may stand in every object. It changes nothing, and nor do titles, names, figures and claims: no cell runs again.",
        "Change first: add \\"gelu\\" to the activations below. `ravine plan` then says what will run and why, `ravine draw` runs and draws it."
      ],
      "title": "The gradient of a deep network dies or lives by its activation",

      "factors": {
        "$comment": "What is varied. {\\"factor\\": \\"activation\\"} stands below where a level goes. Factors are crossed: 3 activations and 2 widths make 6 combinations.",
        "activation": ["sigmoid", "tanh", "relu"]
      },
      "seed": 0,
      "replicates": 16,

      "subject": {
        "$comment": "What is computed: here 20 layers and a random input. `ravine catalogue layer` lists what may stand in 'layers'; so do editors that know $schema.",
        "kind": "network",
        "input": { "kind": "gaussian", "features": 128, "examples": 16 },
        "layers": [
          { "kind": "repeat", "times": 20, "layers": [
            { "kind": "dense", "width": 128, "initializer": "xavierNormal", "bias": false },
            { "kind": "activation", "function": { "factor": "activation" } }
          ] }
        ]
      },
      "measurements": [
        { "$comment": "What is read off it, under a name for figures and claims. This one has the axis 'layer'. See `ravine catalogue measurement`.",
          "kind": "backwardMoment", "name": "gradientMoment", "cotangent": "random" }
      ],

      "figures": [
        { "$comment": "A selection of the results. 'by' gives each activation a curve; the band is over the replicates.",
          "name": "gradient-by-layer", "title": "Which activation keeps the gradient",
          "y": "gradientMoment", "x": "layer", "by": ["activation"],
          "yLabel": "mean square of the gradient", "logScale": "y", "summary": "geometricMean", "band": "quantiles(0.1, 0.9)",
          "theory": [ { "label": "halved at every layer", "expression": "2 ^ (layer - 21)" } ] }
      ],
      "claims": [
        { "$comment": "A sentence that the numbers can refute. The margin is fixed before the run; 'where' says which levels are meant.",
          "name": "relu-halves", "kind": "slope",
          "says": "With Xavier initialization a ReLU network's gradient loses a factor 2 at every layer on the way down.",
          "of": "log(gradientMoment)", "along": "layer", "drop": [2, 2], "where": { "activation": "relu" },
          "target": "log(2)", "margin": 0.1, "expectation": "holds", "source": "he2015, section 2.2" }
      ]
    }

    """
  }
}
