// exp, expm1, tanh, sigmoid of float32, in float32 arithmetic: the reductions of `Exponential.h` with shorter polynomials.
// Coefficients, here and in the file beside, are Remez polynomials with float32 coefficients. The errors given with each function are the
// largest over all 2^32 arguments against the float64 function, itself good to 1e-8 of a unit in the last place of float32.

/// (e^r - 1 - r) / r², |r| <= ln 2 / 2: error 2^-31 of e^r.
static const float EXP_32[] = {0x1p-1f, 0x1.555556p-3f, 0x1.5555p-5f, 0x1.110fc4p-7f, 0x1.6d30d8p-10f, 0x1.a2d438p-13f};
#define LN2_HI_32 0x1.62e43p-1f
#define LN2_LO_32 -0x1.05c610p-29f

/// 2^k from t = k + 1.5 * 2^23, for an integer -126 <= k <= 127.
INLINE floats power_of_two_32(floats t) { return (floats)(((narrow_words)t << 23) + ((uint32_t)127 << 23)); }

/// x 2^k for |k| <= 252, t = k + 1.5 * 2^23, rounded once: into the subnormals and past the largest number too.
INLINE floats scaled_32(floats x, floats t) {
  narrow_integers k = (narrow_integers)t - 0x4b400000, half = k >> 1;
  return x * (floats)((half + 127) << 23) * (floats)((k - half + 127) << 23);
}

/// e^x = 2^k (1 + hi + lo) with hi = r, t = k + 1.5 * 2^23; |x| < 200.
INLINE narrow_pair reduced_exponential_32(floats x, floats *t) {
  *t = FMA(x, EACH(0x1.715476p+0f), EACH(ROUNDING_32));
  floats k = *t - ROUNDING_32;
  floats whole = FMA(-k, EACH(LN2_HI_32), x);  // exact: a multiple of 2^-25 below 1/2, or x itself
  floats r = FMA(-k, EACH(LN2_LO_32), whole), error = FMA(-k, EACH(LN2_LO_32), whole - r);
  return (narrow_pair){r, FMA(r * r, polynomial(r, EXP_32, 6), error)};
}

/// e^x: within 0.66 ulp, 0.77 where the result is subnormal.
INLINE floats exp_f32(floats x) {
  floats t;
  narrow_pair p = reduced_exponential_32(clamped(x, -110, 90), &t);
  narrow_pair y = sum_ordered(EACH(1), p.hi);
  return scaled_32(y.hi + (y.lo + p.lo), t);
}

/// e^x - 1: within 0.89 ulp.
INLINE floats expm1_f32(floats x) {
  floats t;
  narrow_pair p = reduced_exponential_32(clamped(x, -20, 89), &t);
  // 2^(k - 1), so that k = 128 is finite: (e^x - 1) / 2 = (2^(k-1) - 1/2) + 2^(k-1) (hi + lo).
  floats scale = power_of_two_32(t - 1), lead = scale - 0.5f;
  floats y = FMA(scale, p.hi, lead), lost = FMA(scale, p.hi, lead - y) + ((scale - lead) - 0.5f);
  y = y + FMA(scale, p.lo, lost);
  y = y + y;
  return MAGNITUDE(x) < EACH(0x1p-25f) ? x : y;
}

/// (tanh √z / √z - 1) / z for z <= 1: error 2^-28 of tanh.
static const float TANH_32[] = {
  -0x1.555556p-2f, 0x1.11113p-3f, -0x1.ba1c2cp-5f, 0x1.661p-6f, -0x1.1f09f8p-7f, 0x1.af19d2p-9f, -0x1.00a3fp-10f, 0x1.4ad2b2p-13f,
};

/// tanh x: x + x z TANH(z) up to 1; beyond, 1 - 2 / (e^2|x| + 1): within 0.90 ulp.
INLINE floats tanh_f32(floats x) {
  floats a = MAGNITUDE(x), z = x * x;
  floats small = FMA(x, z * polynomial(z, TANH_32, 8), x);
  a = a > EACH(10) ? EACH(10) : a;
  floats t = FMA(a, EACH(2 * 0x1.715476p+0f), EACH(ROUNDING_32)), k = t - ROUNDING_32;
  floats r = FMA(-k, EACH(LN2_LO_32), FMA(-k, EACH(LN2_HI_32), a + a));
  floats p = FMA(r * r, polynomial(r, EXP_32, 6), r), scale = power_of_two_32(t);
  floats large = 1 - 2 / FMA(scale, p, scale + 1);
  return with_sign(a < EACH(1) ? small : large, x);
}

/// e^-a = 2^t (hi + lo) for a >= 0, t as `reduced_exponential_32` gives it.
INLINE narrow_pair decay_32(floats a, floats *t) {
  narrow_pair p = reduced_exponential_32(-(a > EACH(110) ? EACH(110) : a), t);
  p = sum_ordered(p.hi, p.lo);
  narrow_pair e = sum_ordered(EACH(1), p.hi);
  e.lo += p.lo;
  return e;
}

/// 1 / (1 + e^-x), small results to full relative accuracy: within 0.65 ulp, 0.77 where the result is subnormal.
INLINE floats sigmoid_f32(floats x) {
  floats t;
  narrow_integers negative = x < EACH(0);
  floats a = MAGNITUDE(x);
  narrow_pair e = decay_32(a, &t);
  // 1 + e^-|x|; below 2^-60 the size of e^-|x| does not matter.
  floats scale = power_of_two_32(t < EACH(ROUNDING_32 - 60) ? EACH(ROUNDING_32 - 60) : t);
  narrow_pair below = sum_ordered(EACH(1), scale * e.hi);
  below.lo = FMA(scale, e.lo, below.lo);
  floats above = negative ? e.hi : EACH(1), above_lo = negative ? e.lo : EACH(0);
  floats y = quotient((narrow_pair){above, above_lo}, below);
  return scaled_32(y, negative ? t : EACH(ROUNDING_32));
}
