// The elementwise functions, one precision at a time; `Set.h` includes this file twice. Parameters: REAL, the precision's scalar; LANES and
// vector, its full register; mask, the integers of its comparisons.
//
// Every function is one inline function of whole registers, NAME(tanh)(vector): tanh_f64 of `doubles`, tanh_f32 of `floats`. The elementary
// ones stand in `Exponential.h` and beside, the others here; the loops below and the fused chains call the same.

INLINE vector NAME(negate)(vector v) { return -v; }
INLINE vector NAME(abs)(vector v) { return MAGNITUDE(v); }
INLINE vector NAME(sign)(vector v) {
  const vector zero = (vector)(REAL)0, one = (vector)(REAL)1;
  return v != v ? v : v > zero ? one : v < zero ? -one : zero;
}
INLINE vector NAME(sqrt)(vector v) { return SQRT(v); }
INLINE vector NAME(reciprocal)(vector v) { return (vector)(REAL)1 / v; }
INLINE vector NAME(square)(vector v) { return v * v; }
INLINE vector NAME(relu)(vector v) { return v <= (vector)(REAL)0 ? (vector)(REAL)0 : v; }
INLINE vector NAME(step)(vector v) {
  const vector zero = (vector)(REAL)0, one = (vector)(REAL)1;
  return v > zero ? one : v != v ? v : zero;
}

INLINE vector NAME(add)(vector a, vector b) { return a + b; }
INLINE vector NAME(subtract)(vector a, vector b) { return a - b; }
INLINE vector NAME(multiply)(vector a, vector b) { return a * b; }
INLINE vector NAME(divide)(vector a, vector b) { return a / b; }
/// IEEE 754-2019 maximum: NaN propagates and -0 < +0, so that the order of a reduction never shows.
INLINE vector NAME(maximum)(vector a, vector b) {
  vector y = a == b ? (vector)((mask)a & (mask)b) : a > b ? a : b;
  return a != a || b != b ? a + b : y;
}
INLINE vector NAME(minimum)(vector a, vector b) {
  vector y = a == b ? (vector)((mask)a | (mask)b) : a < b ? a : b;
  return a != a || b != b ? a + b : y;
}
INLINE vector NAME(greater)(vector a, vector b) { return a > b ? (vector)(REAL)1 : (vector)(REAL)0; }

/// a where the condition is above 0, else b.
INLINE vector NAME(chosen)(vector condition, vector a, vector b) { return condition > (vector)(REAL)0 ? a : b; }

INLINE vector NAME(load_some)(const REAL *p, size_t step, size_t count) {
  if (step == 0) return (vector)*p;
  vector v = (vector)(REAL)0;
  if (count >= LANES) memcpy(&v, p, sizeof v); else memcpy(&v, p, count * sizeof(REAL));
  return v;
}

/// The operations with the functions above and in the files before.
#ifndef UNARY_FUNCTIONS
#define UNARY_FUNCTIONS(X) \
  X(RAVINE_NEGATE, negate) X(RAVINE_ABS, abs) X(RAVINE_SIGN, sign) X(RAVINE_SQRT, sqrt) X(RAVINE_RECIPROCAL, reciprocal) \
  X(RAVINE_SQUARE, square) X(RAVINE_RELU, relu) X(RAVINE_STEP, step) X(RAVINE_EXP, exp) X(RAVINE_EXPM1, expm1) \
  X(RAVINE_LOG, log) X(RAVINE_LOG1P, log1p) X(RAVINE_TANH, tanh) X(RAVINE_SIGMOID, sigmoid) X(RAVINE_SOFTPLUS, softplus) \
  X(RAVINE_ERF, erf) X(RAVINE_SIN, sin) X(RAVINE_COS, cos)
#define BINARY_FUNCTIONS(X) \
  X(RAVINE_ADD, add) X(RAVINE_SUBTRACT, subtract) X(RAVINE_MULTIPLY, multiply) X(RAVINE_DIVIDE, divide) \
  X(RAVINE_MAXIMUM, maximum) X(RAVINE_MINIMUM, minimum) X(RAVINE_GREATER, greater) X(RAVINE_POWER, power)
#endif

/// FUNCTION at every element; the remainder goes through a padded register, so that all elements meet the same operations.
#define MAP_UNARY(OPERATION, FUNCTION)                  \
  case OPERATION: {                                     \
    size_t i = 0;                                       \
    for (; i + LANES <= count; i += LANES) {            \
      vector v;                                         \
      memcpy(&v, x + i, sizeof v);                      \
      v = NAME(FUNCTION)(v);                            \
      memcpy(y + i, &v, sizeof v);                      \
    }                                                   \
    if (i < count) {                                    \
      vector v = (vector)(REAL)0;                       \
      memcpy(&v, x + i, (count - i) * sizeof(REAL));    \
      v = NAME(FUNCTION)(v);                            \
      memcpy(y + i, &v, (count - i) * sizeof(REAL));    \
    }                                                   \
    break;                                              \
  }

static void NAME(unary)(ravine_unary_operation operation, size_t count, const REAL *x, REAL *y) {
  switch (operation) {
    UNARY_FUNCTIONS(MAP_UNARY)
    case RAVINE_UNARY_COUNT: break;
  }
}

#define MAP_BINARY(OPERATION, FUNCTION)                                                                         \
  case OPERATION: {                                                                                             \
    size_t i = 0;                                                                                               \
    for (; i + LANES <= count; i += LANES) {                                                                    \
      vector u = NAME(load_some)(a + i * a_step, a_step, LANES), v = NAME(load_some)(b + i * b_step, b_step, LANES); \
      u = NAME(FUNCTION)(u, v);                                                                                 \
      memcpy(y + i, &u, sizeof u);                                                                              \
    }                                                                                                           \
    if (i < count) {                                                                                            \
      vector u = NAME(load_some)(a + i * a_step, a_step, count - i), v = NAME(load_some)(b + i * b_step, b_step, count - i); \
      u = NAME(FUNCTION)(u, v);                                                                                 \
      memcpy(y + i, &u, (count - i) * sizeof(REAL));                                                            \
    }                                                                                                           \
    break;                                                                                                      \
  }

static void NAME(binary)(ravine_binary_operation operation, size_t count, const REAL *a, size_t a_step, const REAL *b, size_t b_step, REAL *y) {
  // A step of 0 with y at the same place would change the operand under way.
  REAL scalar_a, scalar_b;
  if (count == 0) return;
  if (a_step == 0) scalar_a = *a, a = &scalar_a;
  if (b_step == 0) scalar_b = *b, b = &scalar_b;
  switch (operation) {
    BINARY_FUNCTIONS(MAP_BINARY)
    case RAVINE_BINARY_COUNT: break;
  }
}

static void NAME(select)(size_t count, const REAL *condition, const REAL *a, const REAL *b, REAL *y) {
  for (size_t i = 0; i < count; i += LANES) {
    size_t some = count - i < LANES ? count - i : LANES;
    vector c = NAME(load_some)(condition + i, 1, some), u = NAME(load_some)(a + i, 1, some), v = NAME(load_some)(b + i, 1, some);
    u = NAME(chosen)(c, u, v);
    if (some == LANES) memcpy(y + i, &u, sizeof u); else memcpy(y + i, &u, some * sizeof(REAL));
  }
}

static void NAME(fill)(size_t count, REAL value, REAL *y) {
  for (size_t i = 0; i < count; i++) y[i] = value;
}

#undef MAP_UNARY
#undef MAP_BINARY
