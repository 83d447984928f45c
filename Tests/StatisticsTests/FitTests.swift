import Statistics
import Testing

@Suite("Lines, laws and distributions")
struct FitTests {
  /// Anscombe's first data set (1973): y = 3 + 0.5 x, residual sum of squares 13.76.
  @Test("Anscombe's line")
  func anscombe() throws {
    let line = try Line(
      x: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5], y: [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68])
    #expect(abs(line.slope - 0.5000909090909091) < 1e-13)
    #expect(abs(line.intercept - 3.0000909090909091) < 1e-12)
    #expect(abs(line.residualSumOfSquares - 13.76269) < 1e-5)
    #expect(abs(line(10) - 8.001) < 1e-3)
  }

  @Test("A line far from the origin keeps its digits, and impossible input is an error")
  func lineEdges() throws {
    let x = (0..<20).map { 1e6 + Double($0) }
    let line = try Line(x: x, y: x.map { 2 - 0.25 * $0 })
    #expect(abs(line.slope + 0.25) < 1e-12 && line.residualSumOfSquares < 1e-15)
    #expect(throws: StatisticsError.noSpread) { try Line(x: [1, 1], y: [1, 2]) }
    #expect(throws: StatisticsError.tooFew(found: 1, needed: 2)) { try Line(x: [1], y: [1]) }
    #expect(throws: StatisticsError.notFinite(count: 1, of: 2)) { try Line(x: [1, 2], y: [1, -.infinity]) }
    #expect(throws: StatisticsError.differentCounts(2, 1)) { try Line(x: [1, 2], y: [1]) }
  }

  @Test("The law that made the curves wins on every one, with the sign test's p-value", arguments: Law.allCases)
  func laws(truth: Law) throws {
    var generator = NormalGenerator(seed: 4)
    let x = (5...100).map(Double.init)
    let curves = (0..<10).map { _ in
      let noise = generator.sample(x.count, deviation: 0.01)
      return (
        x: x,
        y: zip(x, noise).map {
          truth == .power ? (1 + $1) / $0 : (1 + $1) * Double(sign: .plus, exponent: -Int($0), significand: 1)
        }
      )
    }
    let comparison = try LawComparison(curves: curves)
    #expect(comparison.isWideEnough && comparison.range == 20)
    #expect(comparison.test(of: truth).positive == 10)
    #expect(comparison.test(of: truth).pPositive == 1.0 / 1024)
    #expect(comparison.test(of: truth).pNegative == 1)
    #expect(comparison.test(of: truth == .power ? .exponential : .power).pNegative == 1.0 / 1024)
    let slopes = truth == .power ? comparison.exponents : comparison.rates
    #expect(slopes.allSatisfy { abs($0 - (truth == .power ? -1 : -0.6931471805599453)) < 0.01 })
  }

  @Test("Curves that span less than a factor of 8 cannot tell the laws apart")
  func narrow() throws {
    #expect(try !LawComparison(curves: [(x: [1, 2, 4], y: [1, 2, 3])]).isWideEnough)
    #expect(throws: StatisticsError.notPositive(count: 1, of: 3)) { try LawComparison(curves: [(x: [0, 2, 4], y: [1, 2, 3])]) }
    #expect(throws: StatisticsError.tooFew(found: 2, needed: 3)) { try LawComparison(curves: [(x: [1, 2], y: [1, 2])]) }
  }

  @Test("The sign test leaves zeros out, counts NaN against, and decides nothing of zeros alone")
  func signs() throws {
    let test = SignTest([1, 2, 3, 0, -1, .nan])
    #expect(test.positive == 3 && test.negative == 2 && test.zero == 1)
    #expect(test.pPositive == 0.5)
    #expect(SignTest([0, 0]).pPositive == 1)
    #expect(try abs(test.share(level: 0.95).estimate - 0.5) < 1e-15)
  }
}
