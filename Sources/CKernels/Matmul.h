// Matrix products, one precision at a time (parameters as for `Elementwise.h`): every element is one chain of fused multiply-adds in k order.
//
// A tile of TILE_ROWS × TILE_VECTORS registers of C stays in registers while k runs. k is cut into DEPTH steps, between which a chain
// rests in C: it loses nothing there, for C has the precision of the chain. B is packed into panels of a tile's width, A into panels of
// its height, unless they can be read where they stand. Blocking, packing and the tile's shape never reach a bit.

#define PANEL (TILE_VECTORS * LANES)

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
          NAME(operands) at = {
            .a_row = a_row, .a_column = a_column, .runs = 1, .depth = depth,
            .b = packed ? b_panels + (j - left) * depth : b + from * b_row + j, .b_row = packed ? NAME(panel_width)(columns) : b_row,
          };
          for (size_t i = top, rows; i < bottom; i += rows) {
            rows = NAME(tile_rows)(bottom - i, a_in_place ? columns : PANEL);
            at.a = a_in_place ? block + (i - top) * a_row : a_panels + (i - top) * depth;
            if (!a_in_place) at.a_row = 1, at.a_column = rows;
            NAME(update)(rows, columns, &at, c + i * n + j, n, from == 0);
          }
        }
      }
    }
  }
}
