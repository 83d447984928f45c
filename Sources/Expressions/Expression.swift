/// A formula of a manifest, parsed: `"log(gradientMoment) - depth * log(meanField.chi('tanh', 1.0, 0.0))"`.
///
/// The grammar, loosest binding first; every operator but `^` and the comparisons groups from the left:
///
///     or        a or b
///     and       a and b
///     not       not a
///     compare   a < b   a <= b   a > b   a >= b   a == b   a != b        (at most one in a row)
///     sum       a + b   a - b
///     product   a * b   a / b
///     sign      -a   +a
///     power     a ^ b        from the right: 2^3^2 = 2^9; binds tighter than a sign: -2^2 = -4; and 2^-layer parses
///     primary   1   0.5   1e-3   'text'   "text"   name   name(a, b)   family.name(a)   (a)
///
/// A condition is a number: 1 where it holds, 0 where not; any number but 0 and NaN counts as true. Comparisons with NaN follow IEEE 754.
/// Two expressions are equal when they mean the same tree; spaces, parentheses and the spelling of numbers do not matter.
public struct Expression: Sendable, Hashable, CustomStringConvertible {
  /// The text as it was written.
  public let text: String
  public let root: Node

  /// Parses a text, or throws an `ExpressionProblem` that says where and what was expected.
  public init(_ text: String) throws(ExpressionProblem) {
    var parser = try Parser(text)
    self.text = text
    root = try parser.parse()
  }

  init(text: String, root: Node) {
    self.text = text
    self.root = root
  }

  /// The constant 0.
  public static let zero = Expression(text: "0", root: Node(.literal(.number(0)), at: 0))

  public static func == (a: Expression, b: Expression) -> Bool { a.root == b.root }
  public func hash(into hasher: inout Hasher) { hasher.combine(root) }

  /// The names of the variables, each once, in the order of their first appearance. Constants (`pi`, `e`) are none.
  public var variables: [String] {
    var names: [String] = []
    root.visit { node in
      if case .variable(let name) = node.kind, ExpressionConstant.named(name) == nil, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The names of the functions called, each once, in the order of their first appearance.
  public var functions: [String] {
    var names: [String] = []
    root.visit { node in
      if case .call(let name, _) = node.kind, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The expression with variables replaced by values: a factor's levels, say, when the rest runs over rows.
  public func substituting(_ values: [String: ExpressionValue]) -> Expression {
    let replaced = root.replacingVariables { name in ExpressionConstant.named(name) == nil ? values[name] : nil }
    return Expression(text: text, root: replaced)
  }
}

/// A number or a text: what a literal, an argument or a substituted variable may be.
public enum ExpressionValue: Sendable, Hashable {
  case number(Double)
  case text(String)

  public var kind: ExpressionKind {
    switch self {
    case .number: .number
    case .text: .text
    }
  }
}

/// The kind of an expression's value.
public enum ExpressionKind: Sendable, Hashable {
  case number
  case text
}

/// One node of an expression's tree. `offset` counts the code points of the text before the node's own sign or name; nodes are
/// compared without it.
public struct Node: Sendable, Hashable {
  public indirect enum Kind: Sendable, Hashable {
    case literal(ExpressionValue)
    case variable(String)
    case call(String, [Node])
    case unary(UnaryOperator, Node)
    case binary(BinaryOperator, Node, Node)
  }

  public let kind: Kind
  public let offset: Int
  /// The number of nodes on the longest way down, which is bounded so that no walk overflows a stack.
  let height: Int

  init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
    height = 1 + (Node.children(of: kind).map(\.height).max() ?? 0)
  }

  public var children: [Node] { Node.children(of: kind) }

  private static func children(of kind: Kind) -> [Node] {
    switch kind {
    case .literal, .variable: []
    case .call(_, let arguments): arguments
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    }
  }

  public static func == (a: Node, b: Node) -> Bool { a.kind == b.kind }
  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }

  /// Calls the body for every node, parents first, left to right.
  public func visit(_ body: (Node) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  func replacingVariables(_ value: (String) -> ExpressionValue?) -> Node {
    switch kind {
    case .literal: self
    case .variable(let name): value(name).map { Node(.literal($0), at: offset) } ?? self
    case .call(let name, let arguments): Node(.call(name, arguments.map { $0.replacingVariables(value) }), at: offset)
    case .unary(let sign, let operand): Node(.unary(sign, operand.replacingVariables(value)), at: offset)
    case .binary(let sign, let left, let right):
      Node(.binary(sign, left.replacingVariables(value), right.replacingVariables(value)), at: offset)
    }
  }
}
