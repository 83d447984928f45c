// Matrix products, one precision at a time (parameters as for `Elementwise.h`): every element is one chain of fused multiply-adds in k order.
//
// k is cut into steps, between which a chain rests in C: it loses nothing there, for C has the precision of the chain. B is packed into panels
// of a tile's width, A into panels of its height, unless they can be read where they stand. None of this reaches a bit.
//
// Measured on Zen 4 with AVX-512, of the processor's peak: 90–92% at 32 × 32, 94–99% from 48 to 256, 85–95% from 384 to 1024, beside other work.
// Operands that the second cache does not hold cost 15 to 25% when columns of B are read a page apart, which no hardware foresees; asking for the
// next panel on the way leaves 5%.
// What did not help: tiles of 14 × 2 or 8 × 3 registers, blocks of more rows or fewer columns, aligned loops. Steps of 256 cost 3% at 1024.

/// What a product costs, in elements that pass through the multipliers: whole registers, and what has to be transposed to be read.
INLINE size_t NAME(cost)(size_t m, size_t n, size_t k, size_t b_row) {
  const size_t whole = HAS_HALVES ? LANES / 2 : LANES, transposing = 16 / sizeof(REAL);
  return (m * ((n + whole - 1) / whole * whole) + (b_row == 1 ? transposing * n : 0)) * k;
}

/// Rows of B for one step of k, `left` to `right` its columns: where they stand, unless only packed ones are read, and the packed ones.
typedef struct NAME(sheet) { const REAL *in_place, *panels; size_t row, left, right, depth; } NAME(sheet);

/// Some columns of a sheet, at most PANEL: the first row, and how far apart the rows are.
typedef struct NAME(panel) { const REAL *first; size_t row, columns; } NAME(panel);

INLINE NAME(panel) NAME(panel_from)(const NAME(sheet) *s, size_t j) {
  size_t columns = NAME(panel_columns)(s->right - j), width = NAME(panel_width)(columns);
  if (s->in_place && columns == width) return (NAME(panel)){s->in_place + j, s->row, columns};
  return (NAME(panel)){s->panels + (j - s->left) * s->depth, width, columns};
}

/// The panel that is read next: from column j on, or again the first, where rows of A are left, or the one below; none after the last.
INLINE NAME(panel) NAME(panel_after)(const NAME(sheet) *s, size_t j, int more_rows, int more_depth) {
  if (j < s->right) return NAME(panel_from)(s, j);
  if (more_rows) return NAME(panel_from)(s, s->left);
  return (NAME(panel)){s->in_place && more_depth ? s->in_place + s->depth * s->row + s->left : NULL, s->row, 0};
}

static void NAME(matmul)(size_t m, size_t n, size_t k, const REAL *a, size_t a_row, size_t a_column, const REAL *b, size_t b_row,
                         size_t b_column, REAL *c) {
  enum { most_depth = 512, row_step = 12 * TILE_ROWS, column_step = 1024 };
  if (k == 0) NAME(fill)(m * n, 0, c);
  if (m == 0 || n == 0 || k == 0) return;

  // Few columns fill a register badly, and a transposed B is read worse than an A: then Cᵀ = Bᵀ Aᵀ is computed, the same chains. With ten
  // columns it is up to 1.8 times as fast, with a vector 1.4 (float64) to 3 times (float32).
  size_t c_row = n;
  int transposed = NAME(cost)(n, m, k, a_column) + 16 / sizeof(REAL) * m * n < NAME(cost)(m, n, k, b_row);
  if (transposed) {
    size_t rows = m, row = a_row, column = a_column;
    const REAL *first = a;
    m = n, a = b, a_row = b_column, a_column = b_row;
    n = rows, b = first, b_row = column, b_column = row;
  }
  // Reading in place saves the copy, 5 to 10% of products as small as a layer's; packing pays when an operand is read often or lies scattered.
  int b_in_place = b_column == 1 && (m <= 24 * TILE_ROWS || k * n * sizeof(REAL) <= 131072);
  int a_in_place = (a_column == 1 || a_row == 1) && n <= 16 * PANEL;
  // Rows 4 kB apart fall on the same set of a cache of eight ways: with more of them a tile's rows would evict one another.
  size_t most_rows = a_in_place && a_column == 1 && a_row * sizeof(REAL) % 4096 == 0 ? 8 : SLIM_ROWS;
  size_t steps = (k + most_depth - 1) / most_depth, most = steps == 1 ? k : (k + steps - 1) / steps;
  int awaits_c = !transposed && (k > most || m * n * sizeof(REAL) > 65536);
  size_t last = n % PANEL, b_width = ((n < column_step ? n : column_step) + PANEL - 1) / PANEL * PANEL;
  size_t b_room = b_in_place && (last == 0 || last == NAME(panel_width)(last)) ? 0 : most * b_width;
  size_t a_room = a_in_place ? 0 : most * row_step;
  REAL *b_panels = a_room + b_room == 0 ? NULL : ravine_scratch((b_room + a_room) * sizeof(REAL)), *a_panels = b_panels + b_room;

  for (size_t from = 0, depth; from < k; from += depth) {
    depth = k - from < most ? k - from : most;
    for (size_t left = 0; left < n; left += column_step) {
      NAME(sheet) sheet = {
        .in_place = b_in_place ? b + from * b_row : NULL, .panels = b_panels, .row = b_row, .left = left,
        .right = n - left < column_step ? n : left + column_step, .depth = depth,
      };
      for (size_t j = left, columns; j < sheet.right; j += columns) {
        columns = NAME(panel_columns)(sheet.right - j);
        if (columns < NAME(panel_width)(columns) || !b_in_place)
          NAME(pack_columns)(depth, columns, b + from * b_row + j * b_column, b_row, b_column, b_panels + (j - left) * depth);
      }
      for (size_t top = 0; top < m; top += row_step) {
        size_t bottom = m - top < row_step ? m : top + row_step;
        const REAL *block = a + top * a_row + from * a_column;
        if (!a_in_place) NAME(pack_rows)(bottom - top, depth, block, a_row, a_column, a_panels);
        for (size_t j = left; j < sheet.right;) {
          NAME(panel) panel = NAME(panel_from)(&sheet, j), next = NAME(panel_after)(&sheet, j + panel.columns, bottom < m, from + depth < k);
          NAME(operands) at = {.a_row = a_row, .a_column = a_column, .runs = 1, .depth = depth, .b = panel.first, .b_row = panel.row};
          // The first tiles ask for the panel that comes next, a line of its rows each; those that follow, for the next tile's part of A.
          size_t lines = next.first ? PANEL * sizeof(REAL) / 64 : 0, line = 0;
          for (size_t i = top, rows; i < bottom; i += rows, line++) {
            rows = NAME(tile_rows)(bottom - i, a_in_place ? panel.columns : PANEL, most_rows);
            at.a = a_in_place ? block + (i - top) * a_row : a_panels + (i - top) * depth;
            if (!a_in_place) at.a_row = 1, at.a_column = rows;
            at.ahead = at.b, at.ahead_step = 0;
            if (line < lines) at.ahead = next.first + line * (64 / sizeof(REAL)), at.ahead_step = next.row;
            else if (a_in_place && a_row == 1 && i + 2 * rows <= bottom) at.ahead = at.a + 2 * rows - 1, at.ahead_step = a_column;
            else if (a_in_place && a_row == depth) at.ahead = at.a + rows * depth, at.ahead_step = 64 / sizeof(REAL);
            // The next tile's part of C is on its way while this one is computed.
            for (size_t r = i + rows; awaits_c && r < i + 2 * rows && r < bottom; r++)
#pragma clang loop unroll(full)
              for (size_t v = 0; v < PANEL * sizeof(REAL); v += 64) __builtin_prefetch((const char *)(c + r * c_row + j) + v, 1);
            NAME(update)(rows, panel.columns, &at, transposed ? c + j * c_row + i : c + i * c_row + j, c_row, transposed, from == 0);
          }
          j += panel.columns;
        }
      }
    }
  }
}
