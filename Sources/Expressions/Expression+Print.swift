extension Expression {
  /// The canonical text: one space around operators of two operands, no parenthesis that the grammar does not need, the shortest digits of
  /// each number. `try Expression("( a+b )*2.0").description == "(a + b) * 2"`. Parsing it gives an equal expression, unless infinite, NaN or
  /// negative numbers were substituted, which the grammar cannot write as one number.
  public var description: String { root.text }
}

extension Node {
  fileprivate var text: String {
    switch kind {
    case .literal(.number(let number)): number.shortest
    case .literal(.text(let text)): text.contains("\"") ? "'\(text)'" : "\"\(text)\""
    case .variable(let name): name
    case .call(let name, let arguments): "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
    case .unary(let sign, let operand):
      "\(sign.rawValue)\(sign == .not ? " " : "")\(operand.text(bindingAtLeast: sign.precedence))"
    case .binary(let sign, let left, let right): text(left, sign, right)
    }
  }

  private func text(_ left: Node, _ sign: BinaryOperator, _ right: Node) -> String {
    let own = sign.precedence
    // What groups from the left needs parentheses on the right at equal precedence; a power takes a sign or a power on its right;
    // comparisons do not chain.
    let needed =
      switch sign {
      case .power: (left: own + 1, right: UnaryOperator.minus.precedence)
      default: (left: sign.isComparison ? own + 1 : own, right: own + 1)
      }
    return "\(left.text(bindingAtLeast: needed.left)) \(sign.rawValue) \(right.text(bindingAtLeast: needed.right))"
  }

  private func text(bindingAtLeast floor: Int) -> String { precedence < floor ? "(\(text))" : text }

  private var precedence: Int {
    switch kind {
    case .literal(.number(let number)) where number.sign == .minus: UnaryOperator.minus.precedence
    case .literal, .variable, .call: Int.max
    case .unary(let sign, _): sign.precedence
    case .binary(let sign, _, _): sign.precedence
    }
  }
}

extension Double {
  /// The shortest digits that read back as this number, without a trailing ".0".
  fileprivate var shortest: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
