import CStatistics

// Swift faces of CStatistics: parameters outside their domain give NaN. `upperTail` is P(X > x), accurate where 1 - cdf would cancel.

/// Student's t distribution.
public struct StudentT: Sendable, Hashable {
  public var degreesOfFreedom: Double

  public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  public func cdf(_ t: Double) -> Double { ravine_student_cdf(t, degreesOfFreedom) }
  public func upperTail(_ t: Double) -> Double { ravine_student_upper(t, degreesOfFreedom) }
  public func quantile(_ p: Double) -> Double { ravine_student_quantile(p, degreesOfFreedom) }
}

/// The standard normal distribution.
public enum Normal {
  public static func cdf(_ z: Double) -> Double { ravine_normal_cdf(z) }
  public static func upperTail(_ z: Double) -> Double { ravine_normal_upper(z) }
  public static func quantile(_ p: Double) -> Double { ravine_normal_quantile(p) }
}

/// The beta distribution on [0, 1].
public struct Beta: Sendable, Hashable {
  public var a: Double
  public var b: Double

  public init(_ a: Double, _ b: Double) { (self.a, self.b) = (a, b) }

  public func cdf(_ x: Double) -> Double { ravine_beta_cdf(x, a, b) }
  public func upperTail(_ x: Double) -> Double { ravine_beta_upper(x, a, b) }
  public func quantile(_ p: Double) -> Double { ravine_beta_quantile(p, a, b) }
  public func upperQuantile(_ q: Double) -> Double { ravine_beta_upper_quantile(q, a, b) }
}

/// The number of successes in independent trials.
public struct Binomial: Sendable, Hashable {
  public var trials: Int
  public var probability: Double

  public init(trials: Int, probability: Double) { (self.trials, self.probability) = (trials, probability) }

  /// P(K ≤ k).
  public func atMost(_ k: Int) -> Double { ravine_binomial_at_most(Double(k), Double(trials), probability) }
  /// P(K ≥ k), k included.
  public func atLeast(_ k: Int) -> Double { ravine_binomial_at_least(Double(k), Double(trials), probability) }
}
