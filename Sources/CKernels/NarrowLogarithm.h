// log, log1p, softplus, erf, sin, cos in float32 (`NarrowExponential.h` has the others). The last two need a longer significand on the way:
// they are float64 arithmetic with polynomials that are just long enough for a float32 result.

/// (log(1 + f) - f + f²/2) / f³ for sqrt(1/2) <= 1 + f < sqrt(2): error 2^-27.7 of the logarithm.
static const float LOG_32[] = {
  0x1.555554p-2f, -0x1.ffffe6p-3f, 0x1.999d2ap-3f, -0x1.556288p-3f, 0x1.23de4p-3f, -0x1.fbbf2ep-4f, 0x1.dc75e8p-4f, -0x1.ddb2cep-4f,
  0x1.2cb40ep-4f,
};
// ln 2 in two parts, the first of 15 bits: k times it is exact.
#define LN2_15_HI_32 0x1.62e4p-1f
#define LN2_15_LO_32 0x1.7f7d1cp-20f

/// x = 2^k m, m in [sqrt(1/2), sqrt(2)), for a positive, finite, normal x.
INLINE floats mantissa_32(floats x, floats *k) {
  const uint32_t root = 0x3f3504f3;  // sqrt(1/2)
  narrow_words offset = (narrow_words)x - root + ((uint32_t)128 << 23);
  *k = __builtin_convertvector((narrow_integers)(offset >> 23) - 128, floats);
  return (floats)((offset & (uint32_t)0x007fffff) + root);
}

/// k ln 2 + log(1 + f) + correction.
INLINE floats logarithm_sum_32(floats k, floats f, floats correction) {
  floats rest = f * f * FMA(f, polynomial(f, LOG_32, 9), EACH(-0.5f));
  narrow_pair lead = sum_ordered(k * LN2_15_HI_32, f);
  return lead.hi + (lead.lo + (rest + FMA(k, EACH(LN2_15_LO_32), correction)));
}

/// The values of log at the ends of its domain: y elsewhere.
INLINE floats logarithm_ends_32(floats x, floats y) {
  y = x < EACH(INFINITY) ? y : x;
  y = x == EACH(0) ? EACH(-INFINITY) : y;
  return x < EACH(0) ? EACH(NAN) : y;
}

/// log x: within 0.94 ulp.
INLINE floats log_f32(floats x) {
  narrow_integers small = x < EACH(0x1p-126f);
  floats k, m = mantissa_32(small ? x * 0x1p24f : x, &k);
  return logarithm_ends_32(x, logarithm_sum_32(small ? k - 24 : k, m - 1, EACH(0)));
}

/// log(1 + x): within 0.94 ulp.
INLINE floats log1p_f32(floats x) {
  floats k;
  narrow_pair u = sum_exact(EACH(1), x);
  floats f = mantissa_32(u.hi, &k) - 1;
  // What the rounding of 1 + x lost, in units of 2^k; above 2^100 it does not matter.
  floats back = (floats)((127 - __builtin_convertvector(k > EACH(100) ? EACH(100) : k, narrow_integers)) << 23);
  narrow_pair g = sum_ordered(f, u.lo * back);
  floats y = logarithm_sum_32(k, g.hi, FMA(-g.hi, g.lo, g.lo));
  return with_sign(logarithm_ends_32(u.hi, y), x);
}

/// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|): within 1 ulp, 0.77 where the result is subnormal.
INLINE floats softplus_f32(floats x) {
  floats t, a = MAGNITUDE(x);
  narrow_pair e = decay_32(a, &t);
  // 1 + e^-|x| = 2^k (1 + f), k = 0 or 1; below 2^-60, where its logarithm is e^-|x|, that is scaled last.
  floats scale = power_of_two_32(t < EACH(ROUNDING_32 - 60) ? EACH(ROUNDING_32 - 60) : t);
  narrow_pair u = sum_ordered(EACH(1), scale * e.hi);
  narrow_integers doubled = u.hi > EACH(0x1.6a09e6p+0f);
  floats half = doubled ? EACH(0.5f) : EACH(1), k = doubled ? EACH(1) : EACH(0);
  narrow_pair f = sum_ordered(FMA(u.hi, half, EACH(-1)), u.lo * half);
  f.lo = FMA(scale * half, e.lo, f.lo);
  floats rest = f.hi * f.hi * FMA(f.hi, polynomial(f.hi, LOG_32, 9), EACH(-0.5f)) + FMA(-f.hi, f.lo, f.lo);
  narrow_pair lead = sum_ordered(k * LN2_15_HI_32, f.hi), y = sum_exact(x < EACH(0) ? EACH(0) : x, lead.hi);
  floats sum = y.hi + (y.lo + (lead.lo + FMA(k, EACH(LN2_15_LO_32), rest)));
  sum = t < EACH(ROUNDING_32 - 60) && x < EACH(0) ? scaled_32(e.hi + e.lo, t) : sum;
  return x < EACH(INFINITY) ? sum : x;
}

/// erf √z / √z - 1 for z <= 1: error 2^-30 of erf.
static const float ERF_32[] = {
  0x1.06eba8p-3f, -0x1.812744p-2f, 0x1.ce2eap-4f, -0x1.b821e6p-6f, 0x1.55dcc6p-8f, -0x1.b99eb6p-11f, 0x1.c77348p-14f, -0x1.1fd45cp-17f,
};
/// log(1 - erf a) for 0.9 <= a <= 3.95: error 2^-30 of erf.
static const float LOG_ERFC_32[] = {
  0x1.65abb6p-13f, -0x1.212698p0f, -0x1.444b42p-1f, -0x1.bb564ep-4f, 0x1.9b195p-6f, -0x1.10a9fap-8f, 0x1.c54d2cp-12f, -0x1.5ecd7p-16f,
};

/// erf x: x + x ERF(x²) up to 0.92; beyond, 1 - e^LOG_ERFC(x); 1 from 3.95 on: within 0.99 ulp.
INLINE floats erf_f32(floats x) {
  floats t, a = MAGNITUDE(x), z = a * a;
  floats small = FMA(a, polynomial(z, ERF_32, 8), a);
  a = a > EACH(3.95f) ? EACH(3.95f) : a;
  narrow_pair p = reduced_exponential_32(polynomial(a, LOG_ERFC_32, 8), &t);
  floats scale = power_of_two_32(t);
  floats large = (1 - scale) - scale * (p.hi + p.lo);
  // Where the product with ERF is subnormal and loses bits, it is taken of a scaled x.
  floats tiny = FMA(a * 0x1p60f, EACH(0x1.06eba8p-3f), a * 0x1p60f) * 0x1p-60f;
  return with_sign(a < EACH(0.92f) ? (a < EACH(0x1p-90f) ? tiny : small) : large, x);
}

/// `function` of both halves of a register, in float64.
#define THROUGH_DOUBLES(function, v) JOINED(NARROWED(function(WIDENED(LOW_HALF(v)))), NARROWED(function(WIDENED(HIGH_HALF(v)))))

/// (sin r / r - 1) / r² and (cos r - 1) / r² in r², |r| <= π/4: errors 2^-36 and 2^-32.
static const double SIN_SHORT[] = {-0x1.55555554520b1p-3, 0x1.11110dd303c94p-7, -0x1.a01381cff59ep-13, 0x1.6db1d95f4ab54p-19};
static const double COS_SHORT[] = {-0x1.fffffffa707f3p-2, 0x1.55554c6e6cdc3p-5, -0x1.6c0dd4ebfeeb1p-10, 0x1.9a5e84dc35443p-16};

/// The sine of x + `quarters` quarter turns, for a float32 result.
INLINE doubles sine_short(doubles x, int64_t quarters) {
  doubles t = FMA(x, EVERY(0x1.45f306dc9c883p-1), EVERY(ROUNDING)), q = t - ROUNDING;
  integers quadrant = (integers)t;
  doubles r = FMA(-q, EVERY(HALF_PI_2), FMA(-q, EVERY(HALF_PI_1), x));  // the inner one is exact
  if (any_huge_angle(x)) r = reduced_angle(x, &quadrant).hi;
  quadrant += quarters;
  doubles z = r * r, sine = FMA(r * z, polynomial(z, SIN_SHORT, 4), r), cosine = FMA(z, polynomial(z, COS_SHORT, 4), EVERY(1));
  doubles y = (quadrant & 1) != 0 ? cosine : sine;
  return (doubles)((words)y ^ (((words)quadrant & 2) << 62));
}
INLINE doubles sin_short(doubles x) { return sine_short(x, 0); }
INLINE doubles cos_short(doubles x) { return sine_short(x, 1); }

/// sin x: within 0.51 ulp for every finite x.
INLINE floats sin_f32(floats x) {
  floats y = THROUGH_DOUBLES(sin_short, x);
  return MAGNITUDE(x) < EACH(0x1p-13f) ? x : y;
}

/// cos x: within 0.51 ulp for every finite x.
INLINE floats cos_f32(floats x) { return THROUGH_DOUBLES(cos_short, x); }
