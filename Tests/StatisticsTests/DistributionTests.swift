import Statistics
import Testing

/// Values of SciPy 1.17: `scipy.stats.t`, `norm`, `binom`, `scipy.special.betainc`, `betaincinv`, to every digit of a float64.
@Suite("Distributions agree with SciPy to 1e-10")
struct DistributionTests {
  private func agree(_ found: Double, _ expected: Double) -> Bool { abs(found - expected) <= 1e-10 * abs(expected) }

  @Test(
    "Student's t, its lower tail and its mirrored upper tail",
    arguments: [
      (-12.0, 3.0, 0.0006225079003946681), (-6.3138, 1, 0.04999962232166987), (-4, 31, 0.00018265252678232165),
      (-2.5, 7.5, 0.019410129136812764), (-0.3, 2, 0.3962428304200888), (0, 5, 0.5), (0.7, 4, 0.7387499172032749),
      (1.96, 1000, 0.9748634075221256), (-40, 31, 1.5090709622210297e-28),
    ])
  func studentTails(t: Double, degrees: Double, p: Double) {
    let student = StudentT(degreesOfFreedom: degrees)
    #expect(agree(student.cdf(t), p))
    #expect(agree(student.upperTail(-t), p))
  }

  @Test(
    "Quantiles of Student's t",
    arguments: [
      (0.025, 1.0, -12.706204736174705), (0.05, 4, -2.131846786326651), (0.0008333333333333334, 31, -3.443507240679073),
      (0.975, 31, 2.039513446396408), (0.995, 9, 3.249835541592126), (1e-10, 23, -10.727340234109477),
      (0.2, 2.5, -1.0101638747222506),
    ])
  func studentQuantiles(p: Double, degrees: Double, t: Double) {
    #expect(agree(StudentT(degreesOfFreedom: degrees).quantile(p), t))
  }

  @Test(
    "The normal distribution's tails",
    arguments: [
      (-20.0, 2.7536241186061556e-89), (-8, 6.22096057427174e-16), (-3.144, 0.0008332771986115926), (-1.96, 0.024997895148220435),
      (-0.1, 0.460172162722971), (0, 0.5), (1, 0.8413447460685429), (6, 0.9999999990134123),
    ])
  func normalTails(z: Double, p: Double) {
    #expect(agree(Normal.cdf(z), p))
    #expect(agree(Normal.upperTail(-z), p))
  }

  @Test(
    "Quantiles of the normal distribution",
    arguments: [
      (1e-15, -7.941345326170998), (0.0008333333333333334, -3.1439802870690796), (0.025, -1.9599639845400545),
      (0.3, -0.5244005127080409), (0.975, 1.959963984540054), (0.999, 3.090232306167813),
    ])
  func normalQuantiles(p: Double, z: Double) {
    #expect(agree(Normal.quantile(p), z))
  }

  @Test(
    "The beta distribution",
    arguments: [
      (0.1, 2.0, 3.0, 0.0523), (0.5, 16, 17, 0.5699749670457095), (0.9, 0.5, 0.5, 0.7951672353008665),
      (0.01, 1, 300, 0.9509591059287141), (0.3, 5, 32, 0.9928896504561107),
    ])
  func beta(x: Double, a: Double, b: Double, p: Double) {
    #expect(agree(Beta(a, b).cdf(x), p))
    #expect(abs(Beta(a, b).upperTail(x) - (1 - p)) < 1e-14)
  }

  @Test(
    "Quantiles of the beta distribution, from either tail",
    arguments: [
      (0.025, 5.0, 28.0, 0.05275056440213409), (0.975, 6, 27, 0.3278787656820417), (0.025, 1, 32, 0.0007908685979525573),
      (0.5, 0.5, 3, 0.07903276707617297), (1e-6, 10, 10, 0.08614319020886935),
    ])
  func betaQuantiles(p: Double, a: Double, b: Double, x: Double) {
    #expect(agree(Beta(a, b).quantile(p), x))
    #expect(agree(1 - Beta(b, a).upperQuantile(p), x))
  }

  @Test(
    "The binomial distribution, at most k successes",
    arguments: [
      (0, 32, 0.5, 2.3283064365386963e-10), (5, 32, 0.5, 5.653710104525089e-05), (20, 32, 0.5, 0.9449079174082726),
      (3, 100, 0.01, 0.9816259635553504), (900, 1000, 0.95, 8.410251084877745e-11), (7, 7, 0.3, 1),
    ])
  func binomialAtMost(k: Int, trials: Int, p: Double, expected: Double) {
    #expect(agree(Binomial(trials: trials, probability: p).atMost(k), expected))
  }

  @Test(
    "The binomial distribution, at least k successes, k included",
    arguments: [
      (32, 32, 0.5, 2.3283064365386963e-10), (27, 32, 0.5, 5.653710104525089e-05), (1, 32, 0.01, 0.2750196640421464),
      (9, 10, 0.3, 0.00014368589999999996), (0, 5, 0.2, 1),
    ])
  func binomialAtLeast(k: Int, trials: Int, p: Double, expected: Double) {
    #expect(agree(Binomial(trials: trials, probability: p).atLeast(k), expected))
  }

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
