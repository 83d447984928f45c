// A plain implementation of every kernel: the reference that the vectorized sets must equal.
#include "CKernels.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#pragma clang fp contract(off)

static double unary(ravine_unary_operation operation, double x) {
  switch (operation) {
    case RAVINE_NEGATE: return -x;
    case RAVINE_ABS: return fabs(x);
    case RAVINE_SIGN: return x > 0 ? 1 : x < 0 ? -1 : x != x ? x : 0;
    case RAVINE_SQRT: return sqrt(x);
    case RAVINE_RECIPROCAL: return 1 / x;
    case RAVINE_SQUARE: return x * x;
    case RAVINE_RELU: return x > 0 ? x : x != x ? x : 0;
    case RAVINE_STEP: return x > 0 ? 1 : x != x ? x : 0;
    case RAVINE_EXP: return exp(x);
    case RAVINE_EXPM1: return expm1(x);
    case RAVINE_LOG: return log(x);
    case RAVINE_LOG1P: return log1p(x);
    case RAVINE_TANH: return tanh(x);
    case RAVINE_SIGMOID: return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
    case RAVINE_SOFTPLUS: return (x > 0 ? x : x != x ? x : 0) + log1p(exp(-fabs(x)));
    case RAVINE_ERF: return erf(x);
    case RAVINE_SIN: return sin(x);
    case RAVINE_COS: return cos(x);
    default: return NAN;
  }
}

static double binary(ravine_binary_operation operation, double a, double b) {
  switch (operation) {
    case RAVINE_ADD: return a + b;
    case RAVINE_SUBTRACT: return a - b;
    case RAVINE_MULTIPLY: return a * b;
    case RAVINE_DIVIDE: return a / b;
    case RAVINE_MAXIMUM: return a != a ? a : b != b ? b : a > b ? a : b;
    case RAVINE_MINIMUM: return a != a ? a : b != b ? b : a < b ? a : b;
    case RAVINE_GREATER: return a > b ? 1 : 0;
    case RAVINE_POWER: return pow(a, b);
    default: return NAN;
  }
}

#define KERNELS(T, S, FMA)                                                                                                        \
  static void unary_##S(ravine_unary_operation operation, size_t count, const T *x, T *y) {                                       \
    for (size_t i = 0; i < count; i++) y[i] = (T)unary(operation, x[i]);                                                          \
  }                                                                                                                               \
  static void binary_##S(ravine_binary_operation operation, size_t count, const T *a, size_t as, const T *b, size_t bs, T *y) {   \
    for (size_t i = 0; i < count; i++) y[i] = (T)binary(operation, a[i * as], b[i * bs]);                                         \
  }                                                                                                                               \
  static void copy_##S(size_t rank, const size_t *shape, const size_t *strides, const T *x, T **y) {                              \
    if (rank == 0) { *(*y)++ = *x; return; }                                                                                      \
    for (size_t i = 0; i < shape[0]; i++) copy_##S(rank - 1, shape + 1, strides + 1, x + i * strides[0], y);                      \
  }                                                                                                                               \
  static void sum_##S(size_t outer, size_t axis, size_t inner, const T *x, T *y) {                                                \
    for (size_t o = 0; o < outer; o++)                                                                                            \
      for (size_t j = 0; j < inner; j++) {                                                                                        \
        T lane[16] = {0};                                                                                                         \
        for (size_t i = 0; i < axis; i++) lane[i % 16] += x[(o * axis + i) * inner + j];                                          \
        for (int h = 8; h > 0; h /= 2)                                                                                            \
          for (int i = 0; i < h; i++) lane[i] += lane[i + h];                                                                     \
        y[o * inner + j] = lane[0];                                                                                               \
      }                                                                                                                           \
  }                                                                                                                               \
  static void maximum_##S(size_t outer, size_t axis, size_t inner, const T *x, T *y) {                                            \
    for (size_t o = 0; o < outer; o++)                                                                                            \
      for (size_t j = 0; j < inner; j++) {                                                                                        \
        T m = -INFINITY;                                                                                                          \
        for (size_t i = 0; i < axis; i++) m = (T)binary(RAVINE_MAXIMUM, m, x[(o * axis + i) * inner + j]);                        \
        y[o * inner + j] = m;                                                                                                     \
      }                                                                                                                           \
  }                                                                                                                               \
  static void matmul_##S(size_t m, size_t n, size_t k, const T *a, size_t ar, size_t ac, const T *b, size_t br, size_t bc, T *c) {\
    for (size_t i = 0; i < m; i++) {                                                                                              \
      for (size_t j = 0; j < n; j++) c[i * n + j] = 0;                                                                            \
      for (size_t p = 0; p < k; p++)                                                                                              \
        for (size_t j = 0; j < n; j++) c[i * n + j] = FMA(a[i * ar + p * ac], b[p * br + j * bc], c[i * n + j]);                  \
    }                                                                                                                             \
  }

KERNELS(double, f64, fma)
KERNELS(float, f32, fmaf)

void ravine_unary(ravine_precision precision, ravine_unary_operation operation, size_t count, const void *x, void *y) {
  precision == RAVINE_FLOAT64 ? unary_f64(operation, count, x, y) : unary_f32(operation, count, x, y);
}
void ravine_binary(ravine_precision precision, ravine_binary_operation operation, size_t count,
                   const void *a, size_t a_step, const void *b, size_t b_step, void *y) {
  precision == RAVINE_FLOAT64 ? binary_f64(operation, count, a, a_step, b, b_step, y)
                              : binary_f32(operation, count, a, a_step, b, b_step, y);
}
void ravine_select(ravine_precision precision, size_t count, const void *condition, const void *a, const void *b, void *y) {
  for (size_t i = 0; i < count; i++) {
    if (precision == RAVINE_FLOAT64)
      ((double *)y)[i] = ((const double *)condition)[i] > 0 ? ((const double *)a)[i] : ((const double *)b)[i];
    else
      ((float *)y)[i] = ((const float *)condition)[i] > 0 ? ((const float *)a)[i] : ((const float *)b)[i];
  }
}
void ravine_fill(ravine_precision precision, size_t count, double value, void *y) {
  for (size_t i = 0; i < count; i++) {
    if (precision == RAVINE_FLOAT64) ((double *)y)[i] = value; else ((float *)y)[i] = (float)value;
  }
}
void ravine_copy(ravine_precision precision, size_t rank, const size_t *shape, const size_t *strides, const void *x, void *y) {
  double *y64 = y;
  float *y32 = y;
  precision == RAVINE_FLOAT64 ? copy_f64(rank, shape, strides, x, &y64) : copy_f32(rank, shape, strides, x, &y32);
}
void ravine_sum(ravine_precision precision, size_t outer, size_t axis, size_t inner, const void *x, void *y) {
  precision == RAVINE_FLOAT64 ? sum_f64(outer, axis, inner, x, y) : sum_f32(outer, axis, inner, x, y);
}
void ravine_maximum_over(ravine_precision precision, size_t outer, size_t axis, size_t inner, const void *x, void *y) {
  precision == RAVINE_FLOAT64 ? maximum_f64(outer, axis, inner, x, y) : maximum_f32(outer, axis, inner, x, y);
}
void ravine_matmul(ravine_precision precision, size_t m, size_t n, size_t k,
                   const void *a, size_t a_row, size_t a_column, const void *b, size_t b_row, size_t b_column, void *c) {
  precision == RAVINE_FLOAT64 ? matmul_f64(m, n, k, a, a_row, a_column, b, b_row, b_column, c)
                              : matmul_f32(m, n, k, a, a_row, a_column, b, b_row, b_column, c);
}

static double value_at(ravine_precision precision, const void *x, size_t i) {
  return precision == RAVINE_FLOAT64 ? ((const double *)x)[i] : ((const float *)x)[i];
}
static double combine(double lane[16]) {
  for (int h = 8; h > 0; h /= 2)
    for (int i = 0; i < h; i++) lane[i] += lane[i + h];
  return lane[0];
}
double ravine_sum_of_squares(ravine_precision precision, size_t count, const void *x) {
  double lane[16] = {0};
  for (size_t i = 0; i < count; i++) {
    double v = value_at(precision, x, i);
    lane[i % 16] = fma(v, v, lane[i % 16]);
  }
  return combine(lane);
}
double ravine_sum_of_magnitudes(ravine_precision precision, size_t count, const void *x) {
  double lane[16] = {0};
  for (size_t i = 0; i < count; i++) lane[i % 16] += fabs(value_at(precision, x, i));
  return combine(lane);
}
double ravine_sum_of_values(ravine_precision precision, size_t count, const void *x) {
  double lane[16] = {0};
  for (size_t i = 0; i < count; i++) lane[i % 16] += value_at(precision, x, i);
  return combine(lane);
}
double ravine_maximum_magnitude(ravine_precision precision, size_t count, const void *x) {
  double m = 0;
  for (size_t i = 0; i < count; i++) m = binary(RAVINE_MAXIMUM, m, fabs(value_at(precision, x, i)));
  return m;
}
double ravine_norm(ravine_precision precision, size_t count, const void *x) {
  double m = ravine_maximum_magnitude(precision, count, x);
  if (m == 0 || !(m < INFINITY)) return m;
  double lane[16] = {0};
  for (size_t i = 0; i < count; i++) {
    double v = value_at(precision, x, i) / m;
    lane[i % 16] = fma(v, v, lane[i % 16]);
  }
  return m * sqrt(combine(lane));
}
size_t ravine_count_at_least(ravine_precision precision, size_t count, const void *x, double threshold) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) n += !(fabs(value_at(precision, x, i)) < threshold);
  return n;
}
size_t ravine_count_not_finite(ravine_precision precision, size_t count, const void *x) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) n += !(fabs(value_at(precision, x, i)) < INFINITY);
  return n;
}
void ravine_canonicalize(ravine_precision precision, size_t count, void *x) {
  static const uint64_t nan64 = 0x7ff8000000000000;
  static const uint32_t nan32 = 0x7fc00000;
  for (size_t i = 0; i < count; i++)
    if (value_at(precision, x, i) != value_at(precision, x, i)) {
      if (precision == RAVINE_FLOAT64) memcpy((double *)x + i, &nan64, 8); else memcpy((float *)x + i, &nan32, 4);
    }
}

void ravine_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3], k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53 * c0, p1 = (uint64_t)0xCD9E8D57 * c2;
    uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c0 = n0, c1 = (uint32_t)p1, c2 = n2, c3 = (uint32_t)p0;
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}
static void block(uint64_t key, uint64_t stream, uint64_t index, uint64_t w[2]) {
  uint32_t counter[4] = {(uint32_t)index, (uint32_t)(index >> 32), (uint32_t)stream, (uint32_t)(stream >> 32)};
  uint32_t k[2] = {(uint32_t)key, (uint32_t)(key >> 32)}, out[4];
  ravine_philox(counter, k, out);
  w[0] = (uint64_t)out[1] << 32 | out[0], w[1] = (uint64_t)out[3] << 32 | out[2];
}
static double unit(uint64_t w) { return ((double)(w >> 12) + 0.5) * 0x1p-52; }
static void put(ravine_precision precision, void *y, size_t i, double v) {
  if (precision == RAVINE_FLOAT64) ((double *)y)[i] = v; else ((float *)y)[i] = (float)v;
}
void ravine_uniform(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  for (size_t i = 0; i < count; i++) {
    uint64_t w[2];
    block(key, stream, (first + i) / 2, w);
    put(precision, y, i, unit(w[(first + i) % 2]));
  }
}
void ravine_normal(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  for (size_t i = 0; i < count; i++) {
    uint64_t w[2];
    block(key, stream, (first + i) / 2, w);
    double r = sqrt(-2 * log(unit(w[0]))), angle = 6.28318530717958647692 * unit(w[1]);
    put(precision, y, i, r * ((first + i) % 2 ? sin(angle) : cos(angle)));
  }
}
void ravine_words(uint64_t key, uint64_t stream, uint64_t first, size_t count, uint64_t *y) {
  for (size_t i = 0; i < count; i++) {
    uint64_t w[2];
    block(key, stream, (first + i) / 2, w);
    y[i] = w[(first + i) % 2];
  }
}

double ravine_scalar(ravine_unary_operation operation, double x) { return unary(operation, x); }
double ravine_power(double base, double exponent) { return pow(base, exponent); }
double ravine_fma(double a, double b, double c) { return fma(a, b, c); }

const char *ravine_instruction_set_name(size_t index) { return index == 0 ? "baseline" : NULL; }
const char *ravine_instruction_set(void) { return "baseline"; }
int ravine_use_instruction_set(const char *name) { return strcmp(name, "baseline") == 0 ? 0 : -1; }
const char *ravine_unknown_instruction_set(void) {
  const char *name = getenv("RAVINE_ISA");
  return name && strcmp(name, "baseline") ? name : NULL;
}
