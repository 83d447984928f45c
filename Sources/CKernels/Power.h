// base^exponent = e^(exponent log base), with C's pow for the special values.

#define POWER_ENDS(VECTOR, SCALAR, BITS, WHOLE)                                                                       \
  /** The special values: those of base and exponent over y = |base|^exponent, its sign included. */                  \
  BOTH VECTOR power_ends(VECTOR base, VECTOR exponent, VECTOR y) {                                                    \
    const VECTOR zero = (VECTOR)(SCALAR)0, one = (VECTOR)(SCALAR)1, infinity = (VECTOR)(SCALAR)INFINITY;              \
    const VECTOR a = MAGNITUDE(base), e = MAGNITUDE(exponent);                                                        \
    /* Ends of |base|: 0 and infinity, whatever the exponent's size; then an infinite exponent; then the sign; then 1. */ \
    VECTOR extreme = (a == zero) == (exponent < zero) ? infinity : zero;                                              \
    y = a == zero || a == infinity ? extreme : y;                                                                     \
    VECTOR limit = (a > one) == (exponent > zero) ? infinity : zero;                                                  \
    y = e == infinity ? (a == one ? one : limit) : y;                                                                 \
    /* An exponent of 2 WHOLE or more is even; below, adding WHOLE rounds to an integer, and halving that tells the parity. */ \
    VECTOR small = e < (VECTOR)(2 * WHOLE) ? e : zero;                                                                \
    VECTOR rounded = small < (VECTOR)WHOLE ? (small + WHOLE) - WHOLE : small;                                         \
    VECTOR half = (SCALAR)0.5 * rounded, half_rounded = (half + WHOLE) - WHOLE;                                       \
    BITS whole = rounded == small, odd = whole & (half_rounded != half);                                              \
    y = (VECTOR)((BITS)y ^ ((BITS)base & odd & (BITS)(VECTOR)(SCALAR)-0.0));                                          \
    BITS invalid = (base < zero) & ~whole & (a < infinity) & (e < infinity);                                          \
    y = invalid ? (VECTOR)(SCALAR)NAN : y;                                                                            \
    y = base != base || exponent != exponent ? base + exponent : y;                                                   \
    return exponent == zero || base == one ? one : y;                                                                 \
  }
POWER_ENDS(doubles, double, integers, 0x1p52)
POWER_ENDS(floats, float, narrow_integers, 0x1p23f)
#undef POWER_ENDS

/// (2 atanh(s) / s - 2 - 2 s² / 3) / s⁴ in s²: error 2^-65 of the logarithm.
static const double LOG_TAIL[] = {
  0x1.999999999999ap-2, 0x1.2492492492521p-2, 0x1.c71c71c6eaa8cp-3, 0x1.745d177a8f30dp-3,
  0x1.3b1395d4f2df4p-3, 0x1.1118c749a1ccap-3, 0x1.df7ce956c7572p-4, 0x1.e02d1cc03596ep-4,
};

/// base^exponent, the logarithm as a pair good to about 2^-65: within 0.60 ulp, 0.76 where the result is subnormal.
INLINE doubles power_f64(doubles base, doubles exponent) {
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
  return power_ends(base, exponent, y);
}

/// (log(1 + f) - f + f²/2) / f³, as LOG_32 in `NarrowLogarithm.h`: error 2^-38 of the logarithm.
static const double LOG_SHORT[] = {
  0x1.555555551a17p-2,   -0x1.000000031e1bcp-2, 0x1.99999adde7046p-3,  -0x1.5555506f47b5ep-3, 0x1.2491b5fb0e01cp-3,
  -0x1.0000cce0b2a34p-3, 0x1.c74e33ef7b798p-4,  -0x1.9999b2c466a71p-4, 0x1.708d405bb513ep-4,  -0x1.518f9f41aae44p-4,
  0x1.5c0ef4257940ep-4,  -0x1.60f2439045768p-4, 0x1.877ec2f350af5p-5,
};
/// (e^r - 1 - r) / r²: error 2^-32 of e^r.
static const double EXP_SHORT[] = {
  0x1.0000000bc2b44p-1, 0x1.55555574b28c5p-3, 0x1.5554e7d39318cp-5, 0x1.1110aa5095371p-7, 0x1.6d44cb690e978p-10, 0x1.a17ffc8117cbep-13,
};

/// base^exponent for a float32 result, away from the special values.
INLINE doubles power_short(doubles base, doubles exponent) {
  doubles k, f = mantissa(base, &k) - 1;
  doubles log = FMA(k, EVERY(LN2_HI), FMA(f * f, FMA(f, polynomial(f, LOG_SHORT, 13), EVERY(-0.5)), f));
  doubles x = clamped(exponent * log, -200, 200);
  doubles t = FMA(x, EVERY(LOG2_E), EVERY(ROUNDING));
  doubles r = FMA(-(t - ROUNDING), EVERY(LN2_HI), x);
  doubles y = FMA(r * r, polynomial(r, EXP_SHORT, 6), r) + 1;
  return y * (doubles)(((words)t << 52) + ((uint64_t)1023 << 52));
}

/// base^exponent in float32, by float64 arithmetic that is just long enough for it: within 0.51 ulp over 120 million random arguments.
INLINE floats power_f32(floats base, floats exponent) {
  floats a = MAGNITUDE(base);
  half_floats low = NARROWED(power_short(WIDENED(LOW_HALF(a)), WIDENED(LOW_HALF(exponent))));
  half_floats high = NARROWED(power_short(WIDENED(HIGH_HALF(a)), WIDENED(HIGH_HALF(exponent))));
  return power_ends(base, exponent, JOINED(low, high));
}
