// The innermost loops of matrix products and convolutions, one precision at a time (parameters as for `Elementwise.h`).
//
// A tile of C, TILE_ROWS × TILE_VECTORS registers, or SLIM_ROWS × 1 for few columns, stays in registers while k runs. k is cut into runs
// of `depth` steps, because a window of an image is some rows of neighbors; a product has one run.

#define PANEL (TILE_VECTORS * LANES)

/// Where the operands of a tile lie: A's rows and columns a_row and a_column apart, B's rows b_row; from the start of a run to that of the next
/// a_run and b_run. C's rows are c_row apart.
///
/// Every step of k asks for one line of what a later tile or call reads, from `ahead` on, ahead_step apart (0 where there is nothing to ask for).
typedef struct NAME(operands) {
  const REAL *a, *b, *ahead;
  size_t a_row, a_column, a_run, b_row, b_run, runs, depth, ahead_step;
} NAME(operands);

// So many last steps of k go row by row, and a row is stored while those below it are multiplied. Zen 4 takes two cycles for a store of 64 bytes, and
// stores that come together hold the multipliers up as long: after the last step, those of a whole tile cost two steps. With three last steps
// (six rows of B are all that the registers hold) a product of 32 × 32 is 1.06 times as fast, one of k = 64 1.03 times. Two gain less, four no more;
// with registers of 32 bytes, half as many, any number loses 1%.
#define LAST_STEPS (VECTOR_BYTES == 64 ? 3 : 0)

enum { NAME(line) = 64 / sizeof(REAL) };

/// Has a tile ask for what later calls read (`ravine_ask`), or for nothing; whether there was anything.
INLINE int NAME(ask_for_later)(NAME(operands) *at) {
  const char *line = ravine_take_asked(at->runs * at->depth);
  at->ahead = line != NULL ? (const REAL *)line : at->b, at->ahead_step = line != NULL ? NAME(line) : 0;
  return line != NULL;
}

#define TILE NAME(tile)
#define REGISTER vector
#define REGISTER_LANES LANES
#include "Tile.h"

// A register of 64 bytes is wide for the last few columns, and a half one does them in half the time where the processor has two units of 32
// bytes (Zen 4: a product of 40 × 40 is 1.3 times as fast). Halves of narrower registers gain nothing.
#define HAS_HALVES (VECTOR_BYTES == 64)
#if HAS_HALVES
typedef REAL NAME(half_register) __attribute__((ext_vector_type(LANES / 2)));
#define TILE NAME(half_width_tile)
#define REGISTER NAME(half_register)
#define REGISTER_LANES (LANES / 2)
#include "Tile.h"
#endif

#define TILE_CASE(ROWS) \
  case ROWS: if (ROWS <= MOST_ROWS) { FUNCTION((ROWS <= MOST_ROWS ? ROWS : 1), VECTORS, at, c, c_row, fresh); } break;
#define TILE_CASES \
  switch (rows) { \
    TILE_CASE(1) TILE_CASE(2) TILE_CASE(3) TILE_CASE(4) TILE_CASE(5) TILE_CASE(6) TILE_CASE(7) TILE_CASE(8) TILE_CASE(9) TILE_CASE(10) \
    TILE_CASE(11) TILE_CASE(12) TILE_CASE(13) TILE_CASE(14) TILE_CASE(15) TILE_CASE(16) default: break; \
  }

#define FUNCTION NAME(tile)
#define MOST_ROWS TILE_ROWS
#define VECTORS TILE_VECTORS
static void NAME(full_tile)(size_t rows, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) { TILE_CASES }
#undef MOST_ROWS
#undef VECTORS
#define MOST_ROWS SLIM_ROWS
#define VECTORS 1
static void NAME(slim_tile)(size_t rows, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) { TILE_CASES }
#if HAS_HALVES
#undef FUNCTION
#define FUNCTION NAME(half_width_tile)
static void NAME(half_tile)(size_t rows, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) { TILE_CASES }
#endif
#undef FUNCTION
#undef MOST_ROWS
#undef VECTORS
#undef TILE_CASE
#undef TILE_CASES

/// The tile of a panel's width.
INLINE void NAME(tile_of)(size_t width, size_t rows, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) {
  if (width == PANEL) NAME(full_tile)(rows, at, c, c_row, fresh);
#if HAS_HALVES
  else if (width < LANES) NAME(half_tile)(rows, at, c, c_row, fresh);
#endif
  else NAME(slim_tile)(rows, at, c, c_row, fresh);
}

/// The width of the panel that `columns` columns of B, at most PANEL, are read from.
INLINE size_t NAME(panel_width)(size_t columns) {
  return columns > LANES ? PANEL : HAS_HALVES && columns <= LANES / 2 ? LANES / 2 : LANES;
}

/// How many columns the next panel takes of `rest`: what it leaves fits a half register if what it takes fills one.
INLINE size_t NAME(panel_columns)(size_t rest) {
  return rest >= PANEL ? PANEL : HAS_HALVES && rest > LANES && rest <= LANES + LANES / 2 ? LANES : rest;
}

/// How many rows the tiles have that some rows are cut into: `least`, the first `higher` of them one more. All about as many, so that none is left
/// with too few chains to hide their latency.
typedef struct NAME(heights) { size_t least, higher; } NAME(heights);

/// The heights, at most `most`, of the tiles beside a panel of `columns` columns.
INLINE NAME(heights) NAME(heights_of)(size_t rows, size_t columns, size_t most) {
  size_t fit = columns <= LANES ? SLIM_ROWS : TILE_ROWS;
  if (most < fit) fit = most;
  size_t tiles = rows > fit ? (rows + fit - 1) / fit : 1;
  return tiles == 1 ? (NAME(heights)){rows, 0} : (NAME(heights)){rows / tiles, rows % tiles};
}

INLINE size_t NAME(height)(NAME(heights) heights, size_t tile) { return heights.least + (tile < heights.higher); }

typedef REAL NAME(four) __attribute__((ext_vector_type(4)));
typedef REAL NAME(eight) __attribute__((ext_vector_type(8)));

/// Four elements each of four columns, transposed; the shuffles are those that stay within 16 bytes or exchange such halves.
INLINE void NAME(transpose_four)(const REAL *x, size_t stride, REAL *to, size_t width) {
  NAME(four) a, b, c, d;
  memcpy(&a, x, sizeof a), memcpy(&b, x + stride, sizeof b), memcpy(&c, x + 2 * stride, sizeof c), memcpy(&d, x + 3 * stride, sizeof d);
  if (sizeof(REAL) == 8) {
    NAME(four) ab = __builtin_shufflevector(a, b, 0, 4, 2, 6), cd = __builtin_shufflevector(c, d, 0, 4, 2, 6);
    NAME(four) ef = __builtin_shufflevector(a, b, 1, 5, 3, 7), gh = __builtin_shufflevector(c, d, 1, 5, 3, 7);
    a = __builtin_shufflevector(ab, cd, 0, 1, 4, 5), c = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
    b = __builtin_shufflevector(ef, gh, 0, 1, 4, 5), d = __builtin_shufflevector(ef, gh, 2, 3, 6, 7);
  } else {
    NAME(four) ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    NAME(four) ef = __builtin_shufflevector(a, b, 2, 6, 3, 7), gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    a = __builtin_shufflevector(ab, cd, 0, 1, 4, 5), b = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
    c = __builtin_shufflevector(ef, gh, 0, 1, 4, 5), d = __builtin_shufflevector(ef, gh, 2, 3, 6, 7);
  }
  memcpy(to, &a, sizeof a), memcpy(to + width, &b, sizeof b), memcpy(to + 2 * width, &c, sizeof c), memcpy(to + 3 * width, &d, sizeof d);
}

/// Four elements each of eight columns, transposed.
INLINE void NAME(transpose_eight)(const REAL *x, size_t stride, REAL *to, size_t width) {
  if (sizeof(REAL) == 8) {
    NAME(transpose_four)(x, stride, to, width), NAME(transpose_four)(x + 4 * stride, stride, to + 4, width);
    return;
  }
  NAME(four) low, high;
  NAME(eight) v[4];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < 4; i++) {
    memcpy(&low, x + i * stride, sizeof low), memcpy(&high, x + (i + 4) * stride, sizeof high);
    v[i] = __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
  }
  NAME(eight) ab = __builtin_shufflevector(v[0], v[1], 0, 8, 1, 9, 4, 12, 5, 13), cd = __builtin_shufflevector(v[2], v[3], 0, 8, 1, 9, 4, 12, 5, 13);
  NAME(eight) ef = __builtin_shufflevector(v[0], v[1], 2, 10, 3, 11, 6, 14, 7, 15);
  NAME(eight) gh = __builtin_shufflevector(v[2], v[3], 2, 10, 3, 11, 6, 14, 7, 15);
  v[0] = __builtin_shufflevector(ab, cd, 0, 1, 8, 9, 4, 5, 12, 13), v[1] = __builtin_shufflevector(ab, cd, 2, 3, 10, 11, 6, 7, 14, 15);
  v[2] = __builtin_shufflevector(ef, gh, 0, 1, 8, 9, 4, 5, 12, 13), v[3] = __builtin_shufflevector(ef, gh, 2, 3, 10, 11, 6, 7, 14, 15);
#pragma clang loop unroll(full)
  for (size_t i = 0; i < 4; i++) memcpy(to + i * width, &v[i], sizeof v[i]);
}

/// y[p * width + j] = x[p + j * stride] for p < depth, j < count: in blocks, the remainders one by one.
INLINE void NAME(transpose_inline)(size_t depth, size_t count, const REAL *x, size_t stride, REAL *y, const size_t width) {
  size_t j = 0;
  for (; j + 8 <= count; j += 8)
    for (size_t p = 0; p + 4 <= depth; p += 4) NAME(transpose_eight)(x + j * stride + p, stride, y + p * width + j, width);
  for (; j + 4 <= count; j += 4)
    for (size_t p = 0; p + 4 <= depth; p += 4) NAME(transpose_four)(x + j * stride + p, stride, y + p * width + j, width);
  for (size_t p = depth / 4 * 4; p < depth; p++)
    for (size_t i = 0; i < j; i++) y[p * width + i] = x[i * stride + p];
  for (; j < count; j++)
    for (size_t p = 0; p < depth; p++) y[p * width + j] = x[j * stride + p];
}
static void NAME(transpose)(size_t depth, size_t count, const REAL *x, size_t stride, REAL *y, size_t width) {
  NAME(transpose_inline)(depth, count, x, stride, y, width);
}

/// Copies less than a panel's width, in pieces of constant size: a call of memcpy for each row of a tile would cost as much as the tile.
INLINE void NAME(copy_some)(REAL *to, const REAL *from, size_t count) {
  for (; count >= LANES; to += LANES, from += LANES, count -= LANES) memcpy(to, from, LANES * sizeof(REAL));
#pragma clang loop unroll(full)
  for (size_t piece = LANES / 2; piece > 0; piece /= 2)
    if (count & piece) memcpy(to, from, piece * sizeof(REAL)), to += piece, from += piece;
}

/// `depth` rows of `columns` columns of B, at most PANEL, into a panel of their width, zeros at the right.
static void NAME(pack_columns)(size_t depth, size_t columns, const REAL *b, size_t b_row, size_t b_column, REAL *panel) {
  const size_t width = NAME(panel_width)(columns);
  if (columns < width) memset(panel, 0, depth * width * sizeof(REAL));
  if (b_column == 1 && columns == PANEL) {
    for (size_t p = 0; p < depth; p++) memcpy(panel + p * PANEL, b + p * b_row, PANEL * sizeof(REAL));
  } else if (b_column == 1) {
    for (size_t p = 0; p < depth; p++) NAME(copy_some)(panel + p * width, b + p * b_row, columns);
  } else if (b_row == 1) {
    if (width == PANEL) NAME(transpose_inline)(depth, columns, b, b_column, panel, PANEL);
    else NAME(transpose)(depth, columns, b, b_column, panel, width);
  } else {
    for (size_t p = 0; p < depth; p++)
      for (size_t j = 0; j < columns; j++) panel[p * width + j] = b[p * b_row + j * b_column];
  }
}

/// `rows` rows of A, into panels as high as the tiles that read them: in each, depth columns.
static void NAME(pack_rows)(size_t rows, size_t depth, const REAL *a, size_t a_row, size_t a_column, REAL *panel) {
  const NAME(heights) heights = NAME(heights_of)(rows, PANEL, TILE_ROWS);
  for (size_t i = 0, tile = 0, some; i < rows; i += some, tile++, panel += depth * some, a += some * a_row) {
    some = NAME(height)(heights, tile);
    if (a_column == 1) {
      NAME(transpose)(depth, some, a, a_row, panel, some);
    } else if (a_row == 1) {
      for (size_t p = 0; p < depth; p++) NAME(copy_some)(panel + p * some, a + p * a_column, some);
    } else {
      for (size_t p = 0; p < depth; p++)
        for (size_t r = 0; r < some; r++) panel[p * some + r] = a[r * a_row + p * a_column];
    }
  }
}

/// A tile of `columns` columns, at most PANEL; B holds the panel's whole width. C's rows are c_row apart, or, where it lies transposed, its columns.
INLINE void NAME(update)(size_t rows, size_t columns, const NAME(operands) *at, REAL *c, size_t c_row, int transposed, int fresh) {
  size_t width = NAME(panel_width)(columns);
  if (columns == width && !transposed) {
    NAME(tile_of)(width, rows, at, c, c_row, fresh);
    return;
  }
  REAL edge[SLIM_ROWS * PANEL];
  if (!fresh && transposed) NAME(transpose)(rows, columns, c, c_row, edge, width);
  for (size_t r = 0; !fresh && !transposed && r < rows; r++) NAME(copy_some)(edge + r * width, c + r * c_row, columns);
  NAME(tile_of)(width, rows, at, edge, width, fresh);
  if (transposed) NAME(transpose)(columns, rows, edge, width, c, c_row);
  for (size_t r = 0; !transposed && r < rows; r++) NAME(copy_some)(c + r * c_row, edge + r * width, columns);
}
