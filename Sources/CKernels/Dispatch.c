// The public functions: each calls the kernel of the instruction set in use. The set is chosen once, at the first call.
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include "KernelTable.h"

#pragma clang fp contract(off)

static int always(void) { return 1; }
#if defined(__x86_64__)
static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
static int has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl");
}
#endif

/// The sets of this build, worst first.
static const struct {
  const ravine_kernels *kernels;
  int (*available)(void);
} sets[] = {
  {&ravine_baseline_kernels, always},
#if defined(__x86_64__)
  {&ravine_avx2_kernels, has_avx2},
  {&ravine_avx512_kernels, has_avx512},
#endif
#if defined(__aarch64__)
  {&ravine_neon_kernels, always},
#endif
};
enum { set_count = sizeof sets / sizeof sets[0] };

static _Atomic(const ravine_kernels *) chosen;

static const ravine_kernels *set_named(const char *name) {
  for (size_t i = 0; name != NULL && i < set_count; i++)
    if (sets[i].available() && strcmp(sets[i].kernels->name, name) == 0) return sets[i].kernels;
  return NULL;
}

/// The set in use. Two threads may choose at once: they choose the same.
static const ravine_kernels *kernels(void) {
  const ravine_kernels *set = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (__builtin_expect(set != NULL, 1)) return set;
  set = set_named(getenv("RAVINE_ISA"));
  for (size_t i = set_count; set == NULL && i-- > 0;)
    if (sets[i].available()) set = sets[i].kernels;
  atomic_store_explicit(&chosen, set, memory_order_relaxed);
  return set;
}

const char *ravine_instruction_set_name(size_t index) {
  for (size_t i = 0; i < set_count; i++)
    if (sets[i].available() && index-- == 0) return sets[i].kernels->name;
  return NULL;
}
const char *ravine_instruction_set(void) { return kernels()->name; }
int ravine_use_instruction_set(const char *name) {
  const ravine_kernels *set = set_named(name);
  if (set == NULL) return -1;
  atomic_store_explicit(&chosen, set, memory_order_relaxed);
  return 0;
}
const char *ravine_unknown_instruction_set(void) {
  const char *name = getenv("RAVINE_ISA");
  return name != NULL && *name != 0 && set_named(name) == NULL ? name : NULL;
}

#define CALL(FUNCTION, ...) precision == RAVINE_FLOAT64 ? kernels()->f64.FUNCTION(__VA_ARGS__) : kernels()->f32.FUNCTION(__VA_ARGS__)

void ravine_unary(ravine_precision precision, ravine_unary_operation operation, size_t count, const void *x, void *y) {
  CALL(unary, operation, count, x, y);
}
void ravine_binary(ravine_precision precision, ravine_binary_operation operation, size_t count, const void *a, size_t a_step, const void *b,
                   size_t b_step, void *y) {
  CALL(binary, operation, count, a, a_step, b, b_step, y);
}
void ravine_select(ravine_precision precision, size_t count, const void *condition, const void *a, const void *b, void *y) {
  CALL(select, count, condition, a, b, y);
}
void ravine_run_chain(ravine_precision precision, const ravine_chain *chain, size_t first, size_t count, void *memory) {
  CALL(chain, chain, first, count, memory);
}
void ravine_fill(ravine_precision precision, size_t count, double value, void *y) {
  if (precision == RAVINE_FLOAT64) kernels()->f64.fill(count, value, y);
  else kernels()->f32.fill(count, (float)value, y);
}
void ravine_sum(ravine_precision precision, size_t outer, size_t axis, size_t inner, size_t stride, const void *x, void *y) {
  CALL(sum, outer, axis, inner, stride, x, y);
}
void ravine_maximum_over(ravine_precision precision, size_t outer, size_t axis, size_t inner, size_t stride, const void *x, void *y) {
  CALL(maximum_over, outer, axis, inner, stride, x, y);
}
void ravine_variance(ravine_precision precision, size_t outer, size_t axis, size_t inner, size_t stride, const void *x, void *y) {
  CALL(variance, outer, axis, inner, stride, x, y);
}
void ravine_softmax(ravine_precision precision, size_t rows, size_t count, const void *x, void *y) { CALL(softmax, rows, count, x, y); }
void ravine_log_softmax(ravine_precision precision, size_t rows, size_t count, const void *x, void *y) { CALL(log_softmax, rows, count, x, y); }
void ravine_log_sum_exp(ravine_precision precision, size_t rows, size_t count, const void *x, void *y) { CALL(log_sum_exp, rows, count, x, y); }
void ravine_matmul(ravine_precision precision, size_t m, size_t n, size_t k, const void *a, size_t a_row, size_t a_column, const void *b,
                   size_t b_row, size_t b_column, void *c) {
  CALL(matmul, m, n, k, a, a_row, a_column, b, b_row, b_column, c);
}
void ravine_convolve2d(ravine_precision precision, const ravine_convolution *shape, size_t examples, const void *x, const void *w, void *y) {
  CALL(convolve2d, shape, examples, x, w, y);
}
void ravine_convolve2d_input_gradient(ravine_precision precision, const ravine_convolution *shape, size_t examples, const void *dy,
                                      const void *w, void *dx) {
  CALL(convolve2d_input_gradient, shape, examples, dy, w, dx);
}
void ravine_convolve2d_weight_gradient(ravine_precision precision, const ravine_convolution *shape, size_t examples, const void *x,
                                       const void *dy, size_t first, size_t rows, void *dw) {
  CALL(convolve2d_weight_gradient, shape, examples, x, dy, first, rows, dw);
}
double ravine_sum_of_squares(ravine_precision precision, size_t count, const void *x) { return CALL(sum_of_squares, count, x); }
double ravine_sum_of_magnitudes(ravine_precision precision, size_t count, const void *x) { return CALL(sum_of_magnitudes, count, x); }
double ravine_sum_of_values(ravine_precision precision, size_t count, const void *x) { return CALL(sum_of_values, count, x); }
double ravine_dot(ravine_precision precision, size_t count, const void *x, const void *y) { return CALL(dot, count, x, y); }
double ravine_maximum_magnitude(ravine_precision precision, size_t count, const void *x) { return CALL(maximum_magnitude, count, x); }
double ravine_norm(ravine_precision precision, size_t count, const void *x) { return CALL(norm, count, x); }
double ravine_sample_variance(ravine_precision precision, size_t count, const void *x) { return CALL(sample_variance, count, x); }
size_t ravine_count_at_least(ravine_precision precision, size_t count, const void *x, double threshold) {
  return CALL(count_at_least, count, x, threshold);
}
size_t ravine_count_not_finite(ravine_precision precision, size_t count, const void *x) { return CALL(count_not_finite, count, x); }

void ravine_words(uint64_t key, uint64_t stream, uint64_t first, size_t count, uint64_t *y) { kernels()->words(key, stream, first, count, y); }
void ravine_uniform(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  kernels()->uniform(precision, key, stream, first, count, 1, 0, y);
}
void ravine_scaled_uniform(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, double scale, double offset,
                             void *y) {
  kernels()->uniform(precision, key, stream, first, count, scale, offset, y);
}
void ravine_normal(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, void *y) {
  kernels()->normal(precision, key, stream, first, count, 1, 0, y);
}
void ravine_scaled_normal(ravine_precision precision, uint64_t key, uint64_t stream, uint64_t first, size_t count, double scale, double offset,
                            void *y) {
  kernels()->normal(precision, key, stream, first, count, scale, offset, y);
}

double ravine_scalar(ravine_unary_operation operation, double x) {
  kernels()->f64.unary(operation, 1, &x, &x);
  return x;
}
double ravine_power(double base, double exponent) {
  kernels()->f64.binary(RAVINE_POWER, 1, &base, 1, &exponent, 1, &base);
  return base;
}
double ravine_fma(double a, double b, double c) { return fma(a, b, c); }
