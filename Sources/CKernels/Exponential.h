// exp, expm1, tanh, sigmoid: x = k ln 2 + r, |r| <= ln 2 / 2, e^r - 1 = r + r² EXP(r).
// EXP interpolates (e^r - 1 - r) / r² at Chebyshev nodes, relative error of e^r - 1 below 2^-60.
// What is added to the leading term is carried as a pair, so that one rounding remains. The errors given with each function, here and in the
// files beside, are the largest of 6 million random arguments against the C library's 64-bit significands; the tests assert slightly more.

static const double EXP[] = {
  0x1.0000000000000p-1,  0x1.5555555555557p-3,  0x1.5555555555556p-5,  0x1.11111111100dfp-7,  0x1.6c16c16c162d6p-10, 0x1.a01a01abe63a9p-13,
  0x1.a01a01a6d787dp-16, 0x1.71de02372dd4ep-19, 0x1.27e4db679d0c0p-22, 0x1.af4dddd8d7f8cp-26, 0x1.1f72fca335d17p-29,
};
#define LOG2_E 0x1.71547652b82fep+0
#define LN2_HI 0x1.62e42fefa39efp-1
#define LN2_LO 0x1.abc9e3b39803fp-56

/// 2^k for an integer -1022 <= k <= 1023.
INLINE doubles power_of_two(doubles k) { return (doubles)(((words)(k + ROUNDING) << 52) + ((uint64_t)1023 << 52)); }

/// x 2^k for |k| <= 2044, rounded once: into the subnormals and past the largest number too.
INLINE doubles scaled(doubles x, doubles k) {
  doubles half = FMA(k, EVERY(0.5), EVERY(ROUNDING)) - ROUNDING;
  return x * power_of_two(half) * power_of_two(k - half);
}

/// e^(x + tail) = 2^k (1 + hi + lo) with hi = r; |x| < 2000, |tail| < ulp(x).
INLINE pair reduced_exponential(doubles x, doubles tail, doubles *k) {
  *k = FMA(x, EVERY(LOG2_E), EVERY(ROUNDING)) - ROUNDING;
  doubles whole = FMA(-*k, EVERY(LN2_HI), x);  // exact: a multiple of 2^-54 below 1/2, or x itself
  doubles rest = FMA(*k, EVERY(LN2_LO), -tail);
  doubles r = whole - rest, error = (whole - r) - rest;
  return (pair){r, FMA(r * r, polynomial(r, EXP, 11), FMA(error, r, error))};
}

/// e^(x + tail) rounded once; |tail| < ulp(x).
INLINE doubles exponential_of_sum(doubles x, doubles tail) {
  doubles k;
  pair p = reduced_exponential(clamped(x, -1000, 1000), tail, &k);
  pair y = sum_ordered(EVERY(1), p.hi);
  return scaled(y.hi + (y.lo + p.lo), k);
}

/// e^x: within 0.60 ulp, 0.76 where the result is subnormal.
INLINE doubles exp_f64(doubles x) { return exponential_of_sum(x, EVERY(0)); }

/// e^x as a pair for -1000 <= x <= 0.
INLINE pair exponential_pair(doubles x) {
  doubles k;
  pair p = reduced_exponential(x, EVERY(0), &k);
  pair y = sum_ordered(EVERY(1), p.hi);
  y = sum_ordered(y.hi, y.lo + p.lo);
  return (pair){scaled(y.hi, k), scaled(y.lo, k)};
}

/// (e^x - 1) / 2 as a pair, for -1000 <= x <= 710; the half keeps 2^k finite.
INLINE pair half_exponential_minus_one(doubles x) {
  doubles k;
  pair p = reduced_exponential(x, EVERY(0), &k);
  p = sum_ordered(p.hi, p.lo);
  doubles scale = power_of_two(k - 1), lead = scale - 0.5;
  pair y = sum_ordered(lead, scale * p.hi);
  doubles lost = (scale - lead) - 0.5;  // of the 1 in 2^k - 1, beyond k = 53
  return sum_ordered(y.hi, y.lo + FMA(scale, p.lo, lost));
}

/// e^x - 1: within 0.89 ulp.
INLINE doubles expm1_f64(doubles x) {
  pair half = half_exponential_minus_one(clamped(x, -100, 710));
  doubles y = half.hi + half.hi;
  return MAGNITUDE(x) < EVERY(0x1p-54) ? x : y;
}

/// tanh x = (e^2|x| - 1) / (e^2|x| + 1) with the sign of x; 1 beyond 20: within 0.74 ulp.
INLINE doubles tanh_f64(doubles x) {
  doubles a = MAGNITUDE(x);
  pair half = half_exponential_minus_one(2 * clamped(a, 0, 20));
  pair below = sum_exact(half.hi, EVERY(1));
  below.lo += half.lo;
  doubles y = with_sign(quotient(half, below), x);
  return a < EVERY(0x1p-28) ? x : y;
}

/// 1 / (1 + e^-x), small results to full relative accuracy: within 0.58 ulp, 0.77 where the result is subnormal.
INLINE doubles sigmoid_f64(doubles x) {
  pair e = exponential_pair(clamped(-MAGNITUDE(x), -1000, 0));
  pair below = sum_ordered(EVERY(1), e.hi);
  below.lo += e.lo;
  pair above = {x < EVERY(0) ? e.hi : EVERY(1), x < EVERY(0) ? e.lo : EVERY(0)};
  return quotient(above, below);
}
