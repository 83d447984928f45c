import Expressions
import class Foundation.Thread
import Testing

@Suite("Random expressions")
struct FuzzTests {
  /// A linear congruential generator (Knuth's MMIX constants): the same texts every run.
  struct Generator {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  static let words = [
    "1", "0.5", "1e-3", "2.", "a", "b", "log", "max", "meanField.chi", "'t'", "\"u\"", "'", "+", "-", "*", "/", "^", "(", ")",
    "(", ")", ",",
    "<", "<=", "==", "!=", "=", "and", "or", "not", "pi", " ", "σ", "🙂", ".", "e", "1e", "-", "a", "2",
  ]

  @Test("Random words never crash, and what parses prints and parses back as itself", arguments: 0..<8)
  func randomWords(seed: Int) {
    var generator = Generator(state: UInt64(seed))
    for _ in 0..<2500 {
      let text = (0..<generator.below(12)).map { _ in Self.words[generator.below(Self.words.count)] }.joined(separator: " ")
      do throws(ExpressionProblem) {
        try survives(Expression(text))
      } catch {
        #expect(error.offset >= 0 && error.offset <= text.unicodeScalars.count, "\(text)")
        #expect(error.sentence.hasSuffix("."))
      }
    }
  }

  @Test("Random trees print and parse back as themselves", arguments: 0..<8)
  func randomTrees(seed: Int) throws {
    var generator = Generator(state: UInt64(seed))
    for _ in 0..<500 {
      let text = tree(depth: 5, &generator)
      try survives(Expression(text))
    }
  }

  @Test("The deepest expressions that parse are handled on a stack of half a megabyte")
  func smallStack() async throws {
    let texts = [
      String(repeating: "(", count: 99) + "a" + String(repeating: ")", count: 99), String(repeating: "-", count: 98) + "a",
      String(repeating: "max(", count: 49) + "a" + String(repeating: ", 1)", count: 49),
      String(repeating: "1 ^ ", count: 98) + "a",
      [String](repeating: "a", count: 99).joined(separator: " + "),
    ]
    let values = await withCheckedContinuation { continuation in
      let thread = Thread {
        continuation.resume(
          returning: texts.map { text in
            guard let expression = try? Expression(text), let again = try? Expression(expression.description) else {
              return Double.nan
            }
            let same = again == expression && again.hashValue == expression.hashValue
            return same ? (try? expression.compiled(variables: ["a"])([2])) ?? .nan : .nan
          })
      }
      thread.stackSize = 512 * 1024
      thread.start()
    }
    #expect(values == [2, 2, 2, 1, 198])
  }

  private func survives(_ expression: Expression) throws(ExpressionProblem) {
    let printed = expression.description
    let again = try Expression(printed)
    #expect(again == expression, "\(expression.text) printed as \(printed)")
    #expect(again.description == printed)
    for problem in expression.check(variables: ["a", "b"]) {
      #expect(problem.offset >= 0 && problem.offset < expression.text.unicodeScalars.count, "\(expression.text)")
    }
    if let compiled = try? expression.compiled(variables: ["a", "b"]) { _ = compiled([0.5, -2]) }
  }

  /// A parenthesized or bare random formula; what it means does not matter, only that it is one.
  private func tree(depth: Int, _ generator: inout Generator) -> String {
    if depth == 0 { return ["a", "b", "1", "0.25", "pi"][generator.below(5)] }
    let (left, right) = (tree(depth: depth - 1, &generator), tree(depth: generator.below(depth), &generator))
    return switch generator.below(7) {
    case 0: "-(\(left))"
    case 1: "(not (\(left)))"
    case 2: "max(\(left), \(right))"
    case 3: "(\(left)) ^ (\(right))"
    case 4: "((\(left)) \(["<", "==", "and", "or"][generator.below(4)]) (\(right)))"
    default: "(\(left)) \(["+", "-", "*", "/"][generator.below(4)]) (\(right))"
    }
  }
}
