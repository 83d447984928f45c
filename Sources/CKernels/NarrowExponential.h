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

/// tanh (c + h) = c0 + c1 h + … + c6 h^6 on 16 intervals: the centers c, then c0, …, c6, from the eighth interval around to the seventh.
/// Each center is one whose tanh lies within 2^-9 ulp of a float32 number (Gal 1986), which is c0; the others are Sollya's fpminimax.
/// In the first interval, where |x| < 1/8, the series is that of tanh x - x, so that small arguments are their own results.
static const _Alignas(64) float TANH_32[8][16] = {
  {0x1.a00972p+0f, 0x1.0ffd26p+1f, 0x1.4fff6p+1f, 0x1.9004b2p+1f, 0x1.f0001cp+1f, 0x1.3803e4p+2f, 0x1.77f754p+2f, 0x1.b7d828p+2f,
   0x1.0a2b4p+3f, 0, 0x1.51c9fap-3f, 0x1.402112p-2f, 0x1.0003c8p-1f, 0x1.7ffe16p-1f, 0x1.ffffd2p-1f, 0x1.3ffebcp+0f},
  {0x1.d9c9b2p-1f, 0x1.f198acp-1f, 0x1.faa786p-1f, 0x1.fe071p-1f, 0x1.ff8f22p-1f, 0x1.fff0bap-1f, 0x1.fffdeep-1f, 0x1.ffffb8p-1f,
   0x1.fffffcp-1f, 0, 0x1.4ec246p-3f, 0x1.361794p-2f, 0x1.d93b3p-2f, 0x1.45311ap-1f, 0x1.85ef98p-1f, 0x1.b25186p-1f},
  {0x1.264a1p-3f, 0x1.c66ec4p-5f, 0x1.54554ep-6f, 0x1.f7f704p-8f, 0x1.c3489cp-10f, 0x1.e8bb66p-13f, 0x1.0901p-15f, 0x1.2001a6p-18f,
   0x1.005784p-22f, 0, 0x1.f25204p-1f, 0x1.d10c5cp-1f, 0x1.92a688p-1f, 0x1.317526p-1f, 0x1.ae0dfcp-2f, 0x1.1f277cp-2f},
  {-0x1.105358p-3f, -0x1.b9a602p-5f, -0x1.50c7a2p-6f, -0x1.f605d6p-8f, -0x1.c2e48cp-10f, -0x1.e8ad4p-13f, -0x1.08ffaep-15f, -0x1.2038ep-18f,
   -0x1.ffac4ap-23f, 0, -0x1.45d086p-3f, -0x1.19a7f4p-2f, -0x1.742964p-2f, -0x1.84044cp-2f, -0x1.4786e2p-2f, -0x1.e72c64p-3f},
  {0x1.33d9c2p-4f, 0x1.15c178p-5f, 0x1.b7a05p-7f, 0x1.4c1718p-8f, 0x1.2bc616p-10f, 0x1.455d66p-13f, 0x1.60effap-16f, 0x1.7fe468p-19f,
   0x1.4f98ecp-23f, -0x1.5554d8p-2f, -0x1.3196dcp-2f, -0x1.c17572p-3f, -0x1.81cd68p-4f, 0x1.56655p-5f, 0x1.a85c1ap-4f, 0x1.bba4a6p-4f},
  {-0x1.9d40d8p-6f, -0x1.eaeae4p-7f, -0x1.a510eap-8f, -0x1.46fc8ep-9f, -0x1.2ac968p-11f, -0x1.4534p-14f, -0x1.60f5aep-17f, -0x1.779862p-20f,
   -0x1.568b04p-24f, -0x1.c5f9c2p-14f, 0x1.a0d4dap-4f, 0x1.4429fep-3f, 0x1.513f22p-3f, 0x1.98972cp-4f, 0x1.c62d1p-6f, -0x1.9c395ep-7f},
  {0x1.2fbb3ap-10f, 0x1.23f2a6p-8f, 0x1.35247ep-9f, 0x1.fe89ecp-11f, 0x1.ee55fcp-13f, 0x1.0f1114p-15f, 0x1.269334p-18f, 0x1.3ba4b4p-21f,
   0x1.3f972ap-25f, 0x1.157cc2p-3f, 0x1.b4082ap-4f, 0x1.64f7f4p-5f, -0x1.b05fb6p-6f, -0x1.036c96p-4f, -0x1.7aad7ep-5f, -0x1.3b80b6p-6f},
  {0x1.15499ep-8f, -0x1.168524p-11f, -0x1.4d38acp-11f, -0x1.3c01f2p-12f, -0x1.43d20ap-14f, -0x1.68be2ap-17f, -0x1.87a51ap-20f,
   -0x1.22ba18p-22f, -0x1.7cef34p-27f, -0x1.26d5cep-6f, -0x1.22e6ecp-4f, -0x1.87cf66p-4f, -0x1.9b54fp-5f, -0x1.2460acp-10f, 0x1.2e39f6p-6f,
   0x1.e75984p-7f},
};

/// tanh x: within 0.67 ulp, monotone, odd, never beyond 1.
INLINE floats tanh_f32(floats x) {
  floats a = MAGNITUDE(x);
  a = a > EACH(9.25f) ? EACH(9.25f) : a;  // where tanh rounds to 1; NaN stays
  // 5/8 <= y < 10: the low bits of its exponent and the first two of its significand number intervals as wide as 1/8, 1/4, 1/2, 1 and 2.
  floats y = a + 0.625f;
  narrow_words interval = (narrow_words)y >> 21;
  floats h = a - looked_up(TANH_32[0], interval), p = looked_up(TANH_32[7], interval);  // the difference is exact
  _Pragma("clang loop unroll(full)") for (int i = 6; i >= 2; i--) p = FMA(p, h, looked_up(TANH_32[i], interval));
  return with_sign(FMA(p, h, looked_up_from(y, 0.75f, a, TANH_32[1], interval)), x);
}

/// e^-a = 2^t (hi + lo) for a >= 0, t as `reduced_exponential_32` gives it.
INLINE narrow_pair decay_32(floats a, floats *t) {
  narrow_pair p = reduced_exponential_32(-(a > EACH(110) ? EACH(110) : a), t);
  p = sum_ordered(p.hi, p.lo);
  narrow_pair e = sum_ordered(EACH(1), p.hi);
  e.lo += p.lo;
  return e;
}

/// Entry j is 2^(64 + j/16) less j 2^19 in its bits, so that adding m 2^19 to those of entry m mod 16 makes 2^(64 + m/16), m negative too;
/// and what its rounding left out, relative to it.
static const _Alignas(64) float ROOTS_32[16] = {
  0x1p+64f, 0x1.fb5586p+63f, 0x1.f72b84p+63f, 0x1.f387a6p+63f, 0x1.f06fep+63f, 0x1.edea64p+63f, 0x1.ebfdaep+63f, 0x1.eab07ep+63f,
  0x1.ea09e6p+63f, 0x1.ea1148p+63f, 0x1.eace54p+63f, 0x1.ec4918p+63f, 0x1.ee89fap+63f, 0x1.f199bep+63f, 0x1.f5818ep+63f, 0x1.fa4afap+63f,
};
static const _Alignas(64) float ROOTS_LEFT_32[16] = {
  0, 0x1.8d96d4p-25f, -0x1.9c0c22p-27f, 0x1.964904p-25f, 0x1.125p-25f, 0x1.370be4p-25f, -0x1.0a355p-25f, -0x1.00d8acp-27f,
  0x1.26055cp-26f, -0x1.05cb44p-25f, 0x1.67a1cap-28f, 0x1.a3b5e4p-28f, -0x1.f9c304p-27f, -0x1.6961b4p-28f, -0x1.a5217cp-28f,
  0x1.61428ep-28f,
};

/// 1 / (1 + e^-x), small results to full relative accuracy: within 0.62 ulp, 0.77 where the result is subnormal.
INLINE floats sigmoid_f32(floats x) {
  narrow_integers negative = x < EACH(0);
  floats a = MAGNITUDE(x);
  a = a > EACH(110) ? EACH(110) : a;
  // e^-a = 2^(m/16) e^-r, |r| <= ln 2 / 32, m in the last bits of t; e^-r - 1 = r (-1 + …), error 2^-29.
  floats t = FMA(a, EACH(-16 * 0x1.715476p+0f), EACH(ROUNDING_32)), m = t - ROUNDING_32;
  floats r = FMA(m, EACH(LN2_LO_32 / 16), FMA(m, EACH(LN2_HI_32 / 16), a)) - looked_up(ROOTS_LEFT_32, (narrow_words)t);
  floats p = r * FMA(r, FMA(r, EACH(-0x1.555762p-3f), EACH(0x1.0001ecp-1f)), EACH(-1));
  // hi + lo = 2^64 e^-a, of which no part is subnormal; |lo| < hi / 45.
  floats hi = (floats)((narrow_words)looked_up(ROOTS_32, (narrow_words)t) + ((narrow_words)t << 19)), lo = hi * p;
  floats below = FMA(lo, EACH(0x1p-64f), FMA(hi, EACH(0x1p-64f), EACH(1)));
  floats below_lo = FMA(lo, EACH(0x1p-64f), FMA(hi, EACH(0x1p-64f), 1 - below));
  narrow_pair above = {negative ? hi : EACH(0x1p64f), negative ? lo : EACH(0)};
  return quotient(above, (narrow_pair){below, below_lo}) * 0x1p-64f;
}
