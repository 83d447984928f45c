import CKernels

/// The sum from left to right with Neumaier's compensation: the same bits for the same order, and an error of an ulp or two however long the
/// list. The order is the replicates'. Infinities and NaN give what a plain sum gives.
func sum(_ values: some Sequence<Double>) -> Double {
  var (total, lost, plain) = (0.0, 0.0, 0.0)
  for value in values {
    let next = total + value
    lost += abs(total) >= abs(value) ? (total - next) + value : (value - next) + total
    total = next
    plain += value
  }
  return plain.isFinite ? total + lost : plain
}

/// The kernels' logarithm and exponential, so that means on a log scale have the same bits everywhere.
func ln(_ x: Double) -> Double { ravine_scalar(RAVINE_LOG, x) }
func exponential(_ x: Double) -> Double { ravine_scalar(RAVINE_EXP, x) }

/// The natural logarithms of values that must be finite and above 0.
public func logarithms(of values: [Double]) throws(StatisticsError) -> [Double] {
  try checkFinite(values)
  let count = values.count { $0 <= 0 }
  guard count == 0 else { throw .notPositive(count: count, of: values.count) }
  return values.map(ln)
}

/// ln aᵢ - ln bᵢ, paired by replicate: the logarithms of the ratios a/b, which neither overflow nor underflow as a quotient may.
public func logRatios(_ a: [Double], to b: [Double]) throws(StatisticsError) -> [Double] {
  guard a.count == b.count else { throw .differentCounts(a.count, b.count) }
  let (above, below) = (try logarithms(of: a), try logarithms(of: b))
  return zip(above, below).map { $0 - $1 }
}

/// aᵢ - bᵢ, paired by replicate.
public func differences(_ a: [Double], minus b: [Double]) throws(StatisticsError) -> [Double] {
  guard a.count == b.count else { throw .differentCounts(a.count, b.count) }
  return zip(a, b).map { $0 - $1 }
}
