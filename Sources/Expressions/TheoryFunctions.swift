import Theory

extension FunctionCatalogue {
  /// The closed forms of the module Theory, a row each.
  static let theory: [ExpressionFunction] = [
    ExpressionFunction("digamma", "x", "ψ(x), the derivative of ln Γ", "digamma(2) - digamma(1) = 1", digamma),
    ExpressionFunction("trigamma", "x", "ψ₁(x), the derivative of the digamma function", "trigamma(1) = pi^2 / 6", trigamma),
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
  ]
}
