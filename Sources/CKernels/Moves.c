// What moves or marks values, with no arithmetic but the scattering's sums, and Philox one block at a time: no instruction set can change these.
#include <math.h>
#include <string.h>
#include "KernelTable.h"

/// The axes of a copy after merging: an axis of length 1 is dropped, and neighbors that one stride walks through become one.
typedef struct walk { size_t rank, shape[8], strides[8]; } walk;

static walk merged(size_t rank, const size_t *shape, const size_t *strides) {
  walk w = {0};
  for (size_t i = 0; i < rank; i++) {
    if (shape[i] == 1) continue;
    size_t last = w.rank - 1;
    if (w.rank > 0 && w.strides[last] == strides[i] * shape[i]) {
      w.shape[last] *= shape[i], w.strides[last] = strides[i];
    } else {
      w.shape[w.rank] = shape[i], w.strides[w.rank] = strides[i], w.rank++;
    }
  }
  return w;
}

// The last two axes go in blocks, so that a transpose reads and writes whole cache lines.
#define COPY(REAL)                                                                                                                  \
  static void copy_row_##REAL(size_t count, size_t stride, const REAL *x, REAL *y) {                                                \
    if (stride == 1) memcpy(y, x, count * sizeof(REAL));                                                                            \
    else if (stride == 0) for (size_t j = 0; j < count; j++) y[j] = *x;                                                             \
    else for (size_t j = 0; j < count; j++) y[j] = x[j * stride];                                                                   \
  }                                                                                                                                 \
  static REAL *copy_##REAL(size_t rank, const size_t *shape, const size_t *strides, const REAL *x, REAL *y) {                       \
    if (rank == 0) { *y = *x; return y + 1; }                                                                                       \
    if (rank == 1) { copy_row_##REAL(shape[0], strides[0], x, y); return y + shape[0]; }                                            \
    if (rank > 2) {                                                                                                                 \
      for (size_t i = 0; i < shape[0]; i++) y = copy_##REAL(rank - 1, shape + 1, strides + 1, x + i * strides[0], y);               \
      return y;                                                                                                                     \
    }                                                                                                                               \
    size_t rows = shape[0], columns = shape[1];                                                                                     \
    if (strides[1] <= 1) {                                                                                                          \
      for (size_t i = 0; i < rows; i++) copy_row_##REAL(columns, strides[1], x + i * strides[0], y + i * columns);                  \
      return y + rows * columns;                                                                                                    \
    }                                                                                                                               \
    for (size_t left = 0; left < columns; left += 16) {                                                                             \
      size_t some = columns - left < 16 ? columns - left : 16;                                                                      \
      for (size_t i = 0; i < rows; i++)                                                                                             \
        copy_row_##REAL(some, strides[1], x + i * strides[0] + left * strides[1], y + i * columns + left);                          \
    }                                                                                                                               \
    return y + rows * columns;                                                                                                      \
  }
COPY(double)
COPY(float)

void ravine_copy(ravine_precision precision, size_t rank, const size_t *shape, const size_t *strides, const void *x, void *y) {
  for (size_t i = 0; i < rank; i++)
    if (shape[i] == 0) return;
  walk w = merged(rank, shape, strides);
  if (precision == RAVINE_FLOAT64) copy_double(w.rank, w.shape, w.strides, x, y);
  else copy_float(w.rank, w.shape, w.strides, x, y);
}

void ravine_place(ravine_precision precision, size_t rows, size_t count, const void *x, void *y, size_t row) {
  const size_t bytes = precision == RAVINE_FLOAT64 ? 8 : 4;
  if (count == row || rows == 1) { memcpy(y, x, rows * count * bytes); return; }
  for (size_t i = 0; i < rows; i++) memcpy((char *)y + i * row * bytes, (const char *)x + i * count * bytes, count * bytes);
}

/// Rows by a real index: `index[i]` as a row below `rows`, or `rows` where it is not an integer in range.
#define ROWS(REAL)                                                                                                                  \
  static size_t row_##REAL(REAL index, size_t rows) {                                                                               \
    if (!(index >= 0 && index < (REAL)rows)) return rows;                                                                           \
    size_t row = (size_t)index;                                                                                                     \
    return (REAL)row == index && row < rows ? row : rows;                                                                           \
  }                                                                                                                                 \
  static void gather_##REAL(size_t count, size_t rows, size_t width, const REAL *index, const REAL *x, REAL *y) {                   \
    for (size_t i = 0; i < count; i++, y += width) {                                                                                \
      size_t row = row_##REAL(index[i], rows);                                                                                      \
      if (row < rows) memcpy(y, x + row * width, width * sizeof(REAL));                                                             \
      else for (size_t j = 0; j < width; j++) y[j] = (REAL)NAN;                                                                     \
    }                                                                                                                               \
  }                                                                                                                                 \
  static void scatter_##REAL(size_t count, size_t rows, size_t width, const REAL *index, const REAL *x, size_t first, size_t some,  \
                             REAL *y) {                                                                                             \
    size_t in_range = 0;                                                                                                            \
    for (size_t i = 0; i < count; i++) in_range += row_##REAL(index[i], rows) < rows;                                               \
    for (size_t j = 0; j < some * width; j++) y[j] = in_range == count ? 0 : (REAL)NAN;                                             \
    for (size_t i = 0; i < count && in_range == count; i++) {                                                                       \
      size_t row = row_##REAL(index[i], rows);                                                                                      \
      if (row < first || row - first >= some) continue;                                                                             \
      REAL *to = y + (row - first) * width;                                                                                         \
      for (size_t j = 0; j < width; j++) to[j] += x[i * width + j];                                                                 \
    }                                                                                                                               \
  }
ROWS(double)
ROWS(float)

void ravine_gather(ravine_precision precision, size_t count, size_t rows, size_t width, const void *index, const void *x, void *y) {
  if (precision == RAVINE_FLOAT64) gather_double(count, rows, width, index, x, y);
  else gather_float(count, rows, width, index, x, y);
}
void ravine_scatter(ravine_precision precision, size_t count, size_t rows, size_t width, const void *index, const void *x, size_t first,
                    size_t some, void *y) {
  if (precision == RAVINE_FLOAT64) scatter_double(count, rows, width, index, x, first, some, y);
  else scatter_float(count, rows, width, index, x, first, some, y);
}

void ravine_canonicalize(ravine_precision precision, size_t count, void *x) {
  uint64_t *w = x;
  uint32_t *n = x;
  if (precision == RAVINE_FLOAT64) {
    for (size_t i = 0; i < count; i++)
      w[i] = (w[i] & 0x7fffffffffffffff) > 0x7ff0000000000000 ? 0x7ff8000000000000 : w[i];
  } else {
    for (size_t i = 0; i < count; i++) n[i] = (n[i] & 0x7fffffff) > 0x7f800000 ? 0x7fc00000 : n[i];
  }
}

void ravine_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3], k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53 * c0, p1 = (uint64_t)0xCD9E8D57 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)p1, c3 = (uint32_t)p0;
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}
