// The vectors of one instruction set. Included by `Set.h` inside an `attribute push` of the set's target, after VECTOR_BYTES is defined;
// everything here and in the files that follow is static, so that each set's translation unit holds its own copy of the same source.
#include <math.h>
#include <stdint.h>
#include <string.h>

#define WIDE (VECTOR_BYTES / 8)    // doubles in a register
#define NARROW (VECTOR_BYTES / 4)  // floats in a register
#define INLINE static inline __attribute__((always_inline))

typedef double doubles __attribute__((ext_vector_type(WIDE)));
typedef int64_t integers __attribute__((ext_vector_type(WIDE)));
typedef uint64_t words __attribute__((ext_vector_type(WIDE)));
typedef float floats __attribute__((ext_vector_type(NARROW)));
typedef float half_floats __attribute__((ext_vector_type(WIDE)));  // the floats that widen to `doubles`
typedef int32_t narrow_integers __attribute__((ext_vector_type(NARROW)));

// Never `a * b + c`: contraction is off, so that a fused operation is always written.
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define SQRT(a) __builtin_elementwise_sqrt(a)
#define MAGNITUDE(a) __builtin_elementwise_abs(a)
#define EVERY(value) ((doubles)(value))

INLINE doubles load_doubles(const double *p) { doubles v; memcpy(&v, p, sizeof v); return v; }
INLINE floats load_floats(const float *p) { floats v; memcpy(&v, p, sizeof v); return v; }
INLINE doubles load_widened(const float *p) {
  half_floats v;
  memcpy(&v, p, sizeof v);
  return __builtin_convertvector(v, doubles);
}
INLINE void store_doubles(double *p, doubles v) { memcpy(p, &v, sizeof v); }
INLINE void store_floats(float *p, floats v) { memcpy(p, &v, sizeof v); }
INLINE void store_narrowed(float *p, doubles v) {
  half_floats n = __builtin_convertvector(v, half_floats);
  memcpy(p, &n, sizeof n);
}

/// |x| with the sign of `sign`.
INLINE doubles with_sign(doubles x, doubles sign) {
  const integers bit = (integers)INT64_MIN;
  return (doubles)(((integers)x & ~bit) | ((integers)sign & bit));
}

/// c[0] + x c[1] + … + x^(count - 1) c[count - 1], Horner's rule; `count` is a constant, so that the loop unrolls.
INLINE doubles polynomial(doubles x, const double *c, int count) {
  doubles y = EVERY(c[count - 1]);
#pragma clang loop unroll(full)
  for (int i = count - 2; i >= 0; i--) y = FMA(y, x, EVERY(c[i]));
  return y;
}

/// A value and its rounding error: hi + lo, |lo| at most about half an ulp of hi.
typedef struct pair { doubles hi, lo; } pair;

/// a + b exactly, when |a| >= |b| or a = 0 (Dekker 1971).
INLINE pair sum_ordered(doubles a, doubles b) {
  doubles s = a + b;
  return (pair){s, (a - s) + b};
}

/// a + b exactly (Knuth).
INLINE pair sum_exact(doubles a, doubles b) {
  doubles s = a + b, t = s - a;
  return (pair){s, (a - (s - t)) + (b - t)};
}

/// a b exactly.
INLINE pair product_exact(doubles a, doubles b) {
  doubles p = a * b;
  return (pair){p, FMA(a, b, -p)};
}

/// a / b rounded once, but for a few hundredths of an ulp: the quotient and its residual. b is finite and not subnormal.
INLINE doubles quotient(pair a, pair b) {
  doubles inverse = 1.0 / b.hi, q = a.hi * inverse;
  doubles residual = FMA(-q, b.hi, a.hi) + FMA(-q, b.lo, a.lo);
  return FMA(residual, inverse, q);
}

// Adding 1.5 * 2^52 rounds |x| < 2^51 to an integer, to nearest even, and leaves it in the low bits.
#define ROUNDING 0x1.8p52
