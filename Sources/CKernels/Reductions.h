// Sums, variances and maxima over 16 virtual lanes, one precision at a time (parameters as for `Elementwise.h`).

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

/// Sum of (x - center)² of a row.
static REAL NAME(squares_row)(size_t count, REAL center, const REAL *x) {
  NAME(lanes) s = (NAME(lanes))(REAL)0;
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    NAME(lanes) v;
    memcpy(&v, x + i, sizeof v);
    v -= center;
    s = FMA(v, v, s);
  }
  for (size_t l = 0; i + l < count; l++) s[l] = FMA(x[i + l] - center, x[i + l] - center, s[l]);
  return NAME(combine)(&s);
}

// Columns are summed side by side. A strip of them keeps its 16 lanes in memory, one after the other, as 16 rows of x lie: where the strip is
// the whole row, lanes and rows are each one run of elements.
enum { NAME(strip) = 1024 / sizeof(REAL) };

/// lanes[e] += x[e] + x[e + jump] + …, in this order; with centers, of (x - center)².
INLINE void NAME(accumulate)(size_t count, int blocks, size_t jump, const REAL *x, const REAL *centers, REAL *lanes) {
  for (size_t e = 0; e < count; e++) {
    REAL s = lanes[e];
#pragma clang loop unroll(full)
    for (int b = 0; b < blocks; b++) {
      REAL v = x[e + (size_t)b * jump];
      if (centers) {
        v -= centers[e];
        s = FMA(v, v, s);
      } else {
        s += v;
      }
    }
    lanes[e] = s;
  }
}

/// Sums of a strip's columns: element (i, j) at x[i * stride + j].
INLINE void NAME(sum_strip)(size_t axis, size_t width, size_t stride, const REAL *x, const REAL *centers, REAL *y) {
  REAL lanes[16 * NAME(strip)], tiled[16 * NAME(strip)];
  const size_t rows = stride == width ? 16 : 1, run = rows * width;  // rows that one run covers
  for (size_t e = 0; e < 16 * width; e++) lanes[e] = 0;
  if (centers)
    for (size_t r = 0; r < rows; r++) memcpy(tiled + r * width, centers, width * sizeof(REAL));
  size_t i = 0;
  for (; i + 64 <= axis; i += 64)
    for (size_t l = 0; l < 16; l += rows)
      NAME(accumulate)(run, 4, 16 * stride, x + (i + l) * stride, centers ? tiled : NULL, lanes + l * width);
  for (; i + 16 <= axis; i += 16)
    for (size_t l = 0; l < 16; l += rows)
      NAME(accumulate)(run, 1, 0, x + (i + l) * stride, centers ? tiled : NULL, lanes + l * width);
  for (size_t l = 0; i + l < axis; l++)
    NAME(accumulate)(width, 1, 0, x + (i + l) * stride, centers ? tiled : NULL, lanes + l * width);
  for (size_t half = 8; half > 0; half /= 2)
    for (size_t e = 0; e < half * width; e++) lanes[e] += lanes[e + half * width];
  memcpy(y, lanes, width * sizeof(REAL));
}

// Short rows would leave most of a register empty: blocks of them are transposed and reduced as columns, with the same lanes.
enum { NAME(short_row) = 32, NAME(block_rows) = 4 * LANES };

/// y[j, i] = x[i, j], `rows` of the `block_rows` columns of y.
INLINE void NAME(transposed)(size_t rows, size_t count, const REAL *x, REAL *y) {
  for (size_t j = 0; j < count; j++)
    for (size_t i = 0; i < rows; i++) y[j * NAME(block_rows) + i] = x[i * count + j];
}

/// A reduction of [outer, axis, inner]: rows one by one, ROW being the reduction of one, or, if they are short, as columns; columns in strips.
#define REDUCTION(FUNCTION, ROW)                                                                                                  \
  static void NAME(FUNCTION)(size_t outer, size_t axis, size_t inner, size_t stride, const REAL *x, REAL *y) {                    \
    if (stride == 1 && axis <= NAME(short_row) && outer > 1) {                                                                    \
      REAL block[NAME(short_row) * NAME(block_rows)];                                                                             \
      for (size_t o = 0; o < outer; o += NAME(block_rows)) {                                                                      \
        const size_t rows = outer - o < NAME(block_rows) ? outer - o : NAME(block_rows);                                          \
        NAME(transposed)(rows, axis, x + o * axis, block);                                                                        \
        NAME(FUNCTION##_columns)(axis, rows, NAME(block_rows), block, y + o);                                                     \
      }                                                                                                                           \
      return;                                                                                                                     \
    }                                                                                                                             \
    for (size_t o = 0; o < outer; o++, x += axis * stride, y += inner) {                                                          \
      if (stride == 1) {                                                                                                          \
        *y = ROW;                                                                                                                 \
        continue;                                                                                                                 \
      }                                                                                                                           \
      for (size_t j = 0; j < inner; j += NAME(strip))                                                                             \
        NAME(FUNCTION##_columns)(axis, inner - j < NAME(strip) ? inner - j : NAME(strip), stride, x + j, y + j);                  \
    }                                                                                                                             \
  }

static void NAME(sum_columns)(size_t axis, size_t width, size_t stride, const REAL *x, REAL *y) {
  NAME(sum_strip)(axis, width, stride, x, NULL, y);
}

REDUCTION(sum, NAME(sum_row)(axis, x))

static void NAME(variance_columns)(size_t axis, size_t width, size_t stride, const REAL *x, REAL *y) {
  REAL means[NAME(strip)];
  NAME(sum_strip)(axis, width, stride, x, NULL, means);
  for (size_t e = 0; e < width; e++) means[e] /= (REAL)axis;
  NAME(sum_strip)(axis, width, stride, x, means, y);
  for (size_t e = 0; e < width; e++) y[e] /= (REAL)axis;
}

REDUCTION(variance, NAME(squares_row)(axis, NAME(sum_row)(axis, x) / (REAL)axis, x) / (REAL)axis)

// The maximum does not depend on the order (`maximum`), so lanes are free here; several registers hide the comparison's latency.

static REAL NAME(maximum_row)(size_t count, const REAL *x) {
  vector m[4];
  for (int r = 0; r < 4; r++) m[r] = (vector)(REAL)-INFINITY;
  size_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES)
#pragma clang loop unroll(full)
    for (int r = 0; r < 4; r++) m[r] = NAME(maximum)(m[r], NAME(load_some)(x + i + (size_t)r * LANES, 1, LANES));
  for (; i < count; i += LANES) {
    vector v = (vector)(REAL)-INFINITY;
    memcpy(&v, x + i, (count - i < LANES ? count - i : LANES) * sizeof(REAL));
    m[0] = NAME(maximum)(m[0], v);
  }
  m[0] = NAME(maximum)(NAME(maximum)(m[0], m[1]), NAME(maximum)(m[2], m[3]));
  for (int half = LANES / 2; half > 0; half /= 2) {
    vector v = m[0];
    for (int l = 0; l < half; l++) v[l] = m[0][l + half];
    m[0] = NAME(maximum)(m[0], v);
  }
  return m[0][0];
}

/// most[e] = maximum(most[e], x[e]).
INLINE void NAME(raise)(size_t count, const REAL *x, REAL *most) {
  size_t e = 0;
  for (; e + LANES <= count; e += LANES) {
    vector m = NAME(maximum)(NAME(load_some)(most + e, 1, LANES), NAME(load_some)(x + e, 1, LANES));
    memcpy(most + e, &m, sizeof m);
  }
  if (e < count) {
    vector m = NAME(maximum)(NAME(load_some)(most + e, 1, count - e), NAME(load_some)(x + e, 1, count - e));
    memcpy(most + e, &m, (count - e) * sizeof(REAL));
  }
}

/// The maxima of a strip's columns, in runs of 16 rows as the sums.
static void NAME(maximum_over_columns)(size_t axis, size_t width, size_t stride, const REAL *x, REAL *y) {
  REAL most[16 * NAME(strip)];
  const size_t rows = stride == width ? 16 : 1, run = rows * width;
  for (size_t e = 0; e < run; e++) most[e] = -(REAL)INFINITY;
  size_t i = 0;
  for (; i + rows <= axis; i += rows) NAME(raise)(run, x + i * stride, most);
  for (; i < axis; i++) NAME(raise)(width, x + i * stride, most);
  for (size_t half = rows / 2; half > 0; half /= 2) NAME(raise)(half * width, most + half * width, most);
  memcpy(y, most, width * sizeof(REAL));
}

REDUCTION(maximum_over, NAME(maximum_row)(axis, x))
#undef REDUCTION

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
static double NAME(dot)(size_t count, const REAL *x, const REAL *y) {
  sixteen s = (sixteen)0.0;
  REDUCE(sixteen u; NAME(widen_sixteen)(y + i, count - i, &u); s = FMA(u, v, s))
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
static double NAME(sample_variance)(size_t count, const REAL *x) {
  if (count < 2) return (double)NAN;
  const double mean = NAME(sum_of_values)(count, x) / (double)count;
  sixteen s = (sixteen)0.0;
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    sixteen v;
    NAME(widen_sixteen)(x + i, 16, &v);
    v -= mean;
    s = FMA(v, v, s);
  }
  for (size_t l = 0; i + l < count; l++) {
    double v = (double)x[i + l] - mean;
    s[l] = FMA(v, v, s[l]);
  }
  return combine_f64(&s) / (double)(count - 1);
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
