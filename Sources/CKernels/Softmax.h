// Softmax, its logarithm, and log-sum-exp of rows, one precision at a time (parameters as for `Elementwise.h`).
//
// A row is shifted by its maximum m: e[j] = exp(x[j] - m), s = the sum of e over 16 virtual lanes, so that nothing overflows and the largest
// term is 1. Softmax is e / s, its logarithm (x - m) - log s, log-sum-exp m + log s.

typedef enum NAME(row_function) { NAME(SOFTMAX), NAME(LOG_SOFTMAX), NAME(LOG_SUM_EXP) } NAME(row_function);

INLINE void NAME(row)(NAME(row_function) function, size_t count, const REAL *x, REAL *y) {
  const REAL m = NAME(maximum_row)(count, x);
  // All -inf, or an infinite term: the limit. (The other two are NaN there.)
  if (function == NAME(LOG_SUM_EXP) && (m == (REAL)INFINITY || m == -(REAL)INFINITY)) {
    *y = m;
    return;
  }
  vector lanes[16 / LANES];
  for (size_t r = 0; r < 16 / LANES; r++) lanes[r] = (vector)(REAL)0;
  for (size_t j = 0; j < count; j += 16)
#pragma clang loop unroll(full)
    for (size_t r = 0; r < 16 / LANES; r++) {
      const size_t at = j + r * LANES;
      if (at >= count) break;
      // What fills up a register is exp(-inf) = 0, which a sum does not see.
      vector v = (vector)(REAL)-INFINITY;
      const size_t some = count - at < LANES ? count - at : LANES;
      if (some == LANES) memcpy(&v, x + at, sizeof v); else memcpy(&v, x + at, some * sizeof(REAL));
      v -= m;
      const vector e = NAME(exp)(v);
      lanes[r] += e;
      if (function == NAME(LOG_SUM_EXP)) continue;
      const vector kept = function == NAME(SOFTMAX) ? e : v;
      if (some == LANES) memcpy(y + at, &kept, sizeof kept); else memcpy(y + at, &kept, some * sizeof(REAL));
    }
  const REAL s = NAME(combine)(lanes);
  if (function == NAME(SOFTMAX)) {
    for (size_t j = 0; j < count; j++) y[j] /= s;
    return;
  }
  const vector logs = NAME(log)((vector)s);
  if (function == NAME(LOG_SUM_EXP)) *y = m + logs[0];
  else for (size_t j = 0; j < count; j++) y[j] -= logs[0];
}

/// The same of a block of short rows, transposed: a register holds one element of each of its rows.
INLINE void NAME(short_rows)(NAME(row_function) function, size_t rows, size_t count, const REAL *x, REAL *y) {
  REAL block[NAME(short_row) * NAME(block_rows)];
  if (rows < NAME(block_rows)) memset(block, 0, sizeof block);
  NAME(transposed)(rows, count, x, block);
  for (size_t i = 0; i < rows; i += LANES) {
    REAL *column = block + i;
    vector m = (vector)-(REAL)INFINITY, lanes[16], v;
    for (size_t j = 0; j < count; j++) m = NAME(maximum)(m, NAME(load_some)(column + j * NAME(block_rows), 1, LANES));
    for (size_t l = 0; l < 16; l++) lanes[l] = (vector)(REAL)0;
    for (size_t j = 0; j < count; j++) {
      v = NAME(load_some)(column + j * NAME(block_rows), 1, LANES) - m;
      const vector e = NAME(exp)(v);
      lanes[j % 16] += e;
      if (function == NAME(SOFTMAX)) v = e;
      memcpy(column + j * NAME(block_rows), &v, sizeof v);
    }
    for (size_t half = 8; half > 0; half /= 2)
      for (size_t l = 0; l < half; l++) lanes[l] += lanes[l + half];
    const vector s = lanes[0], logarithm = NAME(log)(s);
    if (function == NAME(LOG_SUM_EXP)) {
      v = MAGNITUDE(m) == (vector)(REAL)INFINITY ? m : m + logarithm;
      memcpy(y + i, &v, (rows - i < LANES ? rows - i : LANES) * sizeof(REAL));
      continue;
    }
    for (size_t j = 0; j < count; j++) {
      v = NAME(load_some)(column + j * NAME(block_rows), 1, LANES);
      v = function == NAME(SOFTMAX) ? v / s : v - logarithm;
      memcpy(column + j * NAME(block_rows), &v, sizeof v);
    }
  }
  if (function == NAME(LOG_SUM_EXP)) return;
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < count; j++) y[i * count + j] = block[j * NAME(block_rows) + i];
}

INLINE void NAME(rows)(NAME(row_function) function, size_t rows, size_t count, const REAL *x, REAL *y) {
  const int scalars = function == NAME(LOG_SUM_EXP);
  if (count <= NAME(short_row) && rows > 1) {
    for (size_t i = 0; i < rows; i += NAME(block_rows))
      NAME(short_rows)(function, rows - i < NAME(block_rows) ? rows - i : NAME(block_rows), count, x + i * count, y + i * (scalars ? 1 : count));
  } else {
    for (size_t i = 0; i < rows; i++) NAME(row)(function, count, x + i * count, y + i * (scalars ? 1 : count));
  }
}

static void NAME(softmax)(size_t rows, size_t count, const REAL *x, REAL *y) { NAME(rows)(NAME(SOFTMAX), rows, count, x, y); }
static void NAME(log_softmax)(size_t rows, size_t count, const REAL *x, REAL *y) { NAME(rows)(NAME(LOG_SOFTMAX), rows, count, x, y); }
static void NAME(log_sum_exp)(size_t rows, size_t count, const REAL *x, REAL *y) { NAME(rows)(NAME(LOG_SUM_EXP), rows, count, x, y); }
