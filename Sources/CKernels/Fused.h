// Chains of elementwise operations, one precision at a time (parameters as for `Elementwise.h`): a chain runs block by block, so that what
// one instruction writes the next one finds in the first-level cache, and what no one else reads never reaches memory.
//
// An instruction is the loop of the unfused operation over a block: the same function, hence the same bits.

/// Elements `start` … of an operand, as they stand in the result: y[j] = x[i / inner * row_stride + i % inner * element_stride], i = start + j.
static void NAME(gather)(const ravine_chain_operand *o, const REAL *x, size_t start, size_t count, REAL *y) {
  size_t row = start / o->inner, column = start % o->inner;
  while (count > 0) {
    size_t some = o->inner - column < count ? o->inner - column : count;
    const REAL *from = x + row * o->row_stride + column * o->element_stride;
    if (o->element_stride == 1) memcpy(y, from, some * sizeof(REAL));
    else for (size_t j = 0; j < some; j++) y[j] = from[j * o->element_stride];
    y += some, count -= some, row++, column = 0;
  }
}

/// As many elements as keep a chain's blocks together in the first-level cache, and whole rows of an operand that repeats.
static size_t NAME(block)(const ravine_chain *chain) {
  enum { budget = 24576 / sizeof(REAL), least = 256, most = 4096 / sizeof(REAL) };
  // A known chain keeps nothing between its instructions.
  size_t streams = chain->known != RAVINE_UNKNOWN_CHAIN ? 1 : chain->operand_count + chain->register_count;
  size_t block = budget / (streams ? streams : 1) / 64 * 64;
  block = block < least ? least : block > most ? most : block;
  for (size_t s = 0; s < chain->operand_count; s++) {
    const ravine_chain_operand *o = &chain->operands[s];
    if (o->mode == RAVINE_OPERAND_PATTERN && o->row_stride == 0 && o->element_stride == 1 && o->inner <= block) return block - block % o->inner;
  }
  return block;
}

/// y = second(first(a, b), c), with both roundings: what two instructions would write and read again stays in a register. An operand with a
/// step of 0 has its element in every lane.
INLINE void NAME(pair_of)(const int first, const int second, size_t count, const REAL *a, size_t a_step, const REAL *b, size_t b_step,
                          const REAL *c, size_t c_step, REAL *y) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    vector u, v, w;
    memcpy(&u, a + i * a_step, sizeof u), memcpy(&v, b + i * b_step, sizeof v), memcpy(&w, c + i * c_step, sizeof w);
    u = NAME(simple)(second, NAME(simple)(first, u, v), w);
    memcpy(y + i, &u, sizeof u);
  }
  if (i < count) {
    vector u = NAME(load_some)(a + i * a_step, a_step, count - i), v = NAME(load_some)(b + i * b_step, b_step, count - i);
    vector w = NAME(load_some)(c + i * c_step, c_step, count - i);
    u = NAME(simple)(second, NAME(simple)(first, u, v), w);
    memcpy(y + i, &u, (count - i) * sizeof(REAL));
  }
}

static void NAME(pair)(unsigned operations, size_t count, const REAL *a, size_t a_step, const REAL *b, size_t b_step, const REAL *c,
                       size_t c_step, REAL *y) {
#define PAIR_CASE(FIRST, SECOND) \
  case 4 * FIRST + SECOND: NAME(pair_of)(FIRST, SECOND, count, a, a_step, b, b_step, c, c_step, y); break;
#define PAIR_CASES(FIRST) PAIR_CASE(FIRST, 0) PAIR_CASE(FIRST, 1) PAIR_CASE(FIRST, 2) PAIR_CASE(FIRST, 3)
  switch (operations) { PAIR_CASES(0) PAIR_CASES(1) PAIR_CASES(2) default: break; }
#undef PAIR_CASE
#undef PAIR_CASES
}

static void NAME(chain)(const ravine_chain *chain, size_t first, size_t count, char *memory) {
  REAL *place[RAVINE_CHAIN_SLOTS];
  size_t step[RAVINE_CHAIN_SLOTS];
  // How many elements of a repeating operand stand ready since the first block, and from which column on.
  size_t ready[RAVINE_CHAIN_SLOTS], from[RAVINE_CHAIN_SLOTS];
  const size_t block = NAME(block)(chain), operands = chain->operand_count, end = first + count;
  REAL *registers = ravine_scratch((block * chain->register_count + operands * LANES) * sizeof(REAL));
  REAL *scalars = registers + block * chain->register_count;
  for (size_t s = 0; s < operands; s++) {
    const ravine_chain_operand *o = &chain->operands[s];
    place[s] = (REAL *)(memory + o->offset), step[s] = o->mode != RAVINE_OPERAND_SCALAR, ready[s] = 0, from[s] = 0;
    if (step[s] == 0) {
      for (size_t j = 0; j < LANES; j++) scalars[s * LANES + j] = *place[s];
      place[s] = scalars + s * LANES;
    }
  }
  for (size_t r = 0; r < chain->register_count; r++) place[operands + r] = registers + r * block, step[operands + r] = 1;

  for (size_t start = first; start < end; start += block) {
    const size_t length = end - start < block ? end - start : block;
    for (size_t s = 0; s < operands; s++) {
      const ravine_chain_operand *o = &chain->operands[s];
      REAL *x = (REAL *)(memory + o->offset);
      if (o->mode == RAVINE_OPERAND_FULL) place[s] = x + start;
      if (o->mode != RAVINE_OPERAND_PATTERN) continue;
      const size_t column = start % o->inner;
      if (o->element_stride == 1 && column + length <= o->inner) {
        place[s] = x + start / o->inner * o->row_stride + column;
        continue;
      }
      place[s] = registers + o->buffer * block;
      if (o->row_stride == 0 && length <= ready[s] && (o->element_stride == 0 || column == from[s])) continue;
      NAME(gather)(o, x, start, length, place[s]);
      ready[s] = length, from[s] = column;
    }
    if (chain->known != RAVINE_UNKNOWN_CHAIN) {
      NAME(known)[chain->known](place, length);
      continue;
    }
    for (size_t k = 0; k < chain->instruction_count; k++) {
      const ravine_chain_instruction *t = &chain->instructions[k];
      REAL *y = place[t->y];
      if (t->operation < RAVINE_UNARY_COUNT)
        NAME(unary)((ravine_unary_operation)t->operation, length, place[t->a], y);
      else if (t->operation < RAVINE_CHAIN_SELECT)
        NAME(binary)((ravine_binary_operation)(t->operation - RAVINE_CHAIN_BINARY), length, place[t->a], step[t->a], place[t->b], step[t->b], y);
      else if (t->operation >= RAVINE_CHAIN_PAIR)
        NAME(pair)(t->operation - RAVINE_CHAIN_PAIR, length, place[t->a], step[t->a], place[t->b], step[t->b], place[t->c], step[t->c], y);
      else
        NAME(select)(length, place[t->a], place[t->b], place[t->c], y);
    }
  }
}
