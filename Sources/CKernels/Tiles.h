// The innermost loops of matrix products and convolutions, one precision at a time (parameters as for `Elementwise.h`).
//
// A tile of C, TILE_ROWS × TILE_VECTORS registers, or SLIM_ROWS × 1 for few columns, stays in registers while k runs. k is cut into runs
// of `depth` steps, because a window of an image is some rows of neighbors; a product has one run.

#define PANEL (TILE_VECTORS * LANES)

/// Where the operands of a tile lie: A's rows and columns a_row and a_column apart, B's rows b_row; from the start of a run to that of the next
/// a_run and b_run. C's rows are c_row apart.
typedef struct NAME(operands) {
  const REAL *a, *b;
  size_t a_row, a_column, a_run, b_row, b_run, runs, depth;
} NAME(operands);

/// A tile of `rows` × `vectors` registers, both constants after inlining; `fresh` starts the chains at 0 instead of at C.
INLINE void NAME(tile)(const size_t rows, const size_t vectors, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) {
  const size_t a_row = at->a_row, a_column = at->a_column, b_row = at->b_row, depth = at->depth;
  const REAL *a_start = at->a, *b_start = at->b;
  vector s[SLIM_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      if (fresh) s[i][v] = (vector)(REAL)0; else memcpy(&s[i][v], c + i * c_row + v * LANES, sizeof(vector));
  for (size_t run = at->runs; run > 0; run--) {
    const REAL *a = a_start, *b = b_start;
    for (size_t p = 0; p < depth; p++) {
      vector row[TILE_VECTORS];
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) memcpy(&row[v], b + v * LANES, sizeof(vector));
#pragma clang loop unroll(full)
      for (size_t i = 0; i < rows; i++) {
        vector x = (vector)a[i * a_row];
#pragma clang loop unroll(full)
        for (size_t v = 0; v < vectors; v++) s[i][v] = FMA(x, row[v], s[i][v]);
      }
      a += a_column, b += b_row;
    }
    a_start += at->a_run, b_start += at->b_run;
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) memcpy(c + i * c_row + v * LANES, &s[i][v], sizeof(vector));
}

#define TILE_CASE(ROWS) \
  case ROWS: if (ROWS <= MOST_ROWS) { NAME(tile)((ROWS <= MOST_ROWS ? ROWS : 1), VECTORS, at, c, c_row, fresh); } break;
#define TILE_CASES \
  switch (rows) { \
    TILE_CASE(1) TILE_CASE(2) TILE_CASE(3) TILE_CASE(4) TILE_CASE(5) TILE_CASE(6) TILE_CASE(7) TILE_CASE(8) TILE_CASE(9) TILE_CASE(10) \
    TILE_CASE(11) TILE_CASE(12) TILE_CASE(13) TILE_CASE(14) TILE_CASE(15) TILE_CASE(16) default: break; \
  }

static void NAME(full_tile)(size_t rows, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) {
#define MOST_ROWS TILE_ROWS
#define VECTORS TILE_VECTORS
  TILE_CASES
#undef MOST_ROWS
#undef VECTORS
}
static void NAME(slim_tile)(size_t rows, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) {
#define MOST_ROWS SLIM_ROWS
#define VECTORS 1
  TILE_CASES
#undef MOST_ROWS
#undef VECTORS
}
#undef TILE_CASE
#undef TILE_CASES

/// The width of the panel that `columns` columns of B, at most PANEL, are read from.
INLINE size_t NAME(panel_width)(size_t columns) { return columns <= LANES ? LANES : PANEL; }

/// How many rows the next tile takes of `rest`: all tiles about as many, so that none is left with too few chains to hide their latency.
INLINE size_t NAME(tile_rows)(size_t rest, size_t columns) {
  size_t most = columns <= LANES ? SLIM_ROWS : TILE_ROWS, tiles = (rest + most - 1) / most;
  return (rest + tiles - 1) / tiles;
}

/// A tile of `columns` columns, at most PANEL; B holds the panel's whole width.
INLINE void NAME(update)(size_t rows, size_t columns, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) {
  if (columns == PANEL) {
    NAME(full_tile)(rows, at, c, c_row, fresh);
  } else if (columns == LANES) {
    NAME(slim_tile)(rows, at, c, c_row, fresh);
  } else {
    REAL edge[SLIM_ROWS * PANEL];
    size_t width = NAME(panel_width)(columns);
    if (!fresh)
      for (size_t r = 0; r < rows; r++) memcpy(edge + r * width, c + r * c_row, columns * sizeof(REAL));
    if (columns <= LANES) NAME(slim_tile)(rows, at, edge, width, fresh);
    else NAME(full_tile)(rows, at, edge, width, fresh);
    for (size_t r = 0; r < rows; r++) memcpy(c + r * c_row, edge + r * width, columns * sizeof(REAL));
  }
}

typedef REAL NAME(four) __attribute__((ext_vector_type(4)));

/// panel[p * width + j] = x[p + j * stride] for p < depth, j < count: by transposes of 4 × 4, the remainders one by one.
INLINE void NAME(pack_transposed)(size_t depth, size_t count, const REAL *x, size_t stride, REAL *panel, const size_t width) {
  size_t j = 0;
  for (; j + 4 <= count; j += 4) {
    const REAL *column = x + j * stride;
    REAL *to = panel + j;
    size_t p = 0;
    for (; p + 4 <= depth; p += 4) {
      NAME(four) a, b, c, d;
      memcpy(&a, column + p, sizeof a), memcpy(&b, column + stride + p, sizeof b);
      memcpy(&c, column + 2 * stride + p, sizeof c), memcpy(&d, column + 3 * stride + p, sizeof d);
      NAME(four) ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
      NAME(four) ef = __builtin_shufflevector(a, b, 2, 6, 3, 7), gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
      a = __builtin_shufflevector(ab, cd, 0, 1, 4, 5), b = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
      c = __builtin_shufflevector(ef, gh, 0, 1, 4, 5), d = __builtin_shufflevector(ef, gh, 2, 3, 6, 7);
      memcpy(to + p * width, &a, sizeof a), memcpy(to + (p + 1) * width, &b, sizeof b);
      memcpy(to + (p + 2) * width, &c, sizeof c), memcpy(to + (p + 3) * width, &d, sizeof d);
    }
    for (; p < depth; p++)
      for (size_t i = 0; i < 4; i++) to[p * width + i] = column[i * stride + p];
  }
  for (; j < count; j++)
    for (size_t p = 0; p < depth; p++) panel[p * width + j] = x[j * stride + p];
}

/// `depth` rows of `columns` columns of B, at most PANEL, into a panel of their width, zeros at the right.
static void NAME(pack_columns)(size_t depth, size_t columns, const REAL *b, size_t b_row, size_t b_column, REAL *panel) {
  const size_t width = NAME(panel_width)(columns);
  if (columns < width) memset(panel, 0, depth * width * sizeof(REAL));
  if (b_column == 1 && columns == PANEL) {
    for (size_t p = 0; p < depth; p++) memcpy(panel + p * PANEL, b + p * b_row, PANEL * sizeof(REAL));
  } else if (b_row == 1) {
    if (width == PANEL) NAME(pack_transposed)(depth, columns, b, b_column, panel, PANEL);
    else NAME(pack_transposed)(depth, columns, b, b_column, panel, LANES);
  } else {
    for (size_t p = 0; p < depth; p++)
      for (size_t j = 0; j < columns; j++) panel[p * width + j] = b[p * b_row + j * b_column];
  }
}

/// `rows` rows of A, into panels as high as the tiles that read them: in each, depth columns.
static void NAME(pack_rows)(size_t rows, size_t depth, const REAL *a, size_t a_row, size_t a_column, REAL *panel) {
  for (size_t i = 0, some; i < rows; i += some, panel += depth * some, a += some * a_row) {
    some = NAME(tile_rows)(rows - i, PANEL);
    if (a_column == 1) {
      NAME(pack_transposed)(depth, some, a, a_row, panel, some);
    } else {
      for (size_t p = 0; p < depth; p++)
        for (size_t r = 0; r < some; r++) panel[p * some + r] = a[r * a_row + p * a_column];
    }
  }
}
