// log, log1p, softplus: x = 2^k m, m in [sqrt(1/2), sqrt(2)), f = m - 1, s = f / (2 + f),
// log(1 + f) = f - f²/2 + s (f²/2 + s² LOG(s²)), as in fdlibm (Sun Microsystems 1993), with f²/2 and the sum with k ln 2 carried as pairs.
// LOG interpolates (2 atanh(s) / s - 2) / s² at Chebyshev nodes, relative error of the logarithm below 2^-59.

static const double LOG[] = {
  0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476ccbp-2, 0x1.c71c7201592a1p-3,
  0x1.745cf9048617ap-3, 0x1.3b1c355c3560fp-3, 0x1.0fbe95aaf31a8p-3, 0x1.0c039e172b8dfp-3,
};
// ln 2 in two parts, the first of 42 bits: k times it is exact.
#define LN2_42_HI 0x1.62e42fefa3800p-1
#define LN2_42_LO 0x1.ef35793c76730p-45

/// x = 2^k m for a positive, finite, normal x.
INLINE doubles mantissa(doubles x, doubles *k) {
  const uint64_t root = 0x3fe6a09e667f3bcd;  // sqrt(1/2)
  words offset = (words)x - root + ((uint64_t)1024 << 52);
  *k = (doubles)((offset >> 52) | (uint64_t)0x4330000000000000) - (0x1p52 + 1024);
  return (doubles)((offset & (uint64_t)0x000fffffffffffff) + root);
}

/// k ln 2 + log(1 + f) + correction.
INLINE pair logarithm_pair(doubles k, doubles f, doubles correction) {
  doubles s = f / (2 + f), z = s * s, g = 0.5 * f, h = g * f;
  pair lead = sum_ordered(f, -h);
  lead.lo -= FMA(g, f, -h);
  doubles rest = FMA(s, FMA(z, polynomial(z, LOG, 8), h), correction);
  pair y = sum_ordered(k * LN2_42_HI, lead.hi);
  y.lo += lead.lo + FMA(k, EVERY(LN2_42_LO), rest);
  return y;
}

/// The values of log at the ends of its domain: y elsewhere.
INLINE doubles logarithm_ends(doubles x, doubles y) {
  y = x < EVERY((double)INFINITY) ? y : x;
  y = x == EVERY(0) ? EVERY(-(double)INFINITY) : y;
  return x < EVERY(0) ? EVERY((double)NAN) : y;
}

/// log x: within 0.65 ulp.
INLINE doubles log_f64(doubles x) {
  doubles k, subnormal = x < EVERY(0x1p-1022) ? EVERY(54) : EVERY(0);
  doubles m = mantissa(x < EVERY(0x1p-1022) ? x * 0x1p54 : x, &k);
  pair y = logarithm_pair(k - subnormal, m - 1, EVERY(0));
  return logarithm_ends(x, y.hi + y.lo);
}

/// log(1 + x + tail) as a pair, for x > -1; x - x²/2 where 1 + x would keep little of x.
INLINE pair logarithm_one_plus_pair(doubles x, doubles tail) {
  doubles k;
  pair u = sum_exact(EVERY(1), x);
  doubles m = mantissa(u.hi, &k);
  pair y = logarithm_pair(k, m - 1, (u.lo + tail) / u.hi);
  integers small = MAGNITUDE(x) < EVERY(0x1p-30);
  return (pair){small ? x : y.hi, small ? FMA(x * -0.5, x, tail) : y.lo};
}

/// log(1 + x): within 0.63 ulp.
INLINE doubles log1p_f64(doubles x) {
  pair p = logarithm_one_plus_pair(x, EVERY(0));
  return with_sign(logarithm_ends(1 + x, p.hi + p.lo), x);
}

/// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|): within 0.65 ulp, 0.77 where the result is subnormal.
INLINE doubles softplus_f64(doubles x) {
  pair e = exponential_pair(clamped(-MAGNITUDE(x), -1000, 0));
  pair p = logarithm_one_plus_pair(e.hi, e.lo);
  pair y = sum_exact(x < EVERY(0) ? EVERY(0) : x, p.hi);
  return x < EVERY((double)INFINITY) ? y.hi + (y.lo + p.lo) : x;
}
