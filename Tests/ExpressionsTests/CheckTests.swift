import Documents
import Expressions
import Testing

@Suite("Checking expressions")
struct CheckTests {
  static let named = [
    ExpressionFunction(
      "gain", [.text("activation", among: ["relu", "tanh"]), .number("variance")], "a test's function", "1 = 1"
    ) {
      ($0.text(0) == "relu" ? 0.5 : 1) * $0[1]
    }
  ]

  @Test(
    "Unknown names, wrong numbers and wrong kinds of arguments are reported with their place",
    arguments: [
      ("wdth * 2", 0, "no variable is called 'wdth'. Did you mean 'width'?"),
      ("2 * lgo(width)", 4, "no function is called 'lgo'. Did you mean 'log'?"),
      ("1 + log(width, 2)", 4, "log(x) was given 2 arguments."),
      ("max()", 0, "max(a, b, …) was given 0 arguments."),
      ("log('tanh')", 4, "log(x) expects a number for 'x', found a text in quotation marks."),
      ("gain(width, 2)", 5, "gain(activation, variance) expects a text in quotation marks for 'activation', found a number."),
      ("gain('tahn', 2)", 5, "no activation is called 'tahn'. Did you mean 'tanh'?"),
      ("1 + 'a'", 4, "'+' takes a number, found a text in quotation marks."),
      ("-'a'", 1, "'-' takes a number, found a text in quotation marks."),
      ("'a' < 1", 0, "'<' takes a number, found a text in quotation marks."),
      ("'a' == 1", 4, "'==' compares a number with a text, which are never equal."),
      ("'a'", 0, "the expression is a text; its value should be a number."),
      ("2 * log", 4, "a function needs its arguments: log(x)."),
      ("width(3)", 0, "'width' is not a function; a product is written with '*'."),
      ("pi(3)", 0, "'pi' is not a function; a product is written with '*'."),
    ])
  func problems(text: String, offset: Int, sentence: String) throws {
    let problems = try Expression(text).check(variables: ["width", "depth"], functions: FunctionCatalogue.all + Self.named)
    #expect(problems.map(\.sentence) == [sentence])
    #expect(problems.map(\.offset) == [offset])
  }

  @Test("All problems are reported at once, in the order of the text")
  func everyProblem() throws {
    let problems = try Expression("lgo(wdth) + 'a' * dpth").check(variables: ["width", "depth"])
    #expect(problems.map(\.offset) == [0, 4, 12, 18])
  }

  @Test("A problem's description has its column, from 1")
  func description() throws {
    let problem = try #require(Expression("2 * wdth").check(variables: ["width"]).first)
    #expect(problem.description == "column 5: no variable is called 'wdth'. Did you mean 'width'?")
  }

  @Test("In a document the problem stands at its own column, counted in code points")
  func placeInDocument() throws {
    let expression = try Expression("('e\u{301}' == 'é') + wdth")
    let problem = try #require(expression.check(variables: ["width"]).first)
    #expect(problem.offset == 16)
    let location = Location(pointer: JSONPointer(), line: 3, column: 10)
    #expect(problem.problem(inStringAt: location).location == Location(pointer: JSONPointer(), line: 3, column: 27))
    #expect(problem.problem(inStringAt: location).message == problem.sentence)
  }

  @Test("A text variable passes where a text is expected, and its substituted value is checked")
  func textVariables() throws {
    let expression = try Expression("gain(activation, 2) + (activation == 'relu')")
    let functions = FunctionCatalogue.all + Self.named
    #expect(expression.check(variables: ["activation": .text], functions: functions).isEmpty)
    #expect(expression.check(variables: ["activation": .number], functions: functions).count == 2)
    let relu = expression.substituting(["activation": .text("relu")])
    #expect(relu.variables.isEmpty)
    #expect(try relu.evaluate(functions: functions) == 2)
    let wrong = expression.substituting(["activation": .text("selu")]).check(variables: [], functions: functions)
    #expect(wrong.map(\.offset) == [5])
  }

  @Test("Variables and functions are listed once each, in order; constants are neither")
  func listing() throws {
    let expression = try Expression("b * log(a) + pi * b - meanField.chi('x', a) + log(e)")
    #expect(expression.variables == ["b", "a"])
    #expect(expression.functions == ["log", "meanField.chi"])
  }
}
