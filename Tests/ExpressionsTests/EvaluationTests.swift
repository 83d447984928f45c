import Expressions
import Testing

@Suite("Evaluating expressions")
struct EvaluationTests {
  @Test("Every function's example holds, calls that function, and its row is complete", arguments: FunctionCatalogue.all)
  func examples(function: ExpressionFunction) throws {
    let sides = function.example.split(separator: " = ").map(String.init)
    try #require(sides.count == 2)
    let (left, right) = (try value(sides[0]), try value(sides[1]))
    #expect(abs(left - right) <= 1e-14 * abs(right), "\(function.example): \(left) against \(right)")
    #expect(try Expression(sides[0]).functions.contains(function.name))
    #expect(!function.meaning.isEmpty && !function.meaning.hasSuffix("."))
    #expect(function.signature.hasPrefix(function.name + "("))
  }

  @Test("Function names are unique, found by name, and written in camelCase, a family before a dot")
  func names() throws {
    #expect(Set(FunctionCatalogue.all.map(\.name)).count == FunctionCatalogue.all.count)
    for function in FunctionCatalogue.all {
      #expect(FunctionCatalogue.named(function.name)?.name == function.name)
      #expect(try Expression("\(function.name)()").functions == [function.name])
    }
    #expect(FunctionCatalogue.named("nothing") == nil)
  }

  @Test("Every function of one number carries NaN through", arguments: FunctionCatalogue.all.filter { $0.parameters.count == 1 })
  func notANumber(function: ExpressionFunction) {
    #expect(function([.number(.nan)]).isNaN)
  }

  @Test("Logarithms to base 2 and 10 are exact at whole powers and accurate between")
  func logarithms() throws {
    for power in -300...300 { #expect(try value("log2(2^\(power))") == Double(power)) }
    for power in -22...22 { #expect(try value("log10(1e\(power))") == Double(power)) }
    #expect(try abs(value("log2(0.9999999999)") / -1.4426950408168936e-10 - 1) < 1e-7)
    #expect(try abs(value("log10(2)") - 0.3010299956639812) < 1e-16)
    #expect(try value("log2(0)") == -.infinity)
    #expect(try value("log10(-1)").isNaN)
  }

  @Test(
    "Outside its domain a function is NaN, and a division by zero is infinite",
    arguments: ["log(-1)", "sqrt(-1)", "0/0", "(-8)^0.5", "min(1, 0/0)"])
  func outsideDomain(text: String) throws {
    #expect(try value(text).isNaN)
    #expect(try value("1/0") == .infinity)
  }

  @Test("NaN is not true, and comparisons with it are false")
  func conditionsOnNaN() throws {
    #expect(try value("not (0/0)") == 1)
    #expect(try value("0/0 and 1") == 0)
    #expect(try value("0/0 == 0/0") == 0)
  }

  @Test("A look-up without a value is an error at the variable's place")
  func missingValue() throws {
    let problem = #expect(throws: ExpressionProblem.self) { try Expression("1 + a * b").evaluate { $0 == "a" ? 1 : nil } }
    #expect(problem?.offset == 8)
    #expect(problem?.sentence == "'b' has no value here.")
  }

  @Test("A compiled expression gives the same bits row by row, by columns and by look-up")
  func compiled() throws {
    let expression = try Expression("log(a^2 + 1) - max(b, a, 0.5) / 3 * (a < b) + digamma(2) ^ (b > 0 and not a == 2)")
    let compiled = try expression.compiled(variables: ["b", "unused", "a"])
    let (a, b) = ((0..<50).map { Double($0) / 7 - 3 }, (0..<50).map { Double($0 * $0 % 11) - 5 })
    let columns = compiled(columns: [b, b, a])
    for index in 0..<50 {
      let row = compiled([b[index], 0, a[index]])
      let looked = try expression.evaluate { $0 == "a" ? a[index] : b[index] }
      #expect(row == columns[index])
      #expect(row == looked)
    }
    #expect(compiled.columnCount == 3)
    #expect(try Expression("1 + 1").compiled(variables: [])(columns: []) == [2])
  }

  @Test("Compiling refuses what a check refuses")
  func compilingChecks() throws {
    #expect(throws: ExpressionProblem.self) { try Expression("a + b").compiled(variables: ["a"]) }
    #expect(throws: ExpressionProblem.self) { try Expression("nothing(a)").compiled(variables: ["a"]) }
  }

  @Test("A call of constants is worked out once, not at every row")
  func constantCalls() throws {
    let counter = Counter()
    let function = ExpressionFunction("slow", "x", "a test's function", "1 = 1") {
      counter.count += 1
      return $0
    }
    let compiled = try Expression("slow(2 + 1) * a").compiled(variables: ["a"], functions: [function])
    #expect(compiled(columns: [[1, 2, 3]]) == [3, 6, 9])
    #expect(counter.count == 1)
  }

  private final class Counter: @unchecked Sendable { var count = 0 }

  @Test("A hundred thousand rows are evaluated")
  func manyRows() throws {
    let x = (0..<100_000).map { Double($0) }
    let values = try Expression("2 * x + 1").compiled(variables: ["x"])(columns: [x])
    #expect(values == x.map { 2 * $0 + 1 })
  }
}
