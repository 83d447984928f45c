extension Expression {
  /// The value, with variables looked up by name. Throws the first problem of `check`, or `noValue` where the look-up gives nil.
  ///
  /// For many rows use `compiled(variables:)`, which resolves names once.
  public func evaluate(
    functions: [ExpressionFunction] = FunctionCatalogue.all, _ lookup: (String) -> Double? = { _ in nil }
  ) throws(ExpressionProblem) -> Double {
    let names = variables
    if let problem = check(variables: names, functions: functions).first { throw problem }
    var row: [Double] = []
    for name in names {
      guard let value = lookup(name) else { throw ExpressionProblem(.noValue(name), at: offset(ofVariable: name)) }
      row.append(value)
    }
    return try compiled(variables: names, functions: functions)(row)
  }

  /// The expression as a function of a row, whose columns are the variables in this order. Calls of constant arguments (a mean-field
  /// quadrature, say) are worked out here, once. Throws the first problem of `check`.
  public func compiled(
    variables: [String], functions: [ExpressionFunction] = FunctionCatalogue.all
  ) throws(ExpressionProblem) -> CompiledExpression {
    if let problem = check(variables: variables, functions: functions).first { throw problem }
    let compiler = Compiler(
      columns: Dictionary(variables.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }),
      functions: Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
    return CompiledExpression(columnCount: variables.count, body: compiler.code(for: root).body)
  }

  private func offset(ofVariable name: String) -> Int {
    var found: Int?
    root.visit { node in if found == nil, node.kind == .variable(name) { found = node.offset } }
    return found ?? 0
  }
}

/// An expression whose names are resolved to columns; a value that threads may share.
public struct CompiledExpression: Sendable {
  typealias Body = @Sendable (UnsafeBufferPointer<Double>) -> Double

  /// How many values a row has.
  public let columnCount: Int
  let body: Body

  /// The value at one row, of `columnCount` values (precondition).
  public func callAsFunction(_ row: UnsafeBufferPointer<Double>) -> Double {
    precondition(row.count == columnCount, "a row of \(row.count) values for \(columnCount) variables")
    return body(row)
  }

  public func callAsFunction(_ row: [Double]) -> Double { row.withUnsafeBufferPointer { self($0) } }

  /// The values at all rows of columns of equal length (precondition); with no column, one value.
  public func callAsFunction(columns: [[Double]]) -> [Double] {
    precondition(columns.count == columnCount, "\(columns.count) columns for \(columnCount) variables")
    let count = columns.first?.count ?? 1
    precondition(columns.allSatisfy { $0.count == count }, "columns of different lengths")
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, columnCount)) { row in
      (0..<count).map { index in
        for column in columns.indices { row[column] = columns[column][index] }
        return body(UnsafeBufferPointer(rebasing: row[..<columnCount]))
      }
    }
  }
}

/// Turns a checked tree into nested closures. Texts vanish: a call takes them as literals.
private struct Compiler {
  enum Code {
    case constant(ExpressionValue)
    case number(CompiledExpression.Body)

    var body: CompiledExpression.Body {
      switch self {
      case .constant(.number(let number)): { _ in number }
      case .constant(.text): { _ in .nan }
      case .number(let body): body
      }
    }

    var constant: ExpressionValue? { if case .constant(let value) = self { value } else { nil } }
  }

  let columns: [String: Int]
  let functions: [String: ExpressionFunction]

  func code(for node: Node) -> Code {
    switch node.kind {
    case .literal(let value): return .constant(value)
    case .variable(let name):
      if let constant = ExpressionConstant.named(name) { return .constant(.number(constant.value)) }
      guard let column = columns[name] else { return .constant(.number(.nan)) }
      return .number { $0[column] }
    case .unary(let sign, let operand):
      let operand = code(for: operand)
      if case .constant(.number(let x)) = operand { return .constant(.number(sign.apply(x))) }
      let body = operand.body
      return .number { sign.apply(body($0)) }
    case .binary(let sign, let left, let right): return binary(sign, code(for: left), code(for: right))
    case .call(let name, let arguments):
      guard let function = functions[name] else { return .constant(.number(.nan)) }
      return call(function, arguments.map(code))
    }
  }

  private func binary(_ sign: BinaryOperator, _ left: Code, _ right: Code) -> Code {
    switch (left, right) {
    case (.constant(.text(let a)), .constant(.text(let b))): return .constant(.number((a == b) == (sign == .equal) ? 1 : 0))
    case (.constant(.number(let a)), .constant(.number(let b))): return .constant(.number(sign.apply(a, b)))
    default: break
    }
    let (a, b) = (left.body, right.body)
    // The four that fill most formulas skip the switch over operators.
    switch sign {
    case .plus: return .number { a($0) + b($0) }
    case .minus: return .number { a($0) - b($0) }
    case .times: return .number { a($0) * b($0) }
    case .divided: return .number { a($0) / b($0) }
    default: return .number { sign.apply(a($0), b($0)) }
    }
  }

  private func call(_ function: ExpressionFunction, _ arguments: [Code]) -> Code {
    let constants = arguments.compactMap(\.constant)
    if constants.count == arguments.count { return .constant(.number(function(constants))) }
    let bodies = arguments.map(\.body)
    switch function.implementation {
    case .one(let body):
      let x = bodies[0]
      return .number { body(x($0)) }
    case .two(let body):
      let (x, y) = (bodies[0], bodies[1])
      return .number { body(x($0), y($0)) }
    case .fold(let body):
      let (first, rest) = (bodies[0], bodies.dropFirst())
      return .number { row in rest.reduce(first(row)) { body($0, $1(row)) } }
    case .any:
      let values = arguments.map(\.constant)
      return .number { row in
        function(values.indices.map { values[$0] ?? .number(bodies[$0](row)) })
      }
    }
  }
}
