/// Reads tokens by precedence climbing (`Expression` has the grammar).
struct Parser {
  /// Parentheses, signs and calls inside one another, and the height of the tree that they and long sums build: far above any formula. A debug
  /// build needs 4 KB of stack a level, and threads of half a megabyte exist.
  static let deepest = 100

  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  init(_ text: String) throws(ExpressionProblem) { tokens = try Scanner.tokens(of: text) }

  private var token: Token { tokens[index] }

  private func unexpected(_ expected: String) -> ExpressionProblem {
    ExpressionProblem(.unexpected(found: token.kind == .end ? nil : token.spelling, expected: expected), at: token.offset)
  }

  private func isSign(_ sign: String) -> Bool { token.kind == .sign(sign) }

  private mutating func expect(_ sign: String, or other: String) throws(ExpressionProblem) {
    guard isSign(sign) else { throw unexpected(other) }
    index += 1
  }

  mutating func parse() throws(ExpressionProblem) -> Node {
    let node = try expression(above: 0)
    guard token.kind == .end else {
      if case .sign(")") = token.kind { throw unexpected("an operator or the end (no parenthesis is open)") }
      throw unexpected("an operator or the end")
    }
    return node
  }

  private var binaryOperator: BinaryOperator? {
    switch token.kind {
    case .sign(let sign): BinaryOperator(rawValue: sign)
    case .name("and"): .and
    case .name("or"): .or
    default: nil
    }
  }

  private func node(_ kind: Node.Kind, at offset: Int) throws(ExpressionProblem) -> Node {
    let node = Node(kind, at: offset)
    guard node.height <= Parser.deepest else { throw ExpressionProblem(.tooDeep(limit: Parser.deepest), at: offset) }
    return node
  }

  /// An operand and the operators after it that bind tighter than `floor`.
  private mutating func expression(above floor: Int) throws(ExpressionProblem) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.deepest else { throw ExpressionProblem(.tooDeep(limit: Parser.deepest), at: token.offset) }
    var left = try operand(above: floor)
    while let sign = binaryOperator, sign.precedence > floor {
      let offset = token.offset
      index += 1
      // The right side of ^ may hold another ^, and a sign; `operand` reads that one with the power's own floor.
      let right = try expression(above: sign == .power ? sign.precedence - 1 : sign.precedence)
      left = try node(.binary(sign, left, right), at: offset)
      if sign.isComparison, binaryOperator?.isComparison == true { throw ExpressionProblem(.chainedComparison, at: token.offset) }
    }
    return left
  }

  private mutating func operand(above floor: Int) throws(ExpressionProblem) -> Node {
    let start = token
    switch start.kind {
    case .sign("-"), .sign("+"):
      index += 1
      // A sign's operand holds powers and nothing looser: -2^2 = -(2^2), 2^-3^2 = 2^(-(3^2)).
      let inner = try expression(above: UnaryOperator.minus.precedence)
      return try node(.unary(start.kind == .sign("-") ? .minus : .plus, inner), at: start.offset)
    case .name("not"):
      guard floor < UnaryOperator.not.precedence else {
        throw unexpected("a number, a name or '(' (put parentheses around 'not …')")
      }
      index += 1
      return try node(.unary(.not, expression(above: UnaryOperator.not.precedence - 1)), at: start.offset)
    case .name("and"), .name("or"), .sign, .end: return try parenthesized()
    case .number(let value):
      index += 1
      return Node(.literal(.number(value)), at: start.offset)
    case .text(let content):
      index += 1
      return Node(.literal(.text(content)), at: start.offset)
    case .name(let name):
      index += 1
      guard isSign("(") else { return Node(.variable(name), at: start.offset) }
      return try node(.call(name, arguments()), at: start.offset)
    }
  }

  private mutating func parenthesized() throws(ExpressionProblem) -> Node {
    guard isSign("(") else { throw unexpected("a number, a name or '('") }
    index += 1
    let node = try expression(above: 0)
    try expect(")", or: "an operator or ')'")
    return node
  }

  private mutating func arguments() throws(ExpressionProblem) -> [Node] {
    index += 1
    if isSign(")") {
      index += 1
      return []
    }
    var arguments = [try expression(above: 0)]
    while isSign(",") {
      index += 1
      arguments.append(try expression(above: 0))
    }
    try expect(")", or: "an operator, ',' or ')'")
    return arguments
  }
}
