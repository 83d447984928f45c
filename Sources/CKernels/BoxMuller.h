// Normal draws from 32-bit words (Box and Muller 1958): r cos 2πv, r sin 2πv, r = sqrt(-2 log u), u = (w + ½) 2^-32 and v = (a + ½) 2^-32 of
// two words w and a, natively in both precisions. Both stay within 4 ulp of the exact function of the words: the largest distance seen is
// 3.6, of 2·10^8 pairs in float64 and 2·10^9 in float32, and one float32 draw in a thousand is more than 2 away.
//
// Words are integers, so what elementary functions do first is exact here: 1 - u near 1, and the angle's quarter turns. With b = a + 2^29,
// b's top two bits count the quarter turns q, and the others are the signed rest, t - 2^29 of 0 <= t < 2^30: 2πv = q π/2 + θ, |θ| < π/4.

/// The integer in the low 52 bits as a double in [2^52, 2^53).
INLINE doubles above_2_52(words w) { return (doubles)(w | (uint64_t)0x4330000000000000); }

/// -2 log u: fdlibm's logarithm (`Logarithm.h`) of u = 2^(k - 32) (1 + f), f exact.
INLINE doubles minus_twice_log_f64(words w) {
  doubles k, u = above_2_52(w) - (0x1p52 - 0.5);
  doubles f = mantissa(u, &k) - 1, s = f / (2 + f), z = s * s, h = 0.5 * f * f;
  doubles minus_log = (h - s * FMA(z, polynomial(z, LOG, 8), h)) - f;
  return FMA(32 - k, EVERY(2 * 0x1.62e42fefa39efp-1), minus_log + minus_log);
}

/// The two draws of each lane; words in the lower halves of the lanes.
INLINE void box_muller_f64(words w, words a, doubles *first, doubles *second) {
  doubles r = SQRT(minus_twice_log_f64(w));
  words b = a + ((uint64_t)1 << 29);
  doubles rest = above_2_52((b << 1 & 0x7ffffffe) | 1) - (0x1p52 + 0x1p30);  // 2 (t - 2^29) + 1
  doubles angle = rest * (HALF_PI_1 * 0x1p-31), z = angle * angle;
  doubles s = FMA(angle * z, polynomial(z, SIN, 7), angle);
  doubles c = FMA(z * z, polynomial(z, COS, 7), FMA(z, EVERY(-0.5), EVERY(1)));
  integers odd = (b & ((uint64_t)1 << 30)) != 0;
  const words sign = (words)((uint64_t)1 << 63);
  *first = r * (doubles)((words)(odd ? s : c) ^ ((b + ((uint64_t)1 << 30)) << 32 & sign));
  *second = r * (doubles)((words)(odd ? c : s) ^ (b << 32 & sign));
}

// Remez polynomials with float32 coefficients.

/// (-2 log(1 - h / 2) - h) / h² for 0 <= h <= 1: error 2^-28.0 of the logarithm.
static const float DRAW_LOG_32[] = {
  0x1.00001ep-2f, 0x1.5542f6p-4f, 0x1.01e9dap-5f, 0x1.6830e4p-7f, 0x1.5c3b02p-7f, -0x1.2f3e5p-7f, 0x1.f88f94p-7f, -0x1.3cfcbcp-7f,
  0x1.be529ap-9f,
};
/// sin(π/2 x) / x - π/2 (rounded to float32) and (cos(π/2 x) - 1) / x² in x², |x| <= 1/2: errors 2^-28.1 of the sine, 2^-31.1 of the cosine.
static const float DRAW_SIN_32[] = {-0x1.a32ceap-25f, -0x1.4abbbap-1f, 0x1.465eeap-4f, -0x1.2da156p-8f};
static const float DRAW_COS_32[] = {-0x1.3bd3ccp+0f, 0x1.03c1bp-2f, -0x1.55b2b6p-6f, 0x1.d4f7eep-11f};

/// -2 log u = 2 k ln 2 - 2 log m, m in [½, 1], no term negative: k = 0 from u = ½ on, where 1 - u = (2^32 - 1 - w + ½) 2^-32.
INLINE floats minus_twice_log_f32(narrow_words w) {
  narrow_integers upper = (narrow_integers)w >> 31;  // -1 where u > ½
  floats x = __builtin_convertvector((narrow_integers)w ^ upper, floats) + 0.5f;
  narrow_words bits = (narrow_words)x;
  floats h = upper ? x * 0x1p-31f : 2 - (floats)((bits & 0x007fffff) | 0x3f800000);  // 2 (1 - m)
  floats k = upper ? EACH(0) : (0x1p23f + 158) - (floats)(bits >> 23 | 0x4b000000);
  return FMA(k, EACH(2 * 0x1.62e43p-1f), FMA(h * h, polynomial(h, DRAW_LOG_32, 9), h));
}

/// The two draws of each lane.
INLINE void box_muller_f32(narrow_words w, narrow_words a, floats *first, floats *second) {
  floats r = SQRT(minus_twice_log_f32(w));
  floats x = __builtin_convertvector((narrow_integers)(a << 2 | 2), floats) * 0x1p-32f, z = x * x;
  floats s = FMA(x, EACH(0x1.921fb6p+0f), x * polynomial(z, DRAW_SIN_32, 4)), c = FMA(z, polynomial(z, DRAW_COS_32, 4), EACH(1));
  narrow_words b = a + ((uint32_t)1 << 29);
  narrow_integers odd = (b & ((uint32_t)1 << 30)) != 0;
  const narrow_words sign = (narrow_words)((uint32_t)1 << 31);
  *first = r * (floats)((narrow_words)(odd ? s : c) ^ ((b + ((uint32_t)1 << 30)) & sign));
  *second = r * (floats)((narrow_words)(odd ? c : s) ^ (b & sign));
}
