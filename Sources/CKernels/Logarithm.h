// log, log1p, softplus, power: x = 2^k m, m in [sqrt(1/2), sqrt(2)), f = m - 1, s = f / (2 + f),
// log(1 + f) = f - f²/2 + s (f²/2 + s² LOG(s²)), as in fdlibm (Sun Microsystems 1993), with f²/2 and the sum with k ln 2 carried as pairs.
// LOG interpolates (2 atanh(s) / s - 2) / s² at Chebyshev nodes, relative error of the logarithm below 2^-59.

static const double LOG[] = {
  0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476ccbp-2, 0x1.c71c7201592a1p-3,
  0x1.745cf9048617ap-3, 0x1.3b1c355c3560fp-3, 0x1.0fbe95aaf31a8p-3, 0x1.0c039e172b8dfp-3,
};
/// (2 atanh(s) / s - 2 - 2 s² / 3) / s⁴ in s²: error 2^-65 of the logarithm.
static const double LOG_TAIL[] = {
  0x1.999999999999ap-2, 0x1.2492492492521p-2, 0x1.c71c71c6eaa8cp-3, 0x1.745d177a8f30dp-3,
  0x1.3b1395d4f2df4p-3, 0x1.1118c749a1ccap-3, 0x1.df7ce956c7572p-4, 0x1.e02d1cc03596ep-4,
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
INLINE doubles logarithm(doubles x) {
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
INLINE doubles logarithm_one_plus(doubles x) {
  pair p = logarithm_one_plus_pair(x, EVERY(0));
  return with_sign(logarithm_ends(1 + x, p.hi + p.lo), x);
}

/// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|): within 0.65 ulp, 0.77 where the result is subnormal.
INLINE doubles soft_plus(doubles x) {
  pair e = exponential_pair(clamped(-MAGNITUDE(x), -1000, 0));
  pair p = logarithm_one_plus_pair(e.hi, e.lo);
  pair y = sum_exact(x < EVERY(0) ? EVERY(0) : x, p.hi);
  return x < EVERY((double)INFINITY) ? y.hi + (y.lo + p.lo) : x;
}

/// base^exponent = e^(exponent log base), the logarithm as a pair good to about 2^-65: within 0.60 ulp, 0.76 where the result
/// is subnormal; C's pow for the special values.
INLINE doubles power(doubles base, doubles exponent) {
  doubles k, a = MAGNITUDE(base), subnormal = a < EVERY(0x1p-1022) ? EVERY(54) : EVERY(0);
  doubles f = mantissa(a < EVERY(0x1p-1022) ? a * 0x1p54 : a, &k) - 1;
  k -= subnormal;

  // s = f / (2 + f), s², s³ as pairs.
  pair d = sum_ordered(EVERY(2), f), s, z, c;
  s.hi = f / d.hi;
  s.lo = FMA(-s.hi, d.lo, FMA(-s.hi, d.hi, f)) / d.hi;
  z = product_exact(s.hi, s.hi);
  z.lo = FMA(2 * s.hi, s.lo, z.lo);
  c = product_exact(s.hi, z.hi);
  c.lo += FMA(s.hi, z.lo, s.lo * z.hi);
  // 2/3 s³ as a pair, and what follows it.
  pair third = product_exact(c.hi, EVERY(0x1.5555555555555p-1));
  third.lo += FMA(c.hi, EVERY(0x1.5555555555555p-55), c.lo * 0x1.5555555555555p-1);
  doubles rest = c.hi * z.hi * polynomial(z.hi, LOG_TAIL, 8);
  // log |base| = k ln 2 + 2 s + 2/3 s³ + …
  pair log = sum_ordered(k * LN2_42_HI, 2 * s.hi);
  pair more = sum_exact(log.hi, third.hi);
  log.lo += more.lo + (third.lo + FMA(k, EVERY(LN2_42_LO), rest + 2 * s.lo));
  log = sum_ordered(more.hi, log.lo);

  pair product = product_exact(exponent, log.hi);
  product.lo = FMA(exponent, log.lo, product.lo);
  doubles large = MAGNITUDE(product.hi);
  doubles y = exponential_of_sum(product.hi, large < EVERY(1000) ? product.lo : EVERY(0));

  // Ends of |base|: 0 and infinity, whatever the exponent's size; then an infinite exponent; then the sign; then 1.
  const doubles infinity = EVERY((double)INFINITY);
  doubles extreme = (a == EVERY(0)) == (exponent < EVERY(0)) ? infinity : EVERY(0);
  y = a == EVERY(0) || a == infinity ? extreme : y;
  doubles limit = (a > EVERY(1)) == (exponent > EVERY(0)) ? infinity : EVERY(0);
  y = MAGNITUDE(exponent) == infinity ? (a == EVERY(1) ? EVERY(1) : limit) : y;
  // An exponent of 2^53 or more is even; below, adding 2^52 rounds to an integer, and halving that tells the parity.
  doubles e = MAGNITUDE(exponent), small = e < EVERY(0x1p53) ? e : EVERY(0);
  doubles rounded = small < EVERY(0x1p52) ? (small + 0x1p52) - 0x1p52 : small;
  doubles half = 0.5 * rounded;
  doubles half_rounded = (half + 0x1p52) - 0x1p52;
  integers whole = rounded == small, odd = whole & (half_rounded != half);
  y = (doubles)((integers)y ^ ((integers)base & odd & (integers)INT64_MIN));
  integers invalid = (base < EVERY(0)) & ~whole & (a < infinity) & (e < infinity);
  y = invalid ? EVERY((double)NAN) : y;
  y = base != base || exponent != exponent ? base + exponent : y;
  return exponent == EVERY(0) || base == EVERY(1) ? EVERY(1) : y;
}
