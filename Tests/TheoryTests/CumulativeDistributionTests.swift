import Testing
import Theory

/// Values of SciPy 1.17: `scipy.stats.norm.cdf`, `semicircular`, `math.asin`.
@Suite struct CumulativeDistributionTests {
  @Test(
    "The arcsine",
    arguments: [
      (-1.0, -1.5707963267948966), (-0.9, -1.1197695149986342), (1e-9, 1e-9), (0, 0), (0.1, 0.1001674211615598),
      (0.4999, 0.5234833093929496), (0.5001, 0.5237142495016518), (0.75, 0.848062078981481), (0.999999, 1.5693821131146521),
    ])
  func arcsines(x: Double, y: Double) {
    #expect(abs(arcsine(x) - y) <= 4e-16 * max(1, abs(y)))
  }

  @Test("A normal distribution is 1/2 at its mean, and has SciPy's values")
  func normal() {
    #expect(CumulativeDistribution.normal(3, mean: 3, standardDeviation: 0.1) == 0.5)
    #expect(abs(CumulativeDistribution.normal(1.3, mean: 1, standardDeviation: 0.5) - 0.7257468822499265) < 1e-15)
    #expect(abs(CumulativeDistribution.normal(-2, mean: 0, standardDeviation: 1) - 0.022750131948179195) < 1e-15)
    #expect(CumulativeDistribution.normal(.infinity, mean: 0, standardDeviation: 1) == 1)
    #expect(CumulativeDistribution.normal(0, mean: 0, standardDeviation: 0).isNaN)
  }

  @Test("Distributions on an interval are 0 before it and 1 behind it; impossible ones are NaN")
  func intervals() {
    #expect([-3.0, 0, 1, 2, 9].map { CumulativeDistribution.uniform($0, low: 0, high: 2) } == [0, 0, 0.5, 1, 1])
    #expect([-3.0, 0, 2, 9].map { CumulativeDistribution.quarterCircle($0, radius: 2) } == [0, 0, 1, 1])
    // 2 P(semicircle of radius 2 ≤ x) - 1.
    #expect(abs(CumulativeDistribution.quarterCircle(1, radius: 2) - 0.6089977810442293) < 1e-15)
    #expect(CumulativeDistribution.uniform(1, low: 2, high: 2).isNaN && CumulativeDistribution.quarterCircle(1, radius: 0).isNaN)
  }
}
