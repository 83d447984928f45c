// The loop that all the work is done in. `Tiles.h` includes this file for each kind of register: TILE, the function's name; REGISTER, its type;
// and REGISTER_LANES.

/// A tile of `rows` × `vectors` registers, both constants after inlining; `fresh` starts the chains at 0 instead of at C.
INLINE void TILE(const size_t rows, const size_t vectors, const NAME(operands) *at, REAL *c, size_t c_row, int fresh) {
  const size_t a_row = at->a_row, a_column = at->a_column, b_row = at->b_row, depth = at->depth, ahead_step = at->ahead_step;
  const REAL *a_start = at->a, *b_start = at->b, *ahead = at->ahead;
  REGISTER s[SLIM_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++)
      if (fresh) s[i][v] = (REGISTER)(REAL)0; else memcpy(&s[i][v], c + i * c_row + v * REGISTER_LANES, sizeof(REGISTER));
  // The steps of the last run that go row by row; none if it is shorter.
  const size_t last = at->runs > 0 && depth >= LAST_STEPS ? LAST_STEPS : 0;
  for (size_t run = at->runs; run > 0; run--) {
    // A pointer for every three rows: an address is one of them and the stride once or twice, without a chain of additions.
    const REAL *a[(SLIM_ROWS + 2) / 3], *b = b_start;
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i += 3) a[i / 3] = a_start + i * a_row;
    for (size_t p = run > 1 ? 0 : last; p < depth; p++) {
      REGISTER row[TILE_VECTORS];
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) memcpy(&row[v], b + v * REGISTER_LANES, sizeof(REGISTER));
#pragma clang loop unroll(full)
      for (size_t i = 0; i < rows; i++) {
        REGISTER x = (REGISTER)a[i / 3][i % 3 * a_row];
#pragma clang loop unroll(full)
        for (size_t v = 0; v < vectors; v++) s[i][v] = FMA(x, row[v], s[i][v]);
      }
#pragma clang loop unroll(full)
      for (size_t i = 0; i < rows; i += 3) a[i / 3] += a_column;
      b += b_row;
      __builtin_prefetch(ahead);
      ahead += ahead_step;
    }
    a_start += at->a_run, b_start += at->b_run;
  }
  if (last == 0) {
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++)
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) memcpy(c + i * c_row + v * REGISTER_LANES, &s[i][v], sizeof(REGISTER));
    return;
  }
  const REAL *a = a_start - at->a_run + (depth - last) * a_column, *b = b_start - at->b_run + (depth - last) * b_row;
  REGISTER row[LAST_STEPS + 1][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (size_t p = 0; p < LAST_STEPS; p++) {
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) memcpy(&row[p][v], b + p * b_row + v * REGISTER_LANES, sizeof(REGISTER));
    __builtin_prefetch(ahead + p * ahead_step);
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (size_t p = 0; p < LAST_STEPS; p++) {
      REGISTER x = (REGISTER)a[i * a_row + p * a_column];
#pragma clang loop unroll(full)
      for (size_t v = 0; v < vectors; v++) s[i][v] = FMA(x, row[p][v], s[i][v]);
    }
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) memcpy(c + i * c_row + v * REGISTER_LANES, &s[i][v], sizeof(REGISTER));
  }
}

#undef TILE
#undef REGISTER
#undef REGISTER_LANES
