/// A word of an expression and the number of code points before it, which is how documents count columns.
struct Token: Hashable {
  enum Kind: Hashable {
    case number(Double)
    case text(String)
    /// A name, dots included: `width`, `meanField.chi`.
    case name(String)
    case sign(String)
    case end
  }

  var kind: Kind
  var offset: Int
  /// As it was written, for messages; empty at the end.
  var spelling: String
}

/// Cuts a text into tokens, the last of which is `end`.
struct Scanner {
  /// Far above any formula; bounds what a hostile manifest can cost.
  static let longest = 10_000

  private let characters: [Unicode.Scalar]
  private var index = 0

  static func tokens(of text: String) throws(ExpressionProblem) -> [Token] {
    let characters = Array(text.unicodeScalars)
    guard characters.count <= longest else { throw ExpressionProblem(.tooLong(limit: longest), at: longest) }
    var scanner = Scanner(characters: characters)
    var tokens: [Token] = []
    while true {
      tokens.append(try scanner.next())
      if tokens.last?.kind == .end { return tokens }
    }
  }

  private init(characters: [Unicode.Scalar]) { self.characters = characters }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    index + ahead < characters.count ? characters[index + ahead] : nil
  }

  private mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
    while let character = peek(), condition(character) { index += 1 }
  }

  private mutating func next() throws(ExpressionProblem) -> Token {
    skip { $0.properties.isWhitespace }
    let start = index
    guard let first = peek() else { return Token(kind: .end, offset: start, spelling: "") }
    if first.isDigit || (first == "." && peek(1)?.isDigit == true) { return try number() }
    if first.isLetter {
      skip { $0.isLetter || $0.isDigit }
      while peek() == ".", peek(1)?.isLetter == true {
        index += 1
        skip { $0.isLetter || $0.isDigit }
      }
      let name = written(from: start)
      return Token(kind: .name(name), offset: start, spelling: name)
    }
    if first == "'" || first == "\"" { return try text(closing: first) }
    for (sign, first) in [("<=", "<"), (">=", ">"), ("==", "="), ("!=", "!")] as [(String, Unicode.Scalar)]
    where peek() == first && peek(1) == "=" {
      index += 2
      return Token(kind: .sign(sign), offset: start, spelling: sign)
    }
    guard "+-*/^(),<>".unicodeScalars.contains(first) else {
      throw ExpressionProblem(.unknownCharacter(Character(first)), at: start)
    }
    index += 1
    return Token(kind: .sign(written(from: start)), offset: start, spelling: written(from: start))
  }

  /// Digits, a fraction, an exponent: `1`, `0.5`, `.5`, `1e-3`. The value is the nearest float64.
  private mutating func number() throws(ExpressionProblem) -> Token {
    let start = index
    skip { $0.isDigit }
    if peek() == "." {
      index += 1
      guard peek()?.isDigit == true else { throw unfinished(from: start) }
      skip { $0.isDigit }
    }
    if peek() == "e" || peek() == "E" {
      index += 1
      if peek() == "+" || peek() == "-" { index += 1 }
      guard peek()?.isDigit == true else { throw unfinished(from: start) }
      skip { $0.isDigit }
    }
    let spelling = written(from: start)
    guard let value = Double(spelling), value.isFinite else { throw ExpressionProblem(.numberTooLarge(spelling), at: start) }
    return Token(kind: .number(value), offset: start, spelling: spelling)
  }

  private func unfinished(from start: Int) -> ExpressionProblem {
    ExpressionProblem(.unfinishedNumber(written(from: start)), at: start)
  }

  /// A text has no escapes: one that holds a quotation mark stands in the other kind.
  private mutating func text(closing mark: Unicode.Scalar) throws(ExpressionProblem) -> Token {
    let start = index
    index += 1
    skip { $0 != mark }
    guard peek() != nil else { throw ExpressionProblem(.unfinishedText, at: start) }
    index += 1
    let spelling = written(from: start)
    return Token(kind: .text(String(spelling.unicodeScalars.dropFirst().dropLast())), offset: start, spelling: spelling)
  }

  private func written(from start: Int) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: characters[start..<index])
    return String(view)
  }
}

extension Unicode.Scalar {
  /// ASCII only, on purpose: what looks like a digit in another script is a mistake here.
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
}
