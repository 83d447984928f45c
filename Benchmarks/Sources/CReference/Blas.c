#include "CReference.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>

// cblas_?gemm(order, transA, transB, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc)
#define GEMM(name, type, whole)                                                                                      \
  typedef void (*name)(int, int, int, whole, whole, whole, type, const type *, whole, const type *, whole, type, type *, whole);
GEMM(sgemm32, float, int32_t)
GEMM(dgemm32, double, int32_t)
GEMM(sgemm64, float, int64_t)
GEMM(dgemm64, double, int64_t)

static void *single, *twice;
static bool is_wide;

bool blas_load(const char *path) {
  // The OpenBLAS that NumPy's wheels carry says in its names that its whole numbers have 64 bits.
  static const struct { const char *prefix, *suffix; bool is_wide; } spellings[] = {{"scipy_", "64_", true}, {"", "64_", true}, {"", "", false}};
  void *library = dlopen(path, RTLD_NOW);
  if (library == NULL) return false;
  for (int i = 0; i < 3; i++) {
    char names[2][64];
    snprintf(names[0], sizeof names[0], "%scblas_sgemm%s", spellings[i].prefix, spellings[i].suffix);
    snprintf(names[1], sizeof names[1], "%scblas_dgemm%s", spellings[i].prefix, spellings[i].suffix);
    single = dlsym(library, names[0]);
    twice = dlsym(library, names[1]);
    is_wide = spellings[i].is_wide;
    if (single != NULL && twice != NULL) return true;
  }
  return false;
}

enum { row_major = 101, plain = 111 };

void blas_float32(int64_t n, const float *a, const float *b, float *c) {
  if (is_wide) ((sgemm64)single)(row_major, plain, plain, n, n, n, 1, a, n, b, n, 0, c, n);
  else ((sgemm32)single)(row_major, plain, plain, (int32_t)n, (int32_t)n, (int32_t)n, 1, a, (int32_t)n, b, (int32_t)n, 0, c, (int32_t)n);
}

void blas_float64(int64_t n, const double *a, const double *b, double *c) {
  if (is_wide) ((dgemm64)twice)(row_major, plain, plain, n, n, n, 1, a, n, b, n, 0, c, n);
  else ((dgemm32)twice)(row_major, plain, plain, (int32_t)n, (int32_t)n, (int32_t)n, 1, a, (int32_t)n, b, (int32_t)n, 0, c, (int32_t)n);
}
