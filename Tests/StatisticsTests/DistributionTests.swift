import Statistics
import Testing

/// Values stand in SciPyTests.
@Suite("Distributions at the ends of their domains")
struct DistributionTests {
  @Test("Ends are exact, and what is outside a domain is NaN, never a crash")
  func ends() {
    let student = StudentT(degreesOfFreedom: 3)
    #expect(student.cdf(-.infinity) == 0 && student.upperTail(-.infinity) == 1)
    #expect(student.quantile(0) == -.infinity && student.quantile(1) == .infinity)
    #expect(Normal.quantile(0) == -.infinity && Normal.cdf(.infinity) == 1)
    for wrong in [
      student.cdf(.nan), student.quantile(1.5), student.quantile(.nan), StudentT(degreesOfFreedom: 0).cdf(1), Normal.cdf(.nan),
      Normal.quantile(-0.1), Beta(0, 1).cdf(0.5), Beta(1, 1).cdf(2), Beta(1, .nan).quantile(0.5), Beta(1, 1).quantile(-1),
      Binomial(trials: 0, probability: 0.5).atMost(0), Binomial(trials: 3, probability: 1.5).atMost(1),
      Binomial(trials: 3, probability: 0.5).atLeast(4), StudentT(degreesOfFreedom: .infinity).cdf(1),
    ] {
      #expect(wrong.isNaN)
    }
    #expect(Binomial(trials: 3, probability: 0).atMost(0) == 1)
    #expect(Binomial(trials: 3, probability: 1).atLeast(3) == 1)
  }
}
