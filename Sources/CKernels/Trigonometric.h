// sin, cos: x = q π/2 + r, |r| about π/4 at most, r a pair. Up to 2^45 by Cody and Waite's subtraction of q times π/2 in three parts, which
// the fused multiply-add makes exact where it must be; beyond, by Payne and Hanek's (1983) product with the bits of 2/π, lane by lane.
// SIN and COS interpolate (sin r / r - 1) / r² and (cos r - 1 + r²/2) / r⁴ in r² up to 0.66, errors 2^-57 r and 2^-59.

static const double SIN[] = {
  -0x1.5555555555555p-3,  0x1.111111111110fp-7,  -0x1.a01a01a019674p-13, 0x1.71de3a540d8b5p-19,
  -0x1.ae645387860c7p-26, 0x1.612114756d179p-33, -0x1.aadb1eefe9a6fp-41,
};
static const double COS[] = {
  0x1.5555555555555p-5,  -0x1.6c16c16c16c16p-10, 0x1.a01a01a019bd0p-16, -0x1.27e4fb76ede6dp-22,
  0x1.1eed8dada7f62p-29, -0x1.93945b3b62d09p-37, 0x1.ab4259bcbb4fcp-45,
};
#define HALF_PI_1 0x1.921fb54442d18p+0
#define HALF_PI_2 0x1.1a62633145c07p-54
#define HALF_PI_3 -0x1.f1976b7ed8fbcp-110

/// 2^-64 · 2/π: its first 1344 bits.
static const uint64_t TWO_OVER_PI[] = {
  0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c,
  0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f,
  0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
};

/// Payne–Hanek reduction of a finite |x| >= 2^45: the quadrant (0 … 3) and r = hi + lo.
static int reduce_huge(double x, double *hi, double *lo) {
  uint64_t bits;
  memcpy(&bits, &x, 8);
  int exponent = (int)(bits >> 52 & 2047) - 1075;  // |x| = significand 2^exponent
  uint64_t significand = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  // The bits of 2/π that give whole turns are skipped; of the 192 that follow, the product modulo 2^192 starts with the two quadrant bits.
  int skipped = exponent + 62, word = skipped / 64, shift = skipped % 64;
  uint64_t w[3];
  for (int i = 0; i < 3; i++)
    w[i] = shift ? TWO_OVER_PI[word + i] << shift | TWO_OVER_PI[word + i + 1] >> (64 - shift) : TWO_OVER_PI[word + i];
  unsigned __int128 low = (unsigned __int128)significand * w[2];
  unsigned __int128 middle = (unsigned __int128)significand * w[1] + (uint64_t)(low >> 64);
  uint64_t high = significand * w[0] + (uint64_t)(middle >> 64);
  int quadrant = (int)(high >> 62);
  unsigned __int128 fraction = (unsigned __int128)(high << 2 | (uint64_t)middle >> 62) << 64 | ((uint64_t)middle << 2 | (uint64_t)low >> 62);
  // To [-1/2, 1/2): above a half, the next quadrant and the complement.
  int negative = (int)(fraction >> 127);
  if (negative) quadrant++, fraction = -fraction;
  int zeros = (uint64_t)(fraction >> 64) ? __builtin_clzll((uint64_t)(fraction >> 64)) : 63;
  fraction <<= zeros;
  uint64_t first = (uint64_t)(fraction >> 75), second = (uint64_t)(fraction >> 22) & 0x001fffffffffffff;
  uint64_t scale_bits = (uint64_t)(1023 - zeros) << 52;
  double scale;
  memcpy(&scale, &scale_bits, 8);
  double f = (double)first * 0x1p-53 * scale, g = (double)second * 0x1p-106 * scale;
  double h = f * HALF_PI_1, l = __builtin_fma(f, HALF_PI_1, -h) + __builtin_fma(f, HALF_PI_2, g * HALF_PI_1);
  double sign = (negative != 0) != (x < 0) ? -1 : 1;
  *hi = sign * (h + l);
  *lo = sign * ((h - (h + l)) + l);
  return (x < 0 ? -quadrant : quadrant) & 3;
}

/// Whether a lane is beyond the subtraction's reach.
INLINE int any_huge_angle(doubles x) {
  integers huge = MAGNITUDE(x) > EVERY(0x1p45);
  int64_t any = 0;
  for (int i = 0; i < WIDE; i++) any |= huge[i];
  return __builtin_expect(any != 0, 0);
}

/// x = q π/2 + r; the low two bits of `quadrant` are q's.
INLINE pair reduced_angle(doubles x, integers *quadrant) {
  doubles t = FMA(x, EVERY(0x1.45f306dc9c883p-1), EVERY(ROUNDING)), q = t - ROUNDING;
  *quadrant = (integers)t;
  doubles whole = FMA(-q, EVERY(HALF_PI_1), x);  // exact: a multiple of π/2's last bit, below 1
  pair part = product_exact(q, EVERY(HALF_PI_2));
  pair r = sum_exact(whole, -part.hi);
  r.lo -= FMA(q, EVERY(HALF_PI_3), part.lo);
  r = sum_ordered(r.hi, r.lo);
  if (any_huge_angle(x))
    for (int i = 0; i < WIDE; i++)
      if (__builtin_fabs(x[i]) > 0x1p45) {
        double hi = x[i] - x[i], lo = hi;  // NaN for an infinity
        if (hi == 0) (*quadrant)[i] = reduce_huge(x[i], &hi, &lo);
        r.hi[i] = hi, r.lo[i] = lo;
      }
  return r;
}

/// sin r, |r| <= about π/4.
INLINE doubles sine_of_reduced(pair r) {
  doubles z = r.hi * r.hi;
  doubles rest = FMA(r.hi * z, polynomial(z, SIN, 7), FMA(r.lo * z, EVERY(-0.5), r.lo));
  return r.hi + rest;
}

/// cos r, |r| <= about π/4.
INLINE doubles cosine_of_reduced(pair r) {
  doubles g = 0.5 * r.hi, z = r.hi * r.hi, h = 0.5 * z;
  pair lead = sum_ordered(EVERY(1), -h);
  doubles rest = FMA(z * z, polynomial(z, COS, 7), -(FMA(g, r.hi, -h) + r.hi * r.lo));
  return lead.hi + (lead.lo + rest);
}

/// The sine at `quadrant` quarter turns + r; a cosine is a sine one quadrant on.
INLINE doubles sine_in_quadrant(pair r, integers quadrant) {
  doubles y = (quadrant & 1) != 0 ? cosine_of_reduced(r) : sine_of_reduced(r);
  return (doubles)((words)y ^ (((words)quadrant & 2) << 62));
}

/// sin x: within 0.74 ulp for every finite x.
INLINE doubles sin_f64(doubles x) {
  integers quadrant;
  pair r = reduced_angle(x, &quadrant);
  doubles y = sine_in_quadrant(r, quadrant);
  return MAGNITUDE(x) < EVERY(0x1p-28) ? x : y;
}

/// cos x: within 0.74 ulp for every finite x.
INLINE doubles cos_f64(doubles x) {
  integers quadrant;
  pair r = reduced_angle(x, &quadrant);
  return sine_in_quadrant(r, quadrant + 1);
}
