import Testing
import Theory

@Suite("The finite-width law of ReLU and linear networks")
struct FiniteWidthTests {
  /// Per layer, summed over the binomial with SciPy's `binom.pmf`, `digamma` and `polygamma`.
  @Test(
    "Mean and variance of a ReLU layer's log factor agree with a direct sum",
    arguments: [
      (1.0, -0.577215664901533, 4.93480220054468), (2, -0.8082647250881815, 4.265248835017597),
      (10, -0.30746101069185705, 0.8667342530526035), (50, -0.051738780849766464, 0.10816813334827628),
      (100, -0.025420885622756906, 0.05193999214872533), (300, -0.008379154693386681, 0.016875424849397438),
    ])
  func reluValues(width: Double, mean: Double, variance: Double) {
    #expect(abs(FiniteWidth.reluLogMean(width) - mean) < 1e-12)
    #expect(abs(FiniteWidth.reluLogVariance(width) - variance) < 1e-12)
  }

  @Test(
    "Over L layers they add up: width, depth, mean and variance of a whole network",
    arguments: [(10.0, 20.0, -6.149, 17.33), (50, 20, -1.035, 2.163), (100, 50, -1.271, 2.597)])
  func networks(width: Double, depth: Double, mean: Double, variance: Double) {
    #expect(abs(depth * FiniteWidth.reluLogMean(width) - mean) < 6e-4)
    #expect(abs(depth * FiniteWidth.reluLogVariance(width) - variance) < 6e-3)
  }

  @Test("A wide network approaches the leading order: mean -5/(2n), variance 5/n for ReLU; -1/n and 2/n for a linear network")
  func leadingOrder() {
    let width = 4096.0
    #expect(abs(FiniteWidth.reluLogMean(width) * width + 2.5) < 0.01)
    #expect(abs(FiniteWidth.reluLogVariance(width) * width - 5) < 0.02)
    #expect(abs(FiniteWidth.linearLogMean(width) * width + 1) < 0.001)
    #expect(abs(FiniteWidth.linearLogVariance(width) * width - 2) < 0.002)
  }

  @Test("A width that is no width gives NaN", arguments: [0, -1, 2.5, .nan, .infinity])
  func notAWidth(width: Double) {
    #expect(FiniteWidth.reluLogMean(width).isNaN)
    #expect(FiniteWidth.reluLogVariance(width).isNaN)
  }
}
