// The kernels of one instruction set as a table of functions; `Dispatch.c` chooses one. Private to this module.
#pragma once
#include "CKernels.h"

/// The kernels that exist once per precision.
#define RAVINE_PRECISION_KERNELS(REAL)                                                                                              \
  void (*unary)(ravine_unary_operation, size_t, const REAL *, REAL *);                                                              \
  void (*binary)(ravine_binary_operation, size_t, const REAL *, size_t, const REAL *, size_t, REAL *);                              \
  void (*select)(size_t, const REAL *, const REAL *, const REAL *, REAL *);                                                         \
  void (*chain)(const ravine_chain *, size_t, size_t, char *);                                                                      \
  void (*fill)(size_t, REAL, REAL *);                                                                                               \
  void (*sum)(size_t, size_t, size_t, size_t, const REAL *, REAL *);                                                                \
  void (*maximum_over)(size_t, size_t, size_t, size_t, const REAL *, REAL *);                                                       \
  void (*variance)(size_t, size_t, size_t, size_t, const REAL *, REAL *);                                                           \
  void (*softmax)(size_t, size_t, const REAL *, REAL *);                                                                            \
  void (*log_softmax)(size_t, size_t, const REAL *, REAL *);                                                                        \
  void (*log_sum_exp)(size_t, size_t, const REAL *, REAL *);                                                                        \
  void (*matmul)(size_t, size_t, size_t, const REAL *, size_t, size_t, const REAL *, size_t, size_t, REAL *);                       \
  double (*sum_of_squares)(size_t, const REAL *);                                                                                   \
  double (*sum_of_magnitudes)(size_t, const REAL *);                                                                                \
  double (*sum_of_values)(size_t, const REAL *);                                                                                    \
  double (*dot)(size_t, const REAL *, const REAL *);                                                                                \
  double (*maximum_magnitude)(size_t, const REAL *);                                                                                \
  double (*norm)(size_t, const REAL *);                                                                                             \
  double (*sample_variance)(size_t, const REAL *);                                                                                  \
  size_t (*count_at_least)(size_t, const REAL *, double);                                                                           \
  size_t (*count_not_finite)(size_t, const REAL *);                                                                                 \
  void (*convolve2d)(const ravine_convolution *, size_t, const REAL *, const REAL *, REAL *);                                       \
  void (*convolve2d_input_gradient)(const ravine_convolution *, size_t, const REAL *, const REAL *, REAL *);                        \
  void (*convolve2d_weight_gradient)(const ravine_convolution *, size_t, const REAL *, const REAL *, size_t, size_t, REAL *);

typedef struct ravine_float64_kernels { RAVINE_PRECISION_KERNELS(double) } ravine_float64_kernels;
typedef struct ravine_float32_kernels { RAVINE_PRECISION_KERNELS(float) } ravine_float32_kernels;

typedef struct ravine_kernels {
  const char *name;
  ravine_float64_kernels f64;
  ravine_float32_kernels f32;
  void (*words)(uint64_t, uint64_t, uint64_t, size_t, uint64_t *);
  void (*uniform)(ravine_precision, uint64_t, uint64_t, uint64_t, size_t, double, double, void *);
  void (*normal)(ravine_precision, uint64_t, uint64_t, uint64_t, size_t, double, double, void *);
} ravine_kernels;

extern const ravine_kernels ravine_baseline_kernels, ravine_avx2_kernels, ravine_avx512_kernels, ravine_neon_kernels;

/// At least `bytes` of this thread's own memory, aligned to 64 bytes, good until the next call; kept between calls.
void *ravine_scratch(size_t bytes);
