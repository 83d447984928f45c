// The elementwise functions, one precision at a time; `Set.h` includes this file twice. Parameters: REAL, the precision's scalar; LANES and
// vector, its full register; and TRANSCENDENTAL(function), which maps a function of doubles.

/// `EXPRESSION` of the vector v at every element; the remainder goes through a padded vector, so that all elements meet the same operations.
#define MAP_UNARY(EXPRESSION)                                       \
  {                                                                 \
    size_t i = 0;                                                   \
    for (; i + LANES <= count; i += LANES) {                        \
      vector v;                                                     \
      memcpy(&v, x + i, sizeof v);                                  \
      v = EXPRESSION;                                               \
      memcpy(y + i, &v, sizeof v);                                  \
    }                                                               \
    if (i < count) {                                                \
      vector v = (vector)0;                                         \
      memcpy(&v, x + i, (count - i) * sizeof(REAL));                \
      v = EXPRESSION;                                               \
      memcpy(y + i, &v, (count - i) * sizeof(REAL));                \
    }                                                               \
    break;                                                          \
  }

#define MAP_DOUBLES(FUNCTION)                                       \
  {                                                                 \
    size_t i = 0;                                                   \
    for (; i + WIDE <= count; i += WIDE) {                          \
      wide_storage s;                                               \
      memcpy(&s, x + i, sizeof s);                                  \
      s = FROM_DOUBLES(FUNCTION(TO_DOUBLES(s)));                    \
      memcpy(y + i, &s, sizeof s);                                  \
    }                                                               \
    if (i < count) {                                                \
      wide_storage s = (wide_storage)0;                             \
      memcpy(&s, x + i, (count - i) * sizeof(REAL));                \
      s = FROM_DOUBLES(FUNCTION(TO_DOUBLES(s)));                    \
      memcpy(y + i, &s, (count - i) * sizeof(REAL));                \
    }                                                               \
    break;                                                          \
  }

static void NAME(unary)(ravine_unary_operation operation, size_t count, const REAL *x, REAL *y) {
  const vector zero = (vector)(REAL)0, one = (vector)(REAL)1;
  switch (operation) {
    case RAVINE_NEGATE: MAP_UNARY(-v)
    case RAVINE_ABS: MAP_UNARY(MAGNITUDE(v))
    case RAVINE_SIGN: MAP_UNARY(v != v ? v : v > zero ? one : v < zero ? -one : zero)
    case RAVINE_SQRT: MAP_UNARY(SQRT(v))
    case RAVINE_RECIPROCAL: MAP_UNARY(one / v)
    case RAVINE_SQUARE: MAP_UNARY(v *v)
    case RAVINE_RELU: MAP_UNARY(v <= zero ? zero : v)
    case RAVINE_STEP: MAP_UNARY(v != v ? v : v > zero ? one : zero)
    case RAVINE_EXP: MAP_DOUBLES(exponential)
    case RAVINE_EXPM1: MAP_DOUBLES(exponential_minus_one)
    case RAVINE_LOG: MAP_DOUBLES(logarithm)
    case RAVINE_LOG1P: MAP_DOUBLES(logarithm_one_plus)
    case RAVINE_TANH: MAP_DOUBLES(hyperbolic_tangent)
    case RAVINE_SIGMOID: MAP_DOUBLES(logistic)
    case RAVINE_SOFTPLUS: MAP_DOUBLES(soft_plus)
    case RAVINE_ERF: MAP_DOUBLES(error_function)
    case RAVINE_SIN: MAP_DOUBLES(sine)
    case RAVINE_COS: MAP_DOUBLES(cosine)
    case RAVINE_UNARY_COUNT: break;
  }
}

/// IEEE 754-2019 maximum: NaN propagates and -0 < +0, so that the order of a reduction never shows.
INLINE vector NAME(maximum)(vector a, vector b) {
  vector y = a == b ? (vector)((mask)a & (mask)b) : a > b ? a : b;
  return a != a || b != b ? a + b : y;
}
INLINE vector NAME(minimum)(vector a, vector b) {
  vector y = a == b ? (vector)((mask)a | (mask)b) : a < b ? a : b;
  return a != a || b != b ? a + b : y;
}

INLINE vector NAME(load_some)(const REAL *p, size_t step, size_t count) {
  if (step == 0) return (vector)*p;
  vector v = (vector)(REAL)0;
  if (count >= LANES) memcpy(&v, p, sizeof v); else memcpy(&v, p, count * sizeof(REAL));
  return v;
}

#define MAP_BINARY(EXPRESSION)                                                                                  \
  {                                                                                                             \
    size_t i = 0;                                                                                               \
    for (; i + LANES <= count; i += LANES) {                                                                    \
      vector u = NAME(load_some)(a + i * a_step, a_step, LANES), v = NAME(load_some)(b + i * b_step, b_step, LANES); \
      u = EXPRESSION;                                                                                           \
      memcpy(y + i, &u, sizeof u);                                                                              \
    }                                                                                                           \
    if (i < count) {                                                                                            \
      vector u = NAME(load_some)(a + i * a_step, a_step, count - i), v = NAME(load_some)(b + i * b_step, b_step, count - i); \
      u = EXPRESSION;                                                                                           \
      memcpy(y + i, &u, (count - i) * sizeof(REAL));                                                            \
    }                                                                                                           \
    break;                                                                                                      \
  }

/// Powers go through doubles, one register of them at a time.
static void NAME(powers)(size_t count, const REAL *a, size_t a_step, const REAL *b, size_t b_step, REAL *y) {
  for (size_t i = 0; i < count; i += WIDE) {
    size_t some = count - i < WIDE ? count - i : WIDE;
    wide_storage u = (wide_storage)0, v = (wide_storage)0;
    if (a_step) memcpy(&u, a + i, some * sizeof(REAL)); else u = (wide_storage)*a;
    if (b_step) memcpy(&v, b + i, some * sizeof(REAL)); else v = (wide_storage)*b;
    u = FROM_DOUBLES(power(TO_DOUBLES(u), TO_DOUBLES(v)));
    memcpy(y + i, &u, some * sizeof(REAL));
  }
}

static void NAME(binary)(ravine_binary_operation operation, size_t count, const REAL *a, size_t a_step, const REAL *b, size_t b_step, REAL *y) {
  const vector zero = (vector)(REAL)0, one = (vector)(REAL)1;
  // A step of 0 with y at the same place would change the operand under way.
  REAL scalar_a, scalar_b;
  if (count == 0) return;
  if (a_step == 0) scalar_a = *a, a = &scalar_a;
  if (b_step == 0) scalar_b = *b, b = &scalar_b;
  switch (operation) {
    case RAVINE_ADD: MAP_BINARY(u + v)
    case RAVINE_SUBTRACT: MAP_BINARY(u - v)
    case RAVINE_MULTIPLY: MAP_BINARY(u *v)
    case RAVINE_DIVIDE: MAP_BINARY(u / v)
    case RAVINE_MAXIMUM: MAP_BINARY(NAME(maximum)(u, v))
    case RAVINE_MINIMUM: MAP_BINARY(NAME(minimum)(u, v))
    case RAVINE_GREATER: MAP_BINARY(u > v ? one : zero)
    case RAVINE_POWER: NAME(powers)(count, a, a_step, b, b_step, y); break;
    case RAVINE_BINARY_COUNT: break;
  }
}

static void NAME(select)(size_t count, const REAL *condition, const REAL *a, const REAL *b, REAL *y) {
  const vector zero = (vector)(REAL)0;
  for (size_t i = 0; i < count; i += LANES) {
    size_t some = count - i < LANES ? count - i : LANES;
    vector c = NAME(load_some)(condition + i, 1, some), u = NAME(load_some)(a + i, 1, some), v = NAME(load_some)(b + i, 1, some);
    u = c > zero ? u : v;
    if (some == LANES) memcpy(y + i, &u, sizeof u); else memcpy(y + i, &u, some * sizeof(REAL));
  }
}

static void NAME(fill)(size_t count, REAL value, REAL *y) {
  for (size_t i = 0; i < count; i++) y[i] = value;
}

#undef MAP_UNARY
#undef MAP_DOUBLES
#undef MAP_BINARY
