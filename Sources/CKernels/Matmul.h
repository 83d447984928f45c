// Matrix products, one precision at a time (parameters as for `Elementwise.h`): every element is one chain of fused multiply-adds in k order.
//
// A tile of TILE_ROWS × TILE_VECTORS registers of C stays in registers while k runs. k is cut into DEPTH steps, between which a chain
// rests in C: it loses nothing there, for C has the precision of the chain. B is packed into panels of a tile's width, A into panels of
// its height, unless they can be read where they stand. Blocking, packing and the tile's shape never reach a bit.

#define PANEL (TILE_VECTORS * LANES)

/// A tile of `rows` × `vectors` registers, both constants after inlining. c is stored with rows `c_row` apart; `fresh` starts the chains at 0.
INLINE void NAME(tile)(const size_t rows, const size_t vectors, size_t depth, const REAL *a, size_t a_row, size_t a_column, const REAL *b,
                       size_t b_row, REAL *c, size_t c_row, int fresh) {
  vector s[TILE_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      if (fresh) s[i][v] = (vector)(REAL)0; else memcpy(&s[i][v], c + i * c_row + v * LANES, sizeof(vector));
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
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) memcpy(c + i * c_row + v * LANES, &s[i][v], sizeof(vector));
}

#define TILE(ROWS, VECTORS) NAME(tile)(ROWS, VECTORS, depth, a, a_row, a_column, b, b_row, c, c_row, fresh)
#define TILE_CASE(ROWS) case ROWS: if (ROWS <= TILE_ROWS) { TILE((ROWS <= TILE_ROWS ? ROWS : 1), VECTORS_HERE); } break;
#define TILE_CASES \
  switch (rows) { \
    TILE_CASE(1) TILE_CASE(2) TILE_CASE(3) TILE_CASE(4) TILE_CASE(5) TILE_CASE(6) TILE_CASE(7) TILE_CASE(8) TILE_CASE(9) TILE_CASE(10) \
    TILE_CASE(11) TILE_CASE(12) TILE_CASE(13) TILE_CASE(14) default: break; \
  }

static void NAME(full_tile)(size_t rows, size_t depth, const REAL *a, size_t a_row, size_t a_column, const REAL *b, size_t b_row, REAL *c,
                            size_t c_row, int fresh) {
#define VECTORS_HERE TILE_VECTORS
  TILE_CASES
#undef VECTORS_HERE
}
/// The tile of one register's width, for the last columns.
static void NAME(slim_tile)(size_t rows, size_t depth, const REAL *a, size_t a_row, size_t a_column, const REAL *b, size_t b_row, REAL *c,
                            size_t c_row, int fresh) {
#define VECTORS_HERE 1
  TILE_CASES
#undef VECTORS_HERE
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

/// `depth` rows of `columns` columns of B, into a panel: depth rows of PANEL, zeros at the right.
static void NAME(pack_columns)(size_t depth, size_t columns, const REAL *b, size_t b_row, size_t b_column, REAL *panel) {
  if (columns < PANEL) memset(panel, 0, depth * PANEL * sizeof(REAL));
  if (b_column == 1 && columns == PANEL) {
    for (size_t p = 0; p < depth; p++) memcpy(panel + p * PANEL, b + p * b_row, PANEL * sizeof(REAL));
  } else if (b_row == 1) {
    NAME(pack_transposed)(depth, columns, b, b_column, panel, PANEL);
  } else {
    for (size_t p = 0; p < depth; p++)
      for (size_t j = 0; j < columns; j++) panel[p * PANEL + j] = b[p * b_row + j * b_column];
  }
}

/// A's `rows` rows at `a`, into panels of TILE_ROWS: in each, depth columns of TILE_ROWS.
static void NAME(pack_rows)(size_t rows, size_t depth, const REAL *a, size_t a_row, size_t a_column, REAL *panel) {
  for (size_t i = 0; i < rows; i += TILE_ROWS, panel += depth * TILE_ROWS, a += TILE_ROWS * a_row) {
    size_t some = rows - i < TILE_ROWS ? rows - i : TILE_ROWS;
    if (a_column == 1) {
      NAME(pack_transposed)(depth, some, a, a_row, panel, TILE_ROWS);
    } else {
      for (size_t p = 0; p < depth; p++)
        for (size_t r = 0; r < some; r++) panel[p * TILE_ROWS + r] = a[r * a_row + p * a_column];
    }
  }
}

static void NAME(matmul)(size_t m, size_t n, size_t k, const REAL *a, size_t a_row, size_t a_column, const REAL *b, size_t b_row,
                         size_t b_column, REAL *c) {
  enum { depth_step = 256, row_step = 12 * TILE_ROWS, column_step = 1024 };
  if (k == 0) NAME(fill)(m * n, 0, c);
  if (m == 0 || n == 0 || k == 0) return;

  // Reading in place saves the copy; packing pays when an operand is read often, or when its elements lie scattered.
  int b_in_place = b_column == 1 && m <= 4 * TILE_ROWS;
  // Rows 2 kB apart fall on the same cache sets: a tile's rows would evict one another.
  int collides = a_column == 1 && k >= 128 && a_row * sizeof(REAL) % 2048 == 0;
  int a_in_place = (a_column == 1 || a_row == 1) && n <= 8 * PANEL && !collides;
  size_t most = k < depth_step ? k : depth_step, width = n < column_step ? n + PANEL : column_step;
  size_t b_room = most * ((width + PANEL - 1) / PANEL * PANEL), a_room = a_in_place ? 0 : most * row_step;
  REAL *b_panels = ravine_scratch((b_room + a_room) * sizeof(REAL)), *a_panels = b_panels + b_room;

  for (size_t from = 0; from < k; from += depth_step) {
    size_t depth = k - from < depth_step ? k - from : depth_step;
    for (size_t left = 0; left < n; left += column_step) {
      size_t right = n - left < column_step ? n : left + column_step;
      for (size_t j = left; j < right; j += PANEL) {
        size_t columns = right - j < PANEL ? right - j : PANEL;
        if (columns < PANEL || !b_in_place)
          NAME(pack_columns)(depth, columns, b + from * b_row + j * b_column, b_row, b_column, b_panels + (j - left) * depth);
      }
      for (size_t top = 0; top < m; top += row_step) {
        size_t bottom = m - top < row_step ? m : top + row_step;
        const REAL *block = a + top * a_row + from * a_column;
        if (!a_in_place) NAME(pack_rows)(bottom - top, depth, block, a_row, a_column, a_panels);
        for (size_t j = left; j < right; j += PANEL) {
          size_t columns = right - j < PANEL ? right - j : PANEL;
          int packed = columns < PANEL || !b_in_place;
          const REAL *panel = packed ? b_panels + (j - left) * depth : b + from * b_row + j;
          size_t panel_row = packed ? PANEL : b_row;
          for (size_t i = top; i < bottom; i += TILE_ROWS) {
            size_t rows = bottom - i < TILE_ROWS ? bottom - i : TILE_ROWS;
            const REAL *ai = a_in_place ? block + (i - top) * a_row : a_panels + (i - top) * depth;
            size_t ai_row = a_in_place ? a_row : 1, ai_column = a_in_place ? a_column : TILE_ROWS;
            REAL *ci = c + i * n + j;
            if (columns == PANEL) {
              NAME(full_tile)(rows, depth, ai, ai_row, ai_column, panel, panel_row, ci, n, from == 0);
            } else {
              REAL edge[TILE_ROWS * PANEL];
              if (from != 0)
                for (size_t r = 0; r < rows; r++) memcpy(edge + r * PANEL, ci + r * n, columns * sizeof(REAL));
              if (columns <= LANES) NAME(slim_tile)(rows, depth, ai, ai_row, ai_column, panel, panel_row, edge, PANEL, from == 0);
              else NAME(full_tile)(rows, depth, ai, ai_row, ai_column, panel, panel_row, edge, PANEL, from == 0);
              for (size_t r = 0; r < rows; r++) memcpy(ci + r * n, edge + r * PANEL, columns * sizeof(REAL));
            }
          }
        }
      }
    }
  }
}

#undef PANEL
#undef TILE
#undef TILE_CASE
#undef TILE_CASES
