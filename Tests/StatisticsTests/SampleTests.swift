import Statistics
import Testing

@Suite("Summaries of a sample")
struct SampleTests {
  let sample = Sample([2.1, 1.9, 2.4, 2.0, 2.6, 1.7])

  /// NumPy 2 and SciPy 1.17 of the same values.
  @Test("Mean, standard deviation, standard error, geometric mean, median and quantiles agree with NumPy")
  func values() {
    #expect(abs(sample.mean - 2.1166666666666667) < 1e-15)
    #expect(abs(sample.standardDeviation - 0.33115957885386116) < 1e-15)
    #expect(abs(sample.standardError - 0.13519533193782168) < 1e-15)
    #expect(abs(sample.geometricMean - 2.09542795606507) < 1e-14)
    #expect(abs(sample.median - 2.05) < 1e-15)
    for (p, expected) in [(0, 1.7), (0.1, 1.8), (0.25, 1.925), (0.9, 2.5), (1, 2.6)] {
      #expect(abs(sample.quantile(p) - expected) < 1e-15)
    }
    #expect(sample.minimum == 1.7 && sample.maximum == 2.6)
  }

  @Test("Equal values have exactly that mean and no spread")
  func constant() {
    let sample = Sample([Double](repeating: 0.1, count: 7))
    #expect(sample.mean == 0.1 && sample.standardDeviation == 0 && sample.geometricMean == 0.1 && sample.isConstant)
  }

  @Test("A large common offset costs no digits: the sums are compensated")
  func offset() {
    #expect(abs(Sample([1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3]).variance - 0.01) < 1e-8)
    #expect(Sample([1e100, 1, -1e100]).mean == 1.0 / 3)
  }

  @Test("A divergence stays in the sample: order statistics keep their meaning, means do not pretend")
  func divergences() {
    let diverged = Sample([1, .infinity, 2, 3, .infinity])
    #expect(diverged.median == 3 && diverged.quantile(0.25) == 2 && diverged.quantile(0.6) == .infinity)
    #expect(diverged.mean == .infinity && diverged.standardDeviation.isNaN)
    #expect(Sample([-.infinity, 0, 1]).quantile(0.25) == -.infinity)
    let unordered = Sample([1, .nan, 2])
    for summary in [unordered.mean, unordered.median, unordered.minimum, unordered.maximum, unordered.standardDeviation] {
      #expect(summary.isNaN)
    }
    let empty = Sample([])
    for summary in [empty.mean, empty.median, empty.minimum, empty.standardDeviation, empty.geometricMean] {
      #expect(summary.isNaN)
    }
    #expect(Sample([4]).mean == 4 && Sample([4]).median == 4 && Sample([4]).standardDeviation.isNaN)
  }

  @Test("The geometric mean of zeros is 0, of negatives NaN, and of tiny values does not underflow")
  func geometricMeans() {
    #expect(Sample([0, 2]).geometricMean == 0)
    #expect(Sample([-1, 2]).geometricMean.isNaN)
    #expect(abs(Sample([1e-300, 1e-200, 1e-100]).geometricMean / 1e-200 - 1) < 1e-12)
  }

  @Test("Log ratios neither overflow nor hide what has no logarithm")
  func logRatiosOfValues() throws {
    #expect(try abs(logRatios([1e-300], to: [1e300])[0] + 600 * 2.302585092994046) < 1e-10)
    #expect(throws: StatisticsError.notPositive(count: 1, of: 2)) { try logRatios([1, 0], to: [1, 1]) }
    #expect(throws: StatisticsError.notFinite(count: 1, of: 2)) { try logRatios([1, 1], to: [.nan, 1]) }
    #expect(throws: StatisticsError.differentCounts(1, 2)) { try logRatios([1], to: [1, 1]) }
  }
}
