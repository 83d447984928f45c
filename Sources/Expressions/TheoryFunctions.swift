import Theory

extension FunctionCatalogue {
  /// The closed forms of the module Theory, a row each.
  static let theory: [ExpressionFunction] = [
    ExpressionFunction("digamma", "x", "ψ(x), the derivative of ln Γ", "digamma(2) - digamma(1) = 1", digamma),
    ExpressionFunction("trigamma", "x", "ψ₁(x), the derivative of the digamma function", "trigamma(1) = pi^2 / 6", trigamma),
    ExpressionFunction("asin", "x", "the inverse sine, in radians", "asin(0.5) = pi / 6", arcsine),
    ExpressionFunction(
      "normal.cdf", [.number("x"), .number("mean"), .number("standardDeviation")], "P(X <= x) of a normal distribution",
      "normal.cdf(3, 1, 2) = (1 + erf(sqrt(0.5))) / 2"
    ) { CumulativeDistribution.normal($0[0], mean: $0[1], standardDeviation: $0[2]) },
    ExpressionFunction(
      "uniform.cdf", [.number("x"), .number("low"), .number("high")], "P(X <= x) of a uniform distribution",
      "uniform.cdf(1, -1, 7) = 0.25"
    ) { CumulativeDistribution.uniform($0[0], low: $0[1], high: $0[2]) },
    ExpressionFunction(
      "quarterCircle.cdf", "x", "radius", "P(X <= x) of a square Gaussian matrix's singular values, radius 2 for variance 1/n",
      "quarterCircle.cdf(1, 2) = 1 / 3 + sqrt(3) / (2 * pi)"
    ) { CumulativeDistribution.quarterCircle($0, radius: $1) },
    ExpressionFunction(
      "finiteWidth.reluLogMean", "width", "E ln of a layer's factor, bias-free ReLU network, weight variance 2 / width",
      "finiteWidth.reluLogMean(2) = digamma(1) + log(2) - (digamma(1) - digamma(0.5)) * 2 / 3", FiniteWidth.reluLogMean),
    ExpressionFunction(
      "finiteWidth.reluLogVariance", "width", "Var ln of a layer's factor, bias-free ReLU network, weight variance 2 / width",
      "finiteWidth.reluLogVariance(1) = pi^2 / 2", FiniteWidth.reluLogVariance),
    ExpressionFunction(
      "finiteWidth.linearLogMean", "width", "E ln of a layer's factor, linear network, weight variance 1 / width",
      "finiteWidth.linearLogMean(2) = digamma(1)", FiniteWidth.linearLogMean),
    ExpressionFunction(
      "finiteWidth.linearLogVariance", "width", "Var ln of a layer's factor, linear network, weight variance 1 / width",
      "finiteWidth.linearLogVariance(2) = pi^2 / 6", FiniteWidth.linearLogVariance),
    meanField(
      "fixedPoint", [.number("weightVariance"), .number("biasVariance")], "the length q* that the length map keeps",
      "meanField.fixedPoint('identity', 0.5, 1) = 2"
    ) { $0.fixedPoint(weightVariance: $1[1], biasVariance: $1[2]) },
    meanField(
      "chi", [.number("weightVariance"), .number("biasVariance")], "what a gradient's mean square gains at each layer, at q*",
      "meanField.chi('relu', 1, 0) = 0.5"
    ) { $0.chi(weightVariance: $1[1], biasVariance: $1[2]) },
    meanField(
      "kappa", [.number("q")], "E φ'(z)², z of variance q", "meanField.kappa('relu', 1) = 0.5"
    ) { $0.moments($1[1]).d2 },
    meanField(
      "length", [.number("weightVariance"), .number("biasVariance"), .number("q0"), .number("layer")],
      "E z_l² at a layer, when the input has mean square q0", "meanField.length('relu', 1, 0, 1, 3) = 0.25"
    ) { $0.length(weightVariance: $1[1], biasVariance: $1[2], q0: $1[3], layer: whole($1[4])) },
    meanField(
      "activationMoment", [.number("weightVariance"), .number("biasVariance"), .number("q0"), .number("layer")],
      "E h_l² at a layer, when the input has mean square q0", "meanField.activationMoment('relu', 1, 0, 1, 3) = 0.125"
    ) { $0.activationLength(weightVariance: $1[1], biasVariance: $1[2], q0: $1[3], layer: whole($1[4])) },
    meanField(
      "gradient", [.number("weightVariance"), .number("biasVariance"), .number("q0"), .number("layer"), .number("depth")],
      "E δ² at a layer over E δ² at layer `depth`, δ the gradient of z_l", "meanField.gradient('relu', 1, 0, 1, 2, 5) = 0.125"
    ) { $0.gradient(weightVariance: $1[1], biasVariance: $1[2], q0: $1[3], layer: whole($1[4]), depth: whole($1[5])) },
    meanField(
      "correlation", [.number("weightVariance"), .number("biasVariance"), .number("c0"), .number("layers")],
      "the correlation of two inputs after some layers, from c0, at q*", "meanField.correlation('identity', 0.5, 1, 1, 3) = 1"
    ) { $0.correlation(weightVariance: $1[1], biasVariance: $1[2], c0: $1[3], layers: whole($1[4])) },
    meanField(
      "criticalWeightVariance", [.number("biasVariance")], "the weight variance at which chi is 1",
      "meanField.criticalWeightVariance('tanh', 0) = 1"
    ) { $0.criticalWeightVariance(biasVariance: $1[1]) },
  ]

  /// A quantity of the mean field of an activation, named in the first argument.
  private static func meanField(
    _ name: String, _ parameters: [ExpressionFunction.Parameter], _ meaning: String, _ example: String,
    _ body: @escaping @Sendable (MeanField, ExpressionFunction.Arguments) -> Double
  ) -> ExpressionFunction {
    let activation = ExpressionFunction.Parameter.text("activation", among: MeanField.activationNames)
    return ExpressionFunction("meanField.\(name)", [activation] + parameters, meaning, example) { arguments in
      MeanField.named(arguments.text(0)).map { body($0, arguments) } ?? .nan
    }
  }

  /// A layer's number; what is no whole number, or more layers than anybody builds, has no layer and gives NaN further on.
  private static func whole(_ number: Double) -> Int { (0...100_000).contains(number) ? Int(exactly: number) ?? -1 : -1 }
}
