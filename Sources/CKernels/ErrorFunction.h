// erf: x + x ERF(x²) up to 1; beyond, 1 - e^(-x²) ERFCX(t), t = (x - 3) / (x + 3); 1 from 6 on.
// ERF interpolates erf(√z) / √z - 1, ERFCX interpolates e^(x²) erfc(x) in t, at Chebyshev nodes; errors 2^-56 and 2^-60 of erf.

static const double ERF[] = {
  0x1.06eba8214db69p-3,   -0x1.812746b0379e7p-2, 0x1.ce2f21a042bdep-4,   -0x1.b82ce312889bap-6, 0x1.565bcd0e6502dp-8,
  -0x1.c02db3feeb579p-11, 0x1.f9a326c233146p-14, -0x1.f4d2561aeafd4p-17, 0x1.b9e6509b9867dp-20, -0x1.5f6d925a0bc7ap-23,
  0x1.fc4356498c2d9p-27,  -0x1.4e607b41a6416p-30, 0x1.7f072188e194dp-34, -0x1.29b9f1b3df556p-38,
};
static const double ERFCX[] = {
  0x1.6e9827d229d2dp-3,   -0x1.4e102b9cf8513p-2,  0x1.f6ff204105976p-3,   -0x1.336ffbef08b18p-3,  0x1.258b13b017934p-4,  -0x1.8fa58eb5e1d42p-6,
  0x1.17c838eec7b56p-8,   0x1.73101ea1b3803p-11,  -0x1.39084c8034bb3p-11, 0x1.7ba0ce14ddbbep-15,  0x1.0cac3a11fe28fp-14, -0x1.af7cf3e087bcfp-17,
  -0x1.0bafe44deb848p-17, 0x1.1b86fc353f5b6p-19,  0x1.4e75dccc737abp-20,  -0x1.20ffd2643b2abp-22, -0x1.b521f5e62b937p-23,
};

/// erf x: within 0.99 ulp, worst just below 1.
INLINE doubles erf_f64(doubles x) {
  doubles a = clamped(MAGNITUDE(x), 0, 6), z = a * a;
  doubles small = FMA(a, polynomial(z, ERF, 14), a);
  doubles bell = exponential_of_sum(-z, -FMA(a, a, -z));
  doubles large = FMA(-bell, polynomial((a - 3) / (a + 3), ERFCX, 17), EVERY(1));
  doubles y = a < EVERY(1) ? small : large;
  // Below 2^-1000 the product with ERF may be subnormal and lose bits: 2 / sqrt(π) - 1 is applied to a scaled x.
  doubles tiny = FMA(a * 0x1p120, EVERY(0x1.06eba8214db69p-3), a * 0x1p120) * 0x1p-120;
  return with_sign(a < EVERY(0x1p-900) ? tiny : y, x);
}
