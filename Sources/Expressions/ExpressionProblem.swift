import Documents

/// Something wrong in an expression: where, and the facts.
public struct ExpressionProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// How many Unicode code points of the expression's text stand before the place.
  public let offset: Int
  public let reason: Reason

  public enum Reason: Sendable, Hashable {
    /// The grammar wanted something else; `found` is nil at the end of the text.
    case unexpected(found: String?, expected: String)
    /// A comparison whose left side is a comparison: `a < b < c`.
    case chainedComparison
    case unknownCharacter(Character)
    case unfinishedText
    case unfinishedNumber(String)
    case numberTooLarge(String)
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    case unknownVariable(String, known: [String])
    case unknownFunction(String, known: [String])
    /// A function's name without its arguments.
    case functionWithoutArguments(signature: String)
    /// A variable or constant with arguments.
    case notAFunction(String)
    case wrongNumberOfArguments(signature: String, found: Int)
    case wrongKindOfArgument(signature: String, parameter: String, expected: ExpressionKind)
    case unknownChoice(String, parameter: String, known: [String])
    case wrongKindOfOperand(sign: String, expected: ExpressionKind)
    case differentKinds(sign: String)
    case textAsResult
    /// A known variable that has no value in the row at hand.
    case noValue(String)
  }

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The problem as a sentence, without its place.
  public var sentence: String {
    switch reason {
    case .unexpected(nil, let expected): "the expression ends where \(expected) should follow."
    case .unexpected(let found?, let expected): "found '\(found)' where \(expected) should stand."
    case .chainedComparison: "comparisons do not chain: write 'a < b and b < c'."
    case .unknownCharacter(let character): "'\(character)' means nothing in an expression.\(hint(for: character))"
    case .unfinishedText: "the text that starts here has no closing quotation mark."
    case .unfinishedNumber(let number): "the number '\(number)' is unfinished: digits are missing."
    case .numberTooLarge(let number): "\(number) is too large for a float64."
    case .tooLong(let limit): "the expression has more than \(limit) code points."
    case .tooDeep(let limit): "the expression is nested more than \(limit) levels deep."
    case .unknownVariable(let name, let known): "no variable is called '\(name)'.\(nameHint(for: name, among: known))"
    case .unknownFunction(let name, let known): "no function is called '\(name)'.\(nameHint(for: name, among: known))"
    case .functionWithoutArguments(let signature): "a function needs its arguments: \(signature)."
    case .notAFunction(let name): "'\(name)' is not a function; a product is written with '*'."
    case .wrongNumberOfArguments(let signature, let found):
      "\(signature) was given \(found == 1 ? "1 argument" : "\(found) arguments")."
    case .wrongKindOfArgument(let signature, let parameter, let expected):
      "\(signature) expects \(expected.phrase) for '\(parameter)', found \(expected.other.phrase)."
    case .unknownChoice(let name, let parameter, let known):
      "no \(parameter) is called '\(name)'.\(nameHint(for: name, among: known))"
    case .wrongKindOfOperand(let sign, let expected): "'\(sign)' takes \(expected.phrase), found \(expected.other.phrase)."
    case .differentKinds(let sign): "'\(sign)' compares a number with a text, which are never equal."
    case .textAsResult: "the expression is a text; its value should be a number."
    case .noValue(let name): "'\(name)' has no value here."
    }
  }

  /// The sentence behind its place, columns counted from 1: `column 5: no variable is called 'wdth'. Did you mean 'width'?`
  public var description: String { "column \(offset + 1): \(sentence)" }

  /// The same as a problem of the document that holds the expression, at its place inside the JSON string that starts at `location`. (An escape
  /// before the place, such as `\\"`, moves it one column to the left; texts in single quotes need none.)
  public func problem(inStringAt location: Location) -> Problem { Problem(sentence, at: location.advanced(by: 1 + offset)) }

  private func hint(for character: Character) -> String {
    switch character {
    case "=": " Equality is '=='."
    case "&": " Conditions are joined by 'and'."
    case "|": " Conditions are joined by 'or'; a magnitude is abs(x)."
    case "!": " A condition is reversed by 'not'."
    case "−", "–": " A minus is '-'."
    case "·", "×": " A product is written with '*'."
    case "÷": " A quotient is written with '/'."
    case "≤": " Write '<='."
    case "≥": " Write '>='."
    case "≠": " Write '!='."
    case "√": " A square root is sqrt(x)."
    case "²": " A square is x^2."
    case "π": " Write 'pi'."
    case "“", "”", "„", "‘", "’": " A text stands in straight quotation marks."
    case "[", "{", "]", "}": " Group with parentheses."
    default: ""
    }
  }
}

extension ExpressionKind {
  var phrase: String {
    switch self {
    case .number: "a number"
    case .text: "a text in quotation marks"
    }
  }

  var other: ExpressionKind { self == .number ? .text : .number }
}
