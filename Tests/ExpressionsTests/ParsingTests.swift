import Expressions
import Testing

/// The value of a formula without variables.
func value(_ text: String) throws -> Double { try Expression(text).evaluate() }

@Suite("Parsing expressions")
struct ParsingTests {
  @Test(
    "Operators bind as the grammar says",
    arguments: [
      ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("8 - 3 - 2", 3), ("16 / 4 / 2", 2), ("2 ^ 3 ^ 2", 512), ("-2^2", -4),
      ("(-2)^2", 4),
      ("2^-1", 0.5), ("2^-1^2", 0.5), ("2^-3*8", 1), ("- -3", 3), ("+3", 3), ("2*-3", -6), ("1 - -1", 2), ("6/-3", -2),
      ("-3^2*2", -18),
      ("1 + 2 < 4", 1), ("2 < 1", 0), ("2 <= 2", 1), ("2 > 2", 0), ("2 >= 2", 1), ("2 == 2", 1), ("2 != 2", 0),
      ("1 < 2 and 2 < 1", 0), ("1 < 2 or 2 < 1", 1), ("1 or 0 and 0", 1), ("(1 or 0) and 0", 0), ("not 1 == 2", 1),
      ("not 0 and 0", 0),
      ("not (0 and 0)", 1), ("0 and not 0 or 1", 1), ("not not 2", 1), ("(1 < 2) + 1", 2), ("'tanh' == \"tanh\"", 1),
      ("'a' != 'b'", 1), (".5 + 1e-1", 0.6), ("1E+2", 100), ("  3\t", 3), ("1e308", 1e308), ("4.9e-324 > 0", 1),
    ])
  func values(text: String, expected: Double) throws {
    #expect(try value(text) == expected)
  }

  @Test("The example of the manifest's theory curve parses and evaluates")
  func theoryCurve() throws {
    let curve = try Expression("2 ^ -layer")
    #expect(curve.variables == ["layer"])
    #expect(try curve.evaluate { $0 == "layer" ? 3 : nil } == 0.125)
  }

  @Test(
    "A syntax error says where it is, what was found and what was expected",
    arguments: [
      ("", 0, "the expression ends where a number, a name or '(' should follow."),
      ("1 +", 3, "the expression ends where a number, a name or '(' should follow."),
      ("1 + * 2", 4, "found '*' where a number, a name or '(' should stand."),
      ("(1 + 2", 6, "the expression ends where an operator or ')' should follow."),
      ("1 + 2)", 5, "found ')' where an operator or the end (no parenthesis is open) should stand."),
      ("2pi", 1, "found 'pi' where an operator or the end should stand."),
      ("2e", 0, "the number '2e' is unfinished: digits are missing."),
      ("1 + 3.", 4, "the number '3.' is unfinished: digits are missing."),
      ("1e999", 0, "1e999 is too large for a float64."),
      ("max(1, ", 7, "the expression ends where a number, a name or '(' should follow."),
      ("max(1 2)", 6, "found '2' where an operator, ',' or ')' should stand."),
      ("a < b < c", 6, "comparisons do not chain: write 'a < b and b < c'."),
      ("a = b", 2, "'=' means nothing in an expression. Equality is '=='."),
      ("σ^2", 0, "'σ' means nothing in an expression."),
      ("3 − 2", 2, "'−' means nothing in an expression. A minus is '-'."),
      ("x²", 1, "'²' means nothing in an expression. A square is x^2."),
      ("f('tanh)", 2, "the text that starts here has no closing quotation mark."),
      ("1 + not 2", 4, "found 'not' where a number, a name or '(' (put parentheses around 'not …') should stand."),
      ("and 1", 0, "found 'and' where a number, a name or '(' should stand."),
      ("a.5", 1, "found '.5' where an operator or the end should stand."),
      ("2 ** 3", 3, "found '*' where a number, a name or '(' should stand."),
    ])
  func syntaxErrors(text: String, offset: Int, sentence: String) {
    let problem = #expect(throws: ExpressionProblem.self) { try Expression(text) }
    #expect(problem?.offset == offset)
    #expect(problem?.sentence == sentence)
  }

  @Test("Nesting, long chains and long texts are refused before they can overflow a stack")
  func limits() {
    for text in [
      String(repeating: "(", count: 5000), String(repeating: "-", count: 5000) + "1", String(repeating: "f(", count: 3000),
      String(repeating: "not ", count: 2000) + "1", String(repeating: "2^", count: 4000) + "2",
      String(repeating: "1+", count: 4000) + "1",
    ] {
      let problem = #expect(throws: ExpressionProblem.self) { try Expression(text) }
      #expect(problem?.reason == .tooDeep(limit: 100))
    }
    let long = #expect(throws: ExpressionProblem.self) { try Expression(String(repeating: " ", count: 10_001)) }
    #expect(long?.reason == .tooLong(limit: 10_000))
    #expect(throws: Never.self) { try Expression(String(repeating: "1+", count: 90) + "1").evaluate() }
  }

  @Test(
    "The canonical text has the parentheses that the grammar needs, and no others",
    arguments: [
      ("( a+b )*2.0", "(a + b) * 2"), ("a-(b-c)", "a - (b - c)"), ("(a-b)-c", "a - b - c"), ("(a^b)^c", "(a ^ b) ^ c"),
      ("a^(b^c)", "a ^ b ^ c"),
      ("(-a)^2", "(-a) ^ 2"), ("-(a^2)", "-a ^ 2"), ("2^(-a)", "2 ^ -a"), ("2^(a*b)", "2 ^ (a * b)"), ("-(a*b)", "-(a * b)"),
      ("(-a)*b", "-a * b"), ("not(a and b)", "not (a and b)"), ("(not a)and b", "not a and b"), ("(a<b)==c", "(a < b) == c"),
      ("a<(not b)", "a < (not b)"), ("(a or b)and c", "(a or b) and c"), ("f( 'x' , \"y'\" )", "f(\"x\", \"y'\")"),
      ("1e-3", "0.001"),
      ("family.name( )", "family.name()"), ("1e22", "1e+22"),
    ])
  func canonicalText(text: String, canonical: String) throws {
    let expression = try Expression(text)
    #expect(expression.description == canonical)
    #expect(try Expression(canonical) == expression)
  }

  @Test("Spaces and parentheses do not tell expressions apart; meaning does")
  func equality() throws {
    #expect(try Expression("a+b*c") == Expression(" a + (b * c)"))
    #expect(try Expression("a+b*c") != Expression("(a + b) * c"))
    #expect(try Expression("1e3") == Expression("1000"))
  }

  @Test(
    "A variable's name is letters, digits and underscores, and no word of the language",
    arguments: [
      ("width", true), ("layer2", true), ("a_b", true), ("2a", false), ("a.b", false), ("a b", false), ("", false), ("pi", false),
      ("e", false), ("and", false), ("σ", false), (" a", false),
    ])
  func variableNames(text: String, isName: Bool) {
    #expect(Expression.isVariableName(text) == isName)
  }
}
