#include "CReference.h"

// Enough chains to hide the latency of a multiply-add on any processor of today (4 cycles × 2 units), few enough for 16 registers.
#define CHAINS 12

// What is multiplied and where the sum goes are volatile, so that no work is done in advance or thrown away. (A chain that starts at the fixed
// point of its multiply-add, 1 · 0.999 + 0.001, would be no work at all.)
static volatile double factors[] = {0.999, 0.002}, sink;

#define PEAK(name, type, lanes)                                                              \
  static int64_t name(int64_t rounds) {                                                      \
    typedef type vector __attribute__((ext_vector_type(lanes)));                             \
    vector chain[CHAINS];                                                                    \
    for (int i = 0; i < CHAINS; i++) chain[i] = (vector)(1 + i);                             \
    const vector factor = (vector)(type)factors[0], term = (vector)(type)factors[1];         \
    for (int64_t round = 0; round < rounds; round++)                                         \
      for (int i = 0; i < CHAINS; i++) chain[i] = __builtin_elementwise_fma(chain[i], factor, term); \
    vector sum = chain[0];                                                                   \
    for (int i = 1; i < CHAINS; i++) sum += chain[i];                                        \
    double total = 0;                                                                        \
    for (int i = 0; i < lanes; i++) total += (double)sum[i];                                 \
    sink = total;                                                                            \
    return rounds * CHAINS * lanes * 2;                                                      \
  }

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f"), min_vector_width(512))), apply_to = function)
PEAK(float32_avx512, float, 16)
PEAK(float64_avx512, double, 8)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
PEAK(float32_avx2, float, 8)
PEAK(float64_avx2, double, 4)
#pragma clang attribute pop

const char *peak_vectors(void) {
  if (__builtin_cpu_supports("avx512f")) return "avx512";
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? "avx2" : "none";
}
int64_t peak_float32(int64_t rounds) {
  return *peak_vectors() == 'n' ? 0 : peak_vectors()[3] == '5' ? float32_avx512(rounds) : float32_avx2(rounds);
}
int64_t peak_float64(int64_t rounds) {
  return *peak_vectors() == 'n' ? 0 : peak_vectors()[3] == '5' ? float64_avx512(rounds) : float64_avx2(rounds);
}
#else
PEAK(float32_plain, float, 4)
PEAK(float64_plain, double, 2)
const char *peak_vectors(void) { return "neon"; }
int64_t peak_float32(int64_t rounds) { return float32_plain(rounds); }
int64_t peak_float64(int64_t rounds) { return float64_plain(rounds); }
#endif
