extension Expression {
  /// Every problem of names, numbers of arguments and kinds, in the order of the text; empty when the expression can be evaluated over these
  /// variables.
  public func check(
    variables: [String: ExpressionKind], functions: [ExpressionFunction] = FunctionCatalogue.all
  ) -> [ExpressionProblem] {
    var checker = Checker(variables: variables, functions: functions)
    let kind = checker.kind(of: root)
    if kind == .text { checker.problems.append(ExpressionProblem(.textAsResult, at: root.offset)) }
    return checker.problems.sorted { $0.offset < $1.offset }
  }

  /// The same, where every variable is a number.
  public func check(variables: [String], functions: [ExpressionFunction] = FunctionCatalogue.all) -> [ExpressionProblem] {
    check(variables: Dictionary(variables.map { ($0, .number) }, uniquingKeysWith: { first, _ in first }), functions: functions)
  }
}

private struct Checker {
  let variables: [String: ExpressionKind]
  let functions: [ExpressionFunction]
  var problems: [ExpressionProblem] = []

  init(variables: [String: ExpressionKind], functions: [ExpressionFunction]) {
    self.variables = variables
    self.functions = functions
  }

  /// The node's kind, or nil where it could not be told: then nothing more is said about it.
  mutating func kind(of node: Node) -> ExpressionKind? {
    switch node.kind {
    case .literal(let value): return value.kind
    case .variable(let name): return kind(ofVariable: name, at: node.offset)
    case .call(let name, let arguments):
      check(call: name, arguments, at: node.offset)
      return .number
    case .unary(let sign, let operand):
      expect(.number, operand, of: sign.rawValue)
      return .number
    case .binary(let sign, let left, let right):
      if sign.takesTexts {
        let kinds = (kind(of: left), kind(of: right))
        if let a = kinds.0, let b = kinds.1, a != b {
          problems.append(ExpressionProblem(.differentKinds(sign: sign.rawValue), at: node.offset))
        }
      } else {
        expect(.number, left, of: sign.rawValue)
        expect(.number, right, of: sign.rawValue)
      }
      return .number
    }
  }

  private mutating func expect(_ expected: ExpressionKind, _ node: Node, of sign: String) {
    if let found = kind(of: node), found != expected {
      problems.append(ExpressionProblem(.wrongKindOfOperand(sign: sign, expected: expected), at: node.offset))
    }
  }

  private mutating func kind(ofVariable name: String, at offset: Int) -> ExpressionKind? {
    if ExpressionConstant.named(name) != nil { return .number }
    if let kind = variables[name] { return kind }
    if let function = functions.first(where: { $0.name == name }) {
      problems.append(ExpressionProblem(.functionWithoutArguments(signature: function.signature), at: offset))
    } else {
      let known = variables.keys.sorted() + ExpressionConstant.all.map(\.name)
      problems.append(ExpressionProblem(.unknownVariable(name, known: known), at: offset))
    }
    return nil
  }

  private mutating func check(call name: String, _ arguments: [Node], at offset: Int) {
    let kinds = arguments.map { kind(of: $0) }
    guard let function = functions.first(where: { $0.name == name }) else {
      let isValue = variables[name] != nil || ExpressionConstant.named(name) != nil
      let reason: ExpressionProblem.Reason =
        isValue ? .notAFunction(name) : .unknownFunction(name, known: functions.map(\.name))
      return problems.append(ExpressionProblem(reason, at: offset))
    }
    guard function.accepts(count: arguments.count) else {
      let reason = ExpressionProblem.Reason.wrongNumberOfArguments(signature: function.signature, found: arguments.count)
      return problems.append(ExpressionProblem(reason, at: offset))
    }
    for (index, argument) in arguments.enumerated() {
      let parameter = function.parameter(at: index)
      if let kind = kinds[index], kind != parameter.kind {
        let reason = ExpressionProblem.Reason.wrongKindOfArgument(
          signature: function.signature, parameter: parameter.name, expected: parameter.kind)
        problems.append(ExpressionProblem(reason, at: argument.offset))
      }
      if case .literal(.text(let text)) = argument.kind, !parameter.choices.isEmpty, !parameter.choices.contains(text) {
        let reason = ExpressionProblem.Reason.unknownChoice(text, parameter: parameter.name, known: parameter.choices)
        problems.append(ExpressionProblem(reason, at: argument.offset))
      }
    }
  }
}
