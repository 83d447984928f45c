/// A function of expressions: what help, the schema, the checks and the tests loop over.
public struct ExpressionFunction: Sendable {
  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let kind: ExpressionKind
    /// The texts allowed; empty where any is.
    public let choices: [String]

    public static func number(_ name: String) -> Parameter { Parameter(name: name, kind: .number, choices: []) }
    public static func text(_ name: String, among choices: [String] = []) -> Parameter {
      Parameter(name: name, kind: .text, choices: choices)
    }
  }

  /// The values of a call, of the parameters' kinds and number.
  public struct Arguments: Sendable {
    let values: [ExpressionValue]

    public var count: Int { values.count }

    /// A number; NaN for a text, which a checked call never holds here.
    public subscript(index: Int) -> Double {
      if case .number(let number) = values[index] { number } else { .nan }
    }

    /// A text; empty for a number, which a checked call never holds here.
    public func text(_ index: Int) -> String {
      if case .text(let text) = values[index] { text } else { "" }
    }
  }

  enum Implementation: Sendable {
    case one(@Sendable (Double) -> Double)
    case two(@Sendable (Double, Double) -> Double)
    /// Folded from the left over one argument or more.
    case fold(@Sendable (Double, Double) -> Double)
    case any(@Sendable (Arguments) -> Double)
  }

  public let name: String
  public let parameters: [Parameter]
  /// Whether the last parameter may be repeated, or left out.
  public let isVariadic: Bool
  /// One line for help, without a full stop.
  public let meaning: String
  /// An equation that holds to rounding: `log2(8) = 3`. Help shows it and a test checks it.
  public let example: String
  let implementation: Implementation

  /// A function of one number: `ExpressionFunction("sqrt", "x", "the square root", "sqrt(9) = 3") { $0.squareRoot() }`.
  public init(
    _ name: String, _ parameter: String, _ meaning: String, _ example: String, _ body: @escaping @Sendable (Double) -> Double
  ) {
    self.init(name, [.number(parameter)], false, meaning, example, .one(body))
  }

  /// A function of two numbers.
  public init(
    _ name: String, _ first: String, _ second: String, _ meaning: String, _ example: String,
    _ body: @escaping @Sendable (Double, Double) -> Double
  ) {
    self.init(name, [.number(first), .number(second)], false, meaning, example, .two(body))
  }

  /// A function of one number or more, folded from the left.
  public init(
    folding name: String, _ meaning: String, _ example: String, _ body: @escaping @Sendable (Double, Double) -> Double
  ) {
    self.init(name, [.number("a"), .number("b")], true, meaning, example, .fold(body))
  }

  /// A function of any parameters: `ExpressionFunction("gain", [.text("activation", among: names), .number("variance")], …) { f($0.text(0), $0[1]) }`.
  public init(
    _ name: String, _ parameters: [Parameter], _ meaning: String, _ example: String,
    _ body: @escaping @Sendable (Arguments) -> Double
  ) {
    self.init(name, parameters, false, meaning, example, .any(body))
  }

  private init(
    _ name: String, _ parameters: [Parameter], _ isVariadic: Bool, _ meaning: String, _ example: String, _ body: Implementation
  ) {
    self.name = name
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.meaning = meaning
    self.example = example
    implementation = body
  }

  /// `pow(base, exponent)`, `min(a, b, …)`.
  public var signature: String { "\(name)(\(parameters.map(\.name).joined(separator: ", "))\(isVariadic ? ", …" : ""))" }

  func accepts(count: Int) -> Bool { isVariadic ? count >= max(1, parameters.count - 1) : count == parameters.count }

  func parameter(at index: Int) -> Parameter { parameters[min(index, parameters.count - 1)] }

  /// The function's value; the arguments are of the right kinds and number (precondition).
  public func callAsFunction(_ arguments: [ExpressionValue]) -> Double {
    precondition(accepts(count: arguments.count), "\(signature) called with \(arguments.count) arguments")
    let values = Arguments(values: arguments)
    return switch implementation {
    case .one(let body): body(values[0])
    case .two(let body): body(values[0], values[1])
    case .fold(let body): (1..<values.count).reduce(values[0]) { body($0, values[$1]) }
    case .any(let body): body(values)
    }
  }
}
