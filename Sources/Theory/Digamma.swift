import CKernels

/// ψ(x), the digamma function, the derivative of ln Γ.
///
/// `digamma(1) = -0.5772…` (minus Euler's constant). Good to 1e-13, relative, or absolute near a zero. -∞ at 0, NaN at the negative whole
/// numbers, which are poles. Recurrence ψ(x) = ψ(x + 1) - 1/x up to x = 12, then the asymptotic series (Abramowitz & Stegun 6.3.18);
/// reflection (6.3.7) for negative x.
public func digamma(_ x: Double) -> Double {
  if x == 0 { return x.sign == .minus ? .infinity : -.infinity }
  if x < 0 {
    guard let angle = cotangentAngle(x) else { return .nan }
    return digamma(1 - x) - .pi * ravine_scalar(RAVINE_COS, angle) / ravine_scalar(RAVINE_SIN, angle)
  }
  guard x < .infinity else { return x }
  var (shifted, steps) = (x, 0.0)
  while shifted < asymptotic {
    steps += 1 / shifted
    shifted += 1
  }
  let inverse = 1 / shifted
  let series = horner(digammaSeries, inverse * inverse)
  return ravine_scalar(RAVINE_LOG, shifted) - inverse / 2 - series - steps
}

/// ψ₁(x), the trigamma function, the derivative of `digamma`: the variance of ln of a Gamma(x, 1) variable.
///
/// `trigamma(1) = π²/6`. Good to 1e-13, relative. +∞ at 0 and at the negative whole numbers.
/// Recurrence ψ₁(x) = ψ₁(x + 1) + 1/x², then the asymptotic series (Abramowitz & Stegun 6.4.12); reflection (6.4.7) for negative x.
public func trigamma(_ x: Double) -> Double {
  if x == 0 { return .infinity }
  if x < 0 {
    guard let angle = cotangentAngle(x) else { return x.isFinite ? .infinity : .nan }
    let cosecant = .pi / ravine_scalar(RAVINE_SIN, angle)
    return cosecant * cosecant - trigamma(1 - x)
  }
  guard x < .infinity else { return x.isNaN ? x : 0 }
  var (shifted, steps) = (x, 0.0)
  while shifted < asymptotic {
    steps += 1 / (shifted * shifted)
    shifted += 1
  }
  let inverse = 1 / shifted
  let square = inverse * inverse
  return inverse + square / 2 + inverse * horner(trigammaSeries, square) + steps
}

/// Where the series below are good to the last bit: their first dropped terms are 4e-18 and 4e-17 of the value there.
private let asymptotic = 12.0

/// B₂ₖ / 2k of z², z⁴, …, z = 1/x.
private let digammaSeries: [Double] = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12]

/// B₂ₖ of z², z⁴, …
private let trigammaSeries: [Double] = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6]

/// c₁ z + c₂ z² + …
private func horner(_ coefficients: [Double], _ z: Double) -> Double {
  var sum = 0.0
  for coefficient in coefficients.reversed() { sum = (sum + coefficient) * z }
  return sum
}

/// π times the distance of x from its nearest whole number, or nil at a whole number (every large double is one).
private func cotangentAngle(_ x: Double) -> Double? {
  guard x.isFinite else { return nil }
  let fraction = x - x.rounded()
  return fraction == 0 ? nil : .pi * fraction
}
