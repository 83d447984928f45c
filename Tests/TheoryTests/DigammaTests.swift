import Testing
import Theory

/// Values of mpmath's `psi` at 40 digits, rounded.
@Suite("Digamma and trigamma")
struct DigammaTests {
  @Test(
    "Digamma agrees with a 40-digit reference",
    arguments: [
      (1e-8, -100000000.57721564), (0.01, -100.56088545786868), (0.5, -1.9635100260214235), (1.0, -0.5772156649015329),
      (1.4, -0.06138454458511624), (1.5, 0.03648997397857652), (2.0, 0.42278433509846713), (3.25, 1.016990911068179),
      (10.0, 2.251752589066721), (25.0, 3.198742512851974), (100.0, 4.600161852738088), (1e6, 13.81551005796419),
      (1e300, 690.7755278982137), (-0.5, 0.03648997397857652), (-1.3, 2.8825405488661673), (-20.25, 6.174235633614484),
    ])
  func digammaValues(x: Double, expected: Double) {
    #expect(abs(digamma(x) - expected) <= 1e-13 * max(abs(expected), 1), "ψ(\(x)) = \(digamma(x))")
  }

  @Test(
    "Trigamma agrees with a 40-digit reference",
    arguments: [
      (1e-8, 1e16), (0.01, 10001.621213528311), (0.5, 4.93480220054468), (1.0, 1.6449340668482266), (1.5, 0.9348022005446793),
      (2.0, 0.6449340668482266), (3.25, 0.3597982903095798), (10.0, 0.10516633568168576), (25.0, 0.04081066325722558),
      (100.0, 0.010050166663333573), (1e6, 1.0000005000001667e-06), (-0.5, 8.934802200544679), (-1.3, 14.53687624413708),
      (-20.25, 19.69102535100871),
    ])
  func trigammaValues(x: Double, expected: Double) {
    #expect(abs(trigamma(x) - expected) <= 1e-13 * abs(expected), "ψ₁(\(x)) = \(trigamma(x))")
  }

  @Test("Poles and infinities have stated values")
  func poles() {
    #expect(digamma(0) == -.infinity)
    #expect(digamma(-3).isNaN)
    #expect(digamma(.infinity) == .infinity)
    #expect(digamma(.nan).isNaN)
    #expect(trigamma(0) == .infinity)
    #expect(trigamma(-3) == .infinity)
    #expect(trigamma(.infinity) == 0)
    #expect(trigamma(.nan).isNaN)
  }

  @Test("The recurrence ψ(x + 1) = ψ(x) + 1/x holds across the switch to the asymptotic series")
  func recurrence() {
    for step in 1...200 {
      let x = Double(step) / 7
      #expect(abs(digamma(x + 1) - digamma(x) - 1 / x) < 1e-13 * max(1, 1 / x))
      #expect(abs(trigamma(x) - trigamma(x + 1) - 1 / (x * x)) < 1e-13 * max(1, 1 / (x * x)))
    }
  }
}
