// The inverse of a small matrix. Plain loops in one order: each element is a fixed sequence of IEEE operations, the same with every
// instruction set, and the sizes are too small for blocking to pay.
#include <math.h>
#include <string.h>
#include "CKernels.h"

#pragma clang fp contract(off)

// Gauss and Jordan's elimination in place, rows exchanged so that the largest remaining element of a column is its pivot (Golub and Van Loan,
// section 3.4). A column without a pivot divides by 0: the result is not finite, as the inverse does not exist.
#define DEFINE_INVERSE(name, T, magnitude)                                        \
  static void name(size_t n, T *a) {                                              \
    size_t pivots[RAVINE_INVERSE_LIMIT];                                          \
    for (size_t k = 0; k < n; k++) {                                              \
      size_t p = k;                                                               \
      for (size_t i = k + 1; i < n; i++)                                          \
        if (magnitude(a[i * n + k]) > magnitude(a[p * n + k])) p = i;             \
      pivots[k] = p;                                                              \
      if (p != k)                                                                 \
        for (size_t j = 0; j < n; j++) {                                          \
          T swapped = a[k * n + j];                                               \
          a[k * n + j] = a[p * n + j];                                            \
          a[p * n + j] = swapped;                                                 \
        }                                                                         \
      T pivot = a[k * n + k];                                                     \
      a[k * n + k] = 1;                                                           \
      for (size_t j = 0; j < n; j++) a[k * n + j] /= pivot;                       \
      for (size_t i = 0; i < n; i++) {                                            \
        if (i == k) continue;                                                     \
        T factor = a[i * n + k];                                                  \
        a[i * n + k] = 0;                                                         \
        for (size_t j = 0; j < n; j++) a[i * n + j] -= factor * a[k * n + j];     \
      }                                                                           \
    }                                                                             \
    for (size_t k = n; k-- > 0;) {                                                \
      size_t p = pivots[k];                                                       \
      if (p == k) continue;                                                       \
      for (size_t i = 0; i < n; i++) {                                            \
        T swapped = a[i * n + k];                                                 \
        a[i * n + k] = a[i * n + p];                                              \
        a[i * n + p] = swapped;                                                   \
      }                                                                           \
    }                                                                             \
  }

DEFINE_INVERSE(inverse_float64, double, fabs)
DEFINE_INVERSE(inverse_float32, float, fabsf)

void ravine_inverse(ravine_precision precision, size_t n, const void *x, void *y) {
  if (precision == RAVINE_FLOAT64) {
    memmove(y, x, n * n * sizeof(double));
    inverse_float64(n, y);
  } else {
    memmove(y, x, n * n * sizeof(float));
    inverse_float32(n, y);
  }
}
