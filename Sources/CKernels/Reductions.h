// Sums and maxima over 16 virtual lanes, one precision at a time (parameters as for `Elementwise.h`).

/// Sums of a row: lane i mod 16, then the tree 8, 4, 2, 1.
typedef REAL NAME(lanes) __attribute__((ext_vector_type(16)));

// By reference: a vector of 16 doubles is wider than any register that could pass it.
INLINE REAL NAME(combine)(const void *lanes) {
  REAL t[16];
  memcpy(t, lanes, sizeof t);
  for (int half = 8; half > 0; half /= 2)
    for (int i = 0; i < half; i++) t[i] += t[i + half];
  return t[0];
}

static REAL NAME(sum_row)(size_t count, const REAL *x) {
  NAME(lanes) s = (NAME(lanes))(REAL)0;
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    NAME(lanes) v;
    memcpy(&v, x + i, sizeof v);
    s += v;
  }
  if (i < count) {
    NAME(lanes) v = (NAME(lanes))(REAL)0;
    memcpy(&v, x + i, (count - i) * sizeof(REAL));
    s += v;
  }
  return NAME(combine)(&s);
}

/// The sums of `LANES` neighboring columns; a column's 16 lanes are 16 vectors.
INLINE void NAME(sum_columns)(size_t axis, size_t inner, const REAL *x, REAL *y) {
  vector s[16];
#pragma clang loop unroll(full)
  for (int l = 0; l < 16; l++) s[l] = (vector)(REAL)0;
  size_t i = 0;
  for (; i + 16 <= axis; i += 16)
#pragma clang loop unroll(full)
    for (size_t l = 0; l < 16; l++) {
      vector v;
      memcpy(&v, x + (i + l) * inner, sizeof v);
      s[l] += v;
    }
#pragma clang loop unroll(full)
  for (size_t l = 0; l < 16; l++)
    if (i + l < axis) {
      vector v;
      memcpy(&v, x + (i + l) * inner, sizeof v);
      s[l] += v;
    }
#pragma clang loop unroll(full)
  for (int half = 8; half > 0; half /= 2)
#pragma clang loop unroll(full)
    for (int l = 0; l < half; l++) s[l] += s[l + half];
  memcpy(y, &s[0], sizeof s[0]);
}

static REAL NAME(sum_column)(size_t axis, size_t inner, const REAL *x) {
  REAL s[16] = {0};
  for (size_t i = 0; i < axis; i++) s[i % 16] += x[i * inner];
  return NAME(combine)(s);
}

static void NAME(sum)(size_t outer, size_t axis, size_t inner, const REAL *x, REAL *y) {
  for (size_t o = 0; o < outer; o++, x += axis * inner, y += inner) {
    if (inner == 1) {
      *y = NAME(sum_row)(axis, x);
      continue;
    }
    size_t j = 0;
    for (; j + LANES <= inner; j += LANES) NAME(sum_columns)(axis, inner, x + j, y + j);
    for (; j < inner; j++) y[j] = NAME(sum_column)(axis, inner, x + j);
  }
}

// The maximum does not depend on the order (`maximum`), so lanes are free here.
static void NAME(maximum_over)(size_t outer, size_t axis, size_t inner, const REAL *x, REAL *y) {
  const vector least = (vector)(REAL)-INFINITY;
  for (size_t o = 0; o < outer; o++, x += axis * inner, y += inner) {
    if (inner == 1) {
      vector m = least;
      for (size_t i = 0; i < axis; i += LANES) {
        vector v = least;
        memcpy(&v, x + i, (axis - i < LANES ? axis - i : LANES) * sizeof(REAL));
        m = NAME(maximum)(m, v);
      }
      for (int half = LANES / 2; half > 0; half /= 2) {
        vector v = m;
        for (int l = 0; l < half; l++) v[l] = m[l + half];
        m = NAME(maximum)(m, v);
      }
      *y = m[0];
      continue;
    }
    for (size_t j = 0; j < inner; j += LANES) {
      size_t some = inner - j < LANES ? inner - j : LANES;
      vector m = least;
      for (size_t i = 0; i < axis; i++) m = NAME(maximum)(m, NAME(load_some)(x + i * inner + j, 1, some));
      memcpy(y + j, &m, some * sizeof(REAL));
    }
  }
}

// The reductions for measurements: float64 lanes whatever the buffer's precision.

INLINE void NAME(widen_sixteen)(const REAL *x, size_t count, sixteen *wide) {
  NAME(lanes) v = (NAME(lanes))(REAL)0;
  if (count >= 16) memcpy(&v, x, sizeof v); else memcpy(&v, x, count * sizeof(REAL));
  *wide = __builtin_convertvector(v, sixteen);
}

#define REDUCE(STATEMENT)                                     \
  for (size_t i = 0; i < count; i += 16) {                    \
    sixteen v;                                                \
    NAME(widen_sixteen)(x + i, count - i, &v);                \
    STATEMENT;                                                \
  }

static double NAME(sum_of_squares)(size_t count, const REAL *x) {
  sixteen s = (sixteen)0.0;
  REDUCE(s = FMA(v, v, s))
  return combine_f64(&s);
}
static double NAME(sum_of_magnitudes)(size_t count, const REAL *x) {
  sixteen s = (sixteen)0.0;
  REDUCE(s += MAGNITUDE(v))
  return combine_f64(&s);
}
static double NAME(sum_of_values)(size_t count, const REAL *x) {
  sixteen s = (sixteen)0.0;
  REDUCE(s += v)
  return combine_f64(&s);
}
static double NAME(maximum_magnitude)(size_t count, const REAL *x) {
  sixteen m = (sixteen)0.0;
  REDUCE(v = MAGNITUDE(v); m = v != v || m != m ? v + m : v > m ? v : m)
  double most = 0;
  for (int l = 0; l < 16; l++) most = m[l] != m[l] || most != most ? m[l] + most : m[l] > most ? m[l] : most;
  return most;
}
static double NAME(norm)(size_t count, const REAL *x) {
  double m = NAME(maximum_magnitude)(count, x);
  if (m == 0 || !(m < (double)INFINITY)) return m;
  sixteen s = (sixteen)0.0;
  REDUCE(v = v / m; s = FMA(v, v, s))
  return m * __builtin_elementwise_sqrt(combine_f64(&s));
}
static size_t NAME(count_at_least)(size_t count, const REAL *x, double threshold) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) n += !(__builtin_fabs((double)x[i]) < threshold);
  return n;
}
static size_t NAME(count_not_finite)(size_t count, const REAL *x) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) n += !(__builtin_fabs((double)x[i]) < (double)INFINITY);
  return n;
}
#undef REDUCE
