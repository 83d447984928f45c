import CKernels

/// Every function that an expression may call. The elementary ones are the kernels' own, so that a target has the same bits everywhere;
/// outside its domain a function is NaN.
public enum FunctionCatalogue {
  public static let all: [ExpressionFunction] = elementary + theory

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The function of a name, or nil.
  public static func named(_ name: String) -> ExpressionFunction? { byName[name] }

  static let elementary: [ExpressionFunction] = [
    ExpressionFunction("log", "x", "the natural logarithm", "log(e^2) = 2") { ravine_scalar(RAVINE_LOG, $0) },
    ExpressionFunction("log2", "x", "the logarithm to base 2, exact at powers of 2", "log2(8) = 3", logarithmToBase2),
    ExpressionFunction(
      "log10", "x", "the logarithm to base 10, exact at powers of 10 from 1e-22 to 1e22", "log10(0.001) = -3", logarithmToBase10),
    ExpressionFunction("log1p", "x", "log(1 + x), accurate for small x", "log1p(1e-20) = 1e-20") {
      ravine_scalar(RAVINE_LOG1P, $0)
    },
    ExpressionFunction("exp", "x", "e to the power x", "exp(1) = e") { ravine_scalar(RAVINE_EXP, $0) },
    ExpressionFunction("expm1", "x", "exp(x) - 1, accurate for small x", "expm1(1e-20) = 1e-20") {
      ravine_scalar(RAVINE_EXPM1, $0)
    },
    ExpressionFunction("sqrt", "x", "the square root", "sqrt(9) = 3") { $0.squareRoot() },
    ExpressionFunction("abs", "x", "the magnitude", "abs(-2) = 2") { abs($0) },
    ExpressionFunction("sign", "x", "-1, 0 or 1; NaN of NaN", "sign(-0.5) = -1") { ravine_scalar(RAVINE_SIGN, $0) },
    ExpressionFunction(folding: "min", "the least of its arguments; NaN when one is", "min(3, 1, 2) = 1") {
      $0.isNaN || $1.isNaN ? .nan : Swift.min($0, $1)
    },
    ExpressionFunction(folding: "max", "the greatest of its arguments; NaN when one is", "max(3, 1, 2) = 3") {
      $0.isNaN || $1.isNaN ? .nan : Swift.max($0, $1)
    },
    ExpressionFunction("tanh", "x", "the hyperbolic tangent", "tanh(0.5) = (e - 1) / (e + 1)") { ravine_scalar(RAVINE_TANH, $0) },
    ExpressionFunction("sigmoid", "x", "1 / (1 + exp(-x))", "sigmoid(log(3)) = 0.75") { ravine_scalar(RAVINE_SIGMOID, $0) },
    ExpressionFunction("erf", "x", "the error function", "erf(1) = 0.8427007929497149") { ravine_scalar(RAVINE_ERF, $0) },
    ExpressionFunction("sin", "x", "the sine of x radians", "sin(pi / 6) = 0.5") { ravine_scalar(RAVINE_SIN, $0) },
    ExpressionFunction("cos", "x", "the cosine of x radians", "cos(pi / 3) = 0.5") { ravine_scalar(RAVINE_COS, $0) },
  ]
}

/// A name that stands for a number. It hides a column of the same name, which a manifest should therefore refuse.
public struct ExpressionConstant: Sendable, Hashable {
  public let name: String
  public let value: Double
  public let meaning: String

  public static let all = [
    ExpressionConstant(name: "pi", value: .pi, meaning: "the circle's circumference over its diameter"),
    ExpressionConstant(name: "e", value: 2.718281828459045, meaning: "the base of the natural logarithm"),
  ]

  public static func named(_ name: String) -> ExpressionConstant? { all.first { $0.name == name } }
}

extension Expression {
  /// The words that are no variable's name: operators and constants.
  public static let reservedWords = ["and", "or", "not"] + ExpressionConstant.all.map(\.name)

  /// Whether a text can name a variable: letters, digits and `_`, a letter first, and no reserved word.
  public static func isVariableName(_ text: String) -> Bool {
    guard !reservedWords.contains(text), let tokens = try? Scanner.tokens(of: text), tokens.count == 2 else { return false }
    return tokens[0].kind == .name(text) && !text.contains(".") && tokens[0].spelling.count == text.count
  }
}

/// ln 2 and ln 10, rounded.
private let (naturalOf2, naturalOf10) = (0.6931471805599453, 2.302585092994046)

private func logarithmToBase2(_ x: Double) -> Double {
  guard x > 0, x < .infinity else { return ravine_scalar(RAVINE_LOG, x) }
  // x = m · 2^k with m in [1, 2): the whole part is exact, and log m = 0 at a power of 2. Near 1 from below, k + log₂ m would cancel.
  if x > 0.5, x < 1 { return ravine_scalar(RAVINE_LOG, x) / naturalOf2 }
  return Double(x.exponent) + ravine_scalar(RAVINE_LOG, x.significand) / naturalOf2
}

private func logarithmToBase10(_ x: Double) -> Double {
  let approximate = ravine_scalar(RAVINE_LOG, x) / naturalOf10
  let whole = approximate.rounded()
  guard abs(whole) <= 22 else { return approximate }
  // 10^0 … 10^22 are float64 numbers, so that these products and the quotient are exact or rounded once.
  let power = (0..<Int(abs(whole))).reduce(1.0) { product, _ in product * 10 }
  return x == (whole < 0 ? 1 / power : power) ? whole : approximate
}
