// Matrix products, one precision at a time (parameters as for `Elementwise.h`): every element is one chain of fused multiply-adds in k order.
//
// k is cut into steps, between which a chain rests in C: it loses nothing there, for C has the precision of the chain. B is packed into panels
// of a tile's width, A into panels of its height, unless they can be read where they stand. None of this reaches a bit.
//
// Measured on Zen 4 with AVX-512, of the processor's peak: 94–96% at 32 × 32, 97–99% from 48 to 256, 90–98% from 384 to 1024, beside other work.
// Operands that the second cache does not hold cost 15 to 25% when columns of B are read a page apart, which no hardware foresees; asking for the
// next panel on the way leaves 5%.
// What did not help: tiles of 14 × 2, 8 × 3 or 6 × 4 registers, blocks of more rows or fewer columns, aligned loops, asking for rows of B before they
// are transposed. Steps of 256 cost 3% at 1024.

/// What a product costs, in elements that pass through the multipliers: whole registers, and what has to be transposed to be read.
INLINE size_t NAME(cost)(size_t m, size_t n, size_t k, size_t b_row) {
  const size_t whole = HAS_HALVES ? LANES / 2 : LANES, transposing = 16 / sizeof(REAL);
  return (m * ((n + whole - 1) / whole * whole) + (b_row == 1 ? transposing * n : 0)) * k;
}

/// Rows of B for one step of k, and where its columns from `left` on are packed: all before they are read, or, `singly`, one panel after the other
/// in the same place. Panels of a tile's width are read in place if the columns are neighbors and it pays.
typedef struct NAME(sheet) {
  const REAL *b;
  REAL *panels;
  size_t row, column, left, right, depth;
  int in_place, singly;
} NAME(sheet);

/// Some columns of a sheet, at most PANEL: the first row, how far apart the rows are, and whether they are packed.
typedef struct NAME(panel) { const REAL *first; size_t row, columns; int packed; } NAME(panel);

INLINE NAME(panel) NAME(panel_from)(const NAME(sheet) *s, size_t j) {
  size_t columns = NAME(panel_columns)(s->right - j), width = NAME(panel_width)(columns);
  if (s->in_place && columns == width) return (NAME(panel)){s->b + j, s->row, columns, 0};
  return (NAME(panel)){s->panels + (s->singly ? 0 : (j - s->left) * s->depth), width, columns, 1};
}

INLINE void NAME(pack_panel)(const NAME(sheet) *s, size_t j, const NAME(panel) *panel) {
  if (panel->packed) NAME(pack_columns)(s->depth, panel->columns, s->b + j * s->column, s->row, s->column, (REAL *)panel->first);
}

/// What tiles ask for while they work: tile i, the lines at first + i * tile, `step` apart.
typedef struct NAME(ahead) { const REAL *first; size_t step, tile; } NAME(ahead);

/// The panel from column j on; after the last, the first once more, for other rows of A, or the one below it.
INLINE NAME(ahead) NAME(panel_ahead)(const NAME(sheet) *s, size_t j, int more_rows, int more_depth) {
  const REAL *b = s->b;
  if (j == s->right && more_rows) j = s->left;
  else if (j == s->right && more_depth && s->in_place) b += s->depth * s->row, j = s->left;
  else if (j == s->right) return (NAME(ahead)){0};
  NAME(panel) panel = NAME(panel_from)(s, j);
  if (!panel.packed) return (NAME(ahead)){b + j, s->row, NAME(line)};
  if (!s->singly) return (NAME(ahead)){panel.first, panel.row, NAME(line)};
  // Columns that are rows in memory, before they are packed.
  if (s->row == 1 && s->column == s->depth) return (NAME(ahead)){b + j * s->column, NAME(line), NAME(line) * s->depth};
  return (NAME(ahead)){0};
}

static void NAME(matmul)(size_t m, size_t n, size_t k, const REAL *a, size_t a_row, size_t a_column, const REAL *b, size_t b_row,
                         size_t b_column, REAL *c) {
  enum { most_depth = 512 };
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
  // What the first cache holds need not be asked for.
  int asks = (m * n + k * (m + n)) * sizeof(REAL) > 32768, asks_a = asks && a_in_place;
  int awaits_c = !transposed && (k > most || m * n * sizeof(REAL) > 65536);
  // Rows of A that the second cache holds beside a panel and their part of C go together, panel by panel; else in blocks.
  int singly = m <= 12 * TILE_ROWS || (a_in_place && m * most * sizeof(REAL) <= 524288);
  size_t row_step = singly ? m : 12 * TILE_ROWS, column_step = singly ? n : 1024;
  size_t last = n % PANEL, b_width = singly ? PANEL : ((n < column_step ? n : column_step) + PANEL - 1) / PANEL * PANEL;
  size_t b_room = b_in_place && (last == 0 || last == NAME(panel_width)(last)) ? 0 : most * b_width;
  size_t a_room = a_in_place ? 0 : most * row_step;
  REAL *b_panels = a_room + b_room == 0 ? NULL : ravine_scratch((b_room + a_room) * sizeof(REAL)), *a_panels = b_panels + b_room;

  for (size_t from = 0, depth; from < k; from += depth) {
    depth = k - from < most ? k - from : most;
    for (size_t left = 0; left < n; left += column_step) {
      const NAME(sheet) sheet = {
        .b = b + from * b_row, .panels = b_panels, .row = b_row, .column = b_column, .left = left,
        .right = n - left < column_step ? n : left + column_step, .depth = depth, .in_place = b_in_place, .singly = singly,
      };
      NAME(panel) panel;
      for (size_t j = left; !singly && j < sheet.right; j += panel.columns) {
        panel = NAME(panel_from)(&sheet, j);
        NAME(pack_panel)(&sheet, j, &panel);
      }
      for (size_t top = 0; top < m; top += row_step) {
        size_t bottom = m - top < row_step ? m : top + row_step;
        const NAME(heights) full = NAME(heights_of)(bottom - top, PANEL, most_rows);
        const REAL *block = a + top * a_row + from * a_column;
        if (!a_in_place) NAME(pack_rows)(bottom - top, depth, block, a_row, a_column, a_panels);
        for (size_t j = left; j < sheet.right; j += panel.columns) {
          panel = NAME(panel_from)(&sheet, j);
          if (singly) NAME(pack_panel)(&sheet, j, &panel);
          NAME(operands) at = {.a_row = a_row, .a_column = a_column, .runs = 1, .depth = depth, .b = panel.first, .b_row = panel.row};
          // The first tiles ask for the panel that comes next, those that follow for what later calls read or for the next tile's part of A.
          const NAME(ahead) next = asks ? NAME(panel_ahead)(&sheet, j + panel.columns, bottom < m, from + depth < k) : (NAME(ahead)){0};
          const NAME(heights) heights = a_in_place && panel.columns <= LANES ? NAME(heights_of)(bottom - top, LANES, most_rows) : full;
          size_t asking = next.first ? PANEL / NAME(line) : 0, tile = 0;
          for (size_t i = top, rows; i < bottom; i += rows, tile++) {
            rows = NAME(height)(heights, tile);
            at.a = a_in_place ? block + (i - top) * a_row : a_panels + (i - top) * depth;
            if (!a_in_place) at.a_row = 1, at.a_column = rows;
            if (tile < asking) at.ahead = next.first + tile * next.tile, at.ahead_step = next.step;
            else if (!NAME(ask_for_later)(&at)) {
              if (asks_a && a_row == 1 && i + 2 * rows <= bottom) at.ahead = at.a + 2 * rows - 1, at.ahead_step = a_column;
              else if (asks_a && a_row == depth) at.ahead = at.a + rows * depth, at.ahead_step = NAME(line);
            }
            // The next tile's part of C is on its way while this one is computed.
            for (size_t r = i + rows; awaits_c && r < i + 2 * rows && r < bottom; r++)
#pragma clang loop unroll(full)
              for (size_t v = 0; v < PANEL; v += NAME(line)) __builtin_prefetch(c + r * c_row + j + v, 1);
            NAME(update)(rows, panel.columns, &at, transposed ? c + j * c_row + i : c + i * c_row + j, c_row, transposed, from == 0);
          }
        }
      }
    }
  }
}
