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
typedef uint32_t narrow_words __attribute__((ext_vector_type(NARROW)));

// Never `a * b + c`: contraction is off, so that a fused operation is always written.
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define SQRT(a) __builtin_elementwise_sqrt(a)
#define MAGNITUDE(a) __builtin_elementwise_abs(a)
#define EVERY(value) ((doubles)(value))
#define EACH(value) ((floats)(float)(value))

// What is written once for registers of doubles and of floats.
#define BOTH static inline __attribute__((always_inline, overloadable))

// The floats of a register in two halves that widen to doubles, and back.
#if VECTOR_BYTES == 64
#define LOW_HALF(v) __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7)
#define HIGH_HALF(v) __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15)
#define JOINED(low, high) __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#elif VECTOR_BYTES == 32
#define LOW_HALF(v) __builtin_shufflevector(v, v, 0, 1, 2, 3)
#define HIGH_HALF(v) __builtin_shufflevector(v, v, 4, 5, 6, 7)
#define JOINED(low, high) __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7)
#else
#define LOW_HALF(v) __builtin_shufflevector(v, v, 0, 1)
#define HIGH_HALF(v) __builtin_shufflevector(v, v, 2, 3)
#define JOINED(low, high) __builtin_shufflevector(low, high, 0, 1, 2, 3)
#endif

#define WIDENED(half) __builtin_convertvector(half, doubles)
#define NARROWED(v) __builtin_convertvector(v, half_floats)

INLINE void store_narrowed(float *p, doubles v) {
  half_floats n = NARROWED(v);
  memcpy(p, &n, sizeof n);
}

/// A value and its rounding error: hi + lo, |lo| at most about half an ulp of hi.
typedef struct pair { doubles hi, lo; } pair;
typedef struct narrow_pair { floats hi, lo; } narrow_pair;

#define FOR_BOTH(VECTOR, SCALAR, BITS, PAIR)                                                                        \
  /** |x| with the sign of `sign`. */                                                                               \
  BOTH VECTOR with_sign(VECTOR x, VECTOR sign) {                                                                    \
    const BITS bit = (BITS)(VECTOR)(SCALAR)-0.0;                                                                    \
    return (VECTOR)(((BITS)x & ~bit) | ((BITS)sign & bit));                                                         \
  }                                                                                                                 \
  /** x where it lies between the limits, else the nearer limit; NaN stays. */                                      \
  BOTH VECTOR clamped(VECTOR x, SCALAR low, SCALAR high) {                                                          \
    x = x > (VECTOR)high ? (VECTOR)high : x;                                                                        \
    return x < (VECTOR)low ? (VECTOR)low : x;                                                                       \
  }                                                                                                                 \
  /** c[0] + x c[1] + … + x^(count - 1) c[count - 1], Horner's rule; `count` is a constant, so that the loop unrolls. */ \
  BOTH VECTOR polynomial(VECTOR x, const SCALAR *c, int count) {                                                    \
    VECTOR y = (VECTOR)c[count - 1];                                                                                \
    _Pragma("clang loop unroll(full)") for (int i = count - 2; i >= 0; i--) y = FMA(y, x, (VECTOR)c[i]);            \
    return y;                                                                                                       \
  }                                                                                                                 \
  /** a + b exactly, when |a| >= |b| or a = 0 (Dekker 1971). */                                                     \
  BOTH PAIR sum_ordered(VECTOR a, VECTOR b) {                                                                       \
    VECTOR s = a + b;                                                                                               \
    return (PAIR){s, (a - s) + b};                                                                                  \
  }                                                                                                                 \
  /** a + b exactly (Knuth). */                                                                                     \
  BOTH PAIR sum_exact(VECTOR a, VECTOR b) {                                                                         \
    VECTOR s = a + b, t = s - a;                                                                                    \
    return (PAIR){s, (a - (s - t)) + (b - t)};                                                                      \
  }                                                                                                                 \
  /** a b exactly. */                                                                                               \
  BOTH PAIR product_exact(VECTOR a, VECTOR b) {                                                                     \
    VECTOR p = a * b;                                                                                               \
    return (PAIR){p, FMA(a, b, -p)};                                                                                \
  }                                                                                                                 \
  /** a / b rounded once, but for a few hundredths of an ulp: the quotient and its residual. b is finite and not subnormal. */ \
  BOTH VECTOR quotient(PAIR a, PAIR b) {                                                                            \
    VECTOR inverse = (SCALAR)1 / b.hi, q = a.hi * inverse;                                                          \
    VECTOR residual = FMA(-q, b.hi, a.hi) + FMA(-q, b.lo, a.lo);                                                    \
    return FMA(residual, inverse, q);                                                                               \
  }
FOR_BOTH(doubles, double, integers, pair)
FOR_BOTH(floats, float, narrow_integers, narrow_pair)
#undef FOR_BOTH

// Adding 1.5 * 2^52 rounds |x| < 2^51 to an integer, to nearest even, and leaves it in the low bits.
#define ROUNDING 0x1.8p52
#define ROUNDING_32 0x1.8p23f  // the same of float32: |x| < 2^22

/// The elements of a table of 16 that the low four bits of each lane's index number.
INLINE floats looked_up(const float *table, narrow_words index) {
#if VECTOR_BYTES == 64
  return (floats)_mm512_permutexvar_ps((__m512i)index, _mm512_load_ps(table));
#elif VECTOR_BYTES == 32
  __m256i i = (__m256i)index;
  __m256 first = _mm256_permutevar8x32_ps(_mm256_load_ps(table), i), second = _mm256_permutevar8x32_ps(_mm256_load_ps(table + 8), i);
  return (floats)_mm256_blendv_ps(first, second, (__m256)(index << 28));
#else
  floats y;
  for (int lane = 0; lane < NARROW; lane++) y[lane] = table[index[lane] & 15];
  return y;
#endif
}

/// The same, but `below` in the lanes where y < least.
INLINE floats looked_up_from(floats y, float least, floats below, const float *table, narrow_words index) {
#if VECTOR_BYTES == 64
  // The choice is the lookup's own: one instruction less than a blend.
  __mmask16 is_not_less = _mm512_cmp_ps_mask((__m512)y, _mm512_set1_ps(least), _CMP_NLT_UQ);
  return (floats)_mm512_mask_permutexvar_ps((__m512)below, is_not_less, (__m512i)index, _mm512_load_ps(table));
#else
  return y < EACH(least) ? below : looked_up(table, index);
#endif
}
