extension TwinTests {
  static let trueTwins: [Twin] = [
    Twin(
      "he-vs-xavier", "xavier-halves-relu-forward", ["of": "log2(activationMoment)", "target": -1, "margin": 0.0433],
      "in powers of two, with the same margin"),
    Twin("he-vs-xavier", "xavier-halves-relu-backward", ["estimator": "endpoints"], "from end to end"),
    Twin(
      "he-vs-xavier", "he-holds-relu-forward", ["of": "log(activationMoment) + layer * log(2)", "target": "log(2)"],
      "with a rate added to both sides"),
    Twin("he-vs-xavier", "he-holds-relu-backward", ["of": "-log(gradientMoment)"], "of the reciprocal"),
    Twin(
      "he-vs-xavier", "normal-and-uniform-agree",
      ["numerator": ["initializer": "heUniform"], "denominator": ["initializer": "heNormal"]],
      "arms swapped, of a ratio of 1"),
    Twin(
      "he-vs-xavier", "xavier-variance", ["of": "sqrt(weightVariance)", "target": "sqrt(0.005)"], "of the standard deviation"),
    Twin(
      "he-vs-xavier", "he-uniform-half-width", ["of": "largestWeight ^ 2", "atMost": "6 / 300", "tolerance": 1e-12], "squared"),
    Twin(
      "he-vs-xavier", "finite-width-forward", ["target": "-5 / (2 * width)"],
      "the leading order of the law, which is within its margin"),
    Twin("he-vs-xavier", "xavier-tanh-is-exponential", ["winner": "power"], "the other law"),
    Twin(
      "he-vs-xavier", "tanh-length-map", ["where": ["layer": 50], "target": "meanField.length('tanh', 1, 0, 1, 50)"],
      "at half the depth"),
    Twin(
      "sigmoid-decay", "chain-is-exact",
      ["of": "-log(gradient) / log(4)", "target": "depth", "relativeTolerance": 1e-12], "the depth read off the gradient"),
    Twin("sigmoid-decay", "float32-is-normal-to-63", ["atLeast": "4 ^ -63"], "the same number as a power of four"),
    Twin("sigmoid-decay", "sigmoid-network-rate", ["target": "-log(0.055721)"], "chi as a number"),
    Twin(
      "sigmoid-decay", "sigmoid-loses-more-than-tanh", ["relation": "atLeast", "value": 1e11, "margin": .null],
      "at least a seventh of what it is"),
    Twin("plateaus-and-ravines", "best-rate-of-gradient-descent", ["target": -0.02], "2/100, to first order"),
    Twin(
      "plateaus-and-ravines", "averaged-momentum-distance", ["target": "1 - 0.9 * (1 - 0.9 ^ 1000) / (0.1 * 1000)"], "the sum"),
    Twin("plateaus-and-ravines", "escape-time-2", ["target": "log(100)"], "its closed form to leading order"),
  ]

  static let falseTwins: [Twin] = [
    Twin("he-vs-xavier", "xavier-halves-relu-forward", ["target": "-log(2) + 3 * 0.03"], "a rate three margins off"),
    Twin("he-vs-xavier", "xavier-halves-relu-backward", ["target": "-log(2)"], "the wrong sign"),
    Twin(
      "he-vs-xavier", "he-holds-relu-forward",
      ["where": ["activation": "relu", "initializer": ["xavierNormal", "xavierUniform"]]], "the other initializers"),
    Twin("he-vs-xavier", "he-holds-relu-backward", ["target": "3 * 0.03"], "a rate three margins off"),
    Twin("he-vs-xavier", "normal-and-uniform-agree", ["value": "exp(3 * 0.03)"], "a ratio three margins off"),
    Twin("he-vs-xavier", "xavier-variance", ["target": "1 / 300"], "LeCun's variance"),
    Twin("he-vs-xavier", "he-variance", ["target": "2 / 100"], "fan-out for fan-in"),
    Twin("he-vs-xavier", "he-uniform-half-width", ["atMost": "sqrt(3 / 300)"], "the variance's limit without its gain"),
    Twin("he-vs-xavier", "finite-width-forward", ["target": "-finiteWidth.reluLogMean(width)"], "the wrong sign"),
    Twin("he-vs-xavier", "he-tanh-explodes-mildly", ["target": "log(meanField.chi('tanh', 2, 0))"], "the wrong direction"),
    Twin("he-vs-xavier", "xavier-tanh-is-a-power-law", ["target": "1 + 3 * 0.2"], "an exponent three margins off"),
    Twin("he-vs-xavier", "tanh-length-is-a-power-law", ["target": "-1 - 3 * 0.2"], "an exponent three margins off"),
    Twin("he-vs-xavier", "tanh-length-map", ["target": "1 / 100"], "1/l for 1/(2l)"),
    Twin("sigmoid-decay", "chain-is-exact", ["target": "0.25 ^ (depth + 1)"], "an exponent one off"),
    Twin("sigmoid-decay", "bound-holds", ["atMost": "0.25 ^ (22 - layer)"], "a bound of one layer more"),
    Twin(
      "sigmoid-decay", "float32-is-zero-from-75", ["where": ["layer": 1, "precision": "float32", "depth": ["from": 74]]],
      "a layer early"),
    Twin(
      "sigmoid-decay", "sigmoid-network-rate", ["target": "-log(meanField.chi('sigmoid', 1, 0)) + 3 * 0.095"],
      "a rate three margins off"),
    Twin("sigmoid-decay", "relu-network-rate", ["target": 0], "a derivative of 1 that keeps the gradient"),
    Twin(
      "sigmoid-decay", "sigmoid-loses-more-than-tanh",
      ["numerator": ["activation": "sigmoid"], "denominator": ["activation": "tanh"]], "the arms swapped"),
    Twin("plateaus-and-ravines", "best-rate-of-gradient-descent", ["target": "log(9 / 11)"], "the heavy ball's rate"),
    Twin(
      "plateaus-and-ravines", "momentum-thresholds-below", ["where": ["arm": ["average above", "classic above"], "step": 300]],
      "the arms on the other side"),
    Twin("plateaus-and-ravines", "sharpness-at-the-minimum", ["target": "depth - 1"], "an exponent one off"),
    Twin("plateaus-and-ravines", "averaged-momentum-distance", ["target": 9.91], "the other form's distance"),
    Twin("plateaus-and-ravines", "edge-of-stability", ["target": "1.015 + 3 * 0.085"], "three margins off"),
  ]
}
